"""What stands below a form and belongs to it: the lines of its sheet, and elsewhere the notes right under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.document import Document, Section, Span
from extractors.forms import FormFacts
from extractors.prose.finds import where

SHEETS = ("xlsx", "xls")


def below(document: Document, sections: Sequence[Section], forms: Sequence[FormFacts]) -> Iterator[tuple[int, Span]]:
    """Every such block with the name of the form's project; none below a table of several projects. A heading, and the
    name of another, ends what belongs to it."""
    named: dict[int | None, set[Span | None]] = {}
    for facts in forms:
        named.setdefault(document.blocks[facts.form.last].place.table, set()).add(facts.project)
    opened = {section.heading.block for section in sections} | {facts.form.name.block for facts in forms if facts.form.name is not None}
    for facts in forms:
        if facts.project is None or len(named[document.blocks[facts.form.last].place.table]) > 1:
            continue
        for order in range(facts.form.last + 1, len(document.blocks)):
            block = document.blocks[order]
            if block.place.table is not None or order in opened:
                break
            if document.format not in SHEETS and where("form_notes", "note", block.text) is None:
                break
            yield order, facts.project
