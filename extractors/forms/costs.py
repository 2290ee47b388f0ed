"""Cost indicators tell money: the target is budget, the actual is executed. Money gained, of benefit indicators, is neither."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from extractors.document import Block, Span
from extractors.forms.cells import printed_unit
from extractors.forms.model import Line, Money
from extractors.forms.money import Printed, Unit, amounts
from extractors.mentions import money_unit
from patterns.loader import asked

_WORDS = asked("form_money")
_BENEFITS = frozenset({"economic", "social", "ecological", "sustainability", "satisfaction"})

TextOf = Callable[[Span], str]


def cost_money(lines: Sequence[Line], blocks: Sequence[Block], text: TextOf, printed: Printed, unit: Unit | None) -> Iterator[Money]:
    """Amounts of every cost line; a bare number takes the unit of its row, else of the other cost rows, else of the form."""
    kinds = [_kind(line, text) for line in lines]
    costs = [line for line, kind in zip(lines, kinds, strict=True) if kind == "cost"]
    usual = next((u for line in costs if (u := _row_unit(line, blocks, printed)) is not None), None) or unit
    for line in costs:
        own = _named_unit(line, text) if line.unit is not None else _row_unit(line, blocks, printed) or usual
        name = "".join(text(line.name).split()) if line.name else ""
        if line.unit is None and _WORDS["no_money"].search(name):
            own = None
        yield from _money(line, name, own, ("budget", "executed"), printed)
    for line, kind in zip(lines, kinds, strict=True):
        if kind == "gain":
            name = "".join(text(line.name).split()) if line.name else ""
            yield from _money(line, name, _named_unit(line, text), ("other", "other"), printed)


def _money(line: Line, name: str, own: Unit | None, measures: tuple[str, str], printed: Printed) -> Iterator[Money]:
    labels = (("subject", line.name),) if line.name else ()
    planned = (*line.target, *line.adjusted)  # 年初指标值 and 调整指标值 side by side
    for spans, measure in zip((planned, (line.actual,) if line.actual else ()), measures, strict=True):
        for span in spans:
            for mention in amounts(span, printed, own):
                yield Money(mention, measure, None, name, labels)


def _kind(line: Line, text: TextOf) -> str | None:
    """Whether a line tells a cost or a gain: by its level, else by a unit of money in a column of its own."""
    if line.aspect == "cost" or line.aspect in _BENEFITS:
        return "cost" if line.aspect == "cost" else "gain"
    if line.aspect != "other" or _named_unit(line, text) is None:
        return None
    return "gain" if line.name is not None and _WORDS["gain"].search(text(line.name)) else "cost"


def _named_unit(line: Line, text: TextOf) -> Unit | None:
    """The unit of a unit column, if it is one of money."""
    named = "".join(text(line.unit).split()) if line.unit else ""
    return (named, line.unit) if line.unit is not None and money_unit(named) is not None else None


def _row_unit(line: Line, blocks: Sequence[Block], printed: Printed) -> Unit | None:
    """The unit printed beside another number of the row, or in the indicator's name: 培训费（万元）."""
    for span in (line.actual, *line.target):
        for mention in printed.amounts.get(span.block, ()) if span is not None else ():
            if mention.unit is not None:
                return mention.unit, Span(mention.span.block, mention.span.end - len(mention.unit), mention.span.end)
    if line.name is None:
        return None
    return printed_unit(blocks[line.name.block].text, line.name.block)
