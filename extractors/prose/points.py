"""What the points of prose are: a score, or a full mark that waits for its score; and the words that name them."""

from __future__ import annotations

from extractors.document import Mention, Span
from extractors.frozen import frozen
from extractors.prose.clauses import clause_start, masked
from extractors.prose.finds import nearest


@frozen
class Scored:
    """One score of prose, with the full mark and the grade printed beside it; of a scheme of marks nothing but the mark."""

    mention: Mention  # the score, else the mark
    component: str
    words: Span
    full_mark: Mention | None
    grade: Span | None
    rule: str
    by: str = "self"

    @property
    def score(self) -> Mention | None:
        return None if self.mention is self.full_mark else self.mention


@frozen
class Full:
    """A full mark that waits for its score, with the clause that names it."""

    mention: Mention
    clause: str
    at: int


def clause_before(text: str, begin: int, end: int) -> tuple[str, int]:
    """The clause that leads to a score, and where it begins; a colon right before the score ends none (综合得分：95分)."""
    lead = text[begin:end]
    cut = clause_start(masked(lead.rstrip("：: \u3000")), listed=lead.startswith("、"))
    return lead[cut:], begin + cut


def part_of(name: str) -> str:
    found = nearest("prose_scores", name)
    return "other" if found is None or found.id == "total" else found.id
