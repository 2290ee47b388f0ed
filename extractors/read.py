"""What every table extractor is handed: one report, read as far as prose and forms go."""

from __future__ import annotations

from dataclasses import field

from extractors.document import Document, Grid, Mention, Section, Span
from extractors.forms import FormFacts
from extractors.frozen import frozen
from extractors.identity import Identity
from extractors.projects import Projects
from extractors.prose.chapters import Chapter
from extractors.prose.indicators import IndicatorLine
from extractors.prose.points import Scored
from extractors.prose.spot import Told
from extractors.statements import Statement

CLAUSE_ENDS = "。；;，,：:\n"


@frozen
class Read:
    """`section_of[n]` is the index of the innermost section of block n, None above the first heading, `section_keys[n]` its key;
    `owners[n]` is the project that `told[n]` is about."""

    document: Document
    identity: Identity
    sections: tuple[Section, ...]
    section_of: tuple[int | None, ...]
    grids: tuple[Grid, ...]
    mentions: tuple[Mention, ...]
    forms: tuple[FormFacts, ...] = ()
    statements: tuple[Statement, ...] = ()
    told: tuple[Told, ...] = ()
    scored: tuple[Scored, ...] = ()
    lines: tuple[IndicatorLine, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    projects: Projects = field(default_factory=Projects)
    owners: tuple[Span | None, ...] = ()
    section_keys: tuple[str | None, ...] = ()

    def section_key(self, span: Span) -> str | None:
        """The key of the innermost section a span stands in."""
        return self.section_keys[span.block]

    def project_key(self, name: Span | None) -> str | None:
        """The key of the project whose canonical name stands at this span."""
        return None if name is None else self.projects.keys[name]

    def project_at(self, place: Span, words: str | None = None) -> Span | None:
        """The canonical name of the project a place, or the words there, are about."""
        return self.projects.of(place, self.section_of[place.block], words)

    def project_scored(self, score: Scored) -> Span | None:
        """The project a score is of: a total's clause may name it (护林员经费自评97.4分；清淤项目自评84.2分)."""
        place = score.mention.span
        if score.component != "total" or len(self.projects.all) < 2:
            return self.project_at(place)
        before = self.document.blocks[place.block].text[: place.start]
        clause = before[max(before.rfind(mark) for mark in CLAUSE_ENDS) + 1 :]
        return self.project_at(place, clause)
