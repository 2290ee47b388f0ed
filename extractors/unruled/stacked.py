"""Forms with a cell a line: every word of the header and every figure alone in its paragraph, blank cells dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from extractors.forms.words import FUND_ROLES, LEVEL_ROLES, VALUE_ROLES, word
from extractors.frozen import changed
from extractors.unruled.blanks import Found, spaced
from extractors.unruled.placing import Row
from extractors.unruled.run_on import cut

_ENDS = frozenset("数率值分标额)）")  # of the words of a header
_HEADS = FUND_ROLES | LEVEL_ROLES | VALUE_ROLES
_LONGEST = 20
_LEAST = 3  # words of a header below one another
_JOINT = "\u200b"  # for a blank inside a cell: words are compared without it


def may_stack(text: str) -> bool:
    """Whether a paragraph may be a word of such a header: the cheap question."""
    return len(text) < _LONGEST and text[-1:] in _ENDS and word(text).column in _HEADS


def stacked(texts: Sequence[str]) -> Iterator[Found]:
    """The tables among paragraphs."""
    if not _heads(texts):
        return
    lines = cut([_JOINT.join(text.split()) for text in texts], whole=True)
    starts = [0, *accumulate(map(len, lines))]
    for found in spaced([" ".join(line) for line in lines]):
        yield changed(found, first=starts[found.first], end=starts[found.end], rows=[_told(row) for row in found.rows])


def _heads(texts: Sequence[str]) -> bool:
    """Whether words of a header stand below one another."""
    count = 0
    for text in texts:
        count = count + 1 if may_stack(text) else 0
        if count == _LEAST:
            return True
    return False


def _told(row: Row) -> Row:
    return [cell.replace(_JOINT, " ") for cell in row]
