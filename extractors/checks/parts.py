"""Prose that lists the parts of an amount (其中…): they cannot be more than it, and where all there can be are listed, or as many as
it counts (分两批, 上述五份合同合计), they make it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.checks.ledger import Ledger, finding, in_unit_of, is_slip, step_of, unit_of
from extractors.document import Span
from extractors.numbers.digits import number
from extractors.numbers.rounding import places
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.findings import Finding
from patterns.loader import asked, load

MOST = 12  # parts of one list
LONGEST = 100  # figures before a sum
BACK = 6  # paragraphs before a sum in which what it sums up is told
FAR = 120  # paragraphs before a sum that counts what it sums up, wherever told
NEAR = Decimal("0.1")  # of the whole: further off, something else is listed than its parts
DIGITS, FEW = 1000, 100  # the least whole, in its last digit that is not idle, for which one digit is no chance; where parts are more
_ASKED = asked("checks")
_ALL = [tuple(meaning.extra["members"]) for meaning in load("partitions")]
_WITH_MORE = "总计"  # it holds what is carried over, too


def check(ledger: Ledger) -> Iterator[Finding]:
    lists: dict[Span, list[BudgetFigure]] = {}
    for one in ledger.read.told:
        if one.head is not None and (part := ledger.by_anchor.get(one.mention.span)) is not None:
            lists.setdefault(one.head.mention.span, []).append(part)
    for head, parts in lists.items():
        whole = ledger.by_anchor.get(head)
        if whole is not None and whole.amount_yuan and 1 < len(parts) <= MOST and _is_one_list(ledger, whole, parts):
            yield from _against(whole, parts, complete=_are_all(ledger, whole, parts))
    for order, figures in ledger.by_block.items():
        text = ledger.read.document.blocks[order].text
        if "分" in text and len(figures) > 2:
            yield from _in_batches(text, figures)
        if "上述" in text or "以上" in text or "前述" in text:
            yield from _summed_up(ledger, text, figures)
        if "合计" in text or "共计" in text or "总计" in text:
            yield from _counted(ledger, text, figures)
            yield from _sums_behind(ledger, text, figures) if len(figures) > 2 else ()


def _in_batches(text: str, figures: Sequence[BudgetFigure]) -> Iterator[Finding]:
    """分两批下达90万元，其中第一批50万元，第二批40万元: all of them are told, and they make it."""
    for counted in _ASKED["counted_parts"].finditer(text):
        end = text.find("。", counted.end())
        near = [f for f in figures if f.anchor.start > text.rfind("。", 0, counted.start()) and (f.anchor.start < end or end < 0)]
        leads = zip([counted.start(), *(f.anchor.end for f in near)], near, strict=False)
        places = [_ASKED["ordinal_part"].search(text, begin, f.anchor.start) for begin, f in leads]
        first = next((at for at, place in enumerate(places) if place is not None), 0)
        count = int(number(counted["count"]) or 0)
        told = [number(place["place"]) for place in places[first : first + count] if place is not None]
        if first and told == list(range(1, count + 1)) and not any(places[first + count :]):
            yield from _against(near[first - 1], near[first : first + count], complete=True)


def _summed_up(ledger: Ledger, text: str, figures: Sequence[BudgetFigure]) -> Iterator[Finding]:
    """上述五份合同金额合计90万元: the five contracts told last before it, where no more of them are told since the heading."""
    for whole in figures:
        before = ledger.before(whole.anchor)
        counted = _ASKED["counted_sum"].search(text, before.anchor.end if before else 0, whole.anchor.start)
        if counted is None or whole.section_id is None:
            continue
        own = _told_last(ledger, whole, int(number(counted["count"]) or 0))
        if own and len({unit_of(f) for f in (whole, *own)}) == 1:
            yield from _against(whole, own, complete=True)


def _told_last(ledger: Ledger, whole: BudgetFigure, count: int) -> list[BudgetFigure]:
    """As many figures of a measure as there are before a sum in its section; none where there are more or fewer."""
    own: list[BudgetFigure] = []
    for order in range(whole.anchor.block, max(-1, whole.anchor.block - BACK), -1):
        for figure in reversed(ledger.by_block.get(order, ())):
            if figure.section_id != whole.section_id or len(own) > count:
                break
            if figure.measure == whole.measure and figure.anchor < whole.anchor:
                own.append(figure)
    return own[::-1] if len(own) == count else []


def _counted(ledger: Ledger, text: str, figures: Sequence[BudgetFigure]) -> Iterator[Finding]:
    """三个标段中标价合计90万元: where just three prices are told before it in prose, and a slip parts them from it."""
    for place, whole in enumerate(figures if figures[0].source == "narrative" else ()):
        begin = figures[place - 1].anchor.end if place else 0
        counted = _ASKED["counted_total"].search(text, begin, whole.anchor.start)
        count = 0 if counted is None else int(number(counted["count"]) or 0)
        own = _just(ledger, whole, count) if count else []
        if own:
            yield from _against(whole, own, complete=False, slipped=True)


def _just(ledger: Ledger, whole: BudgetFigure, count: int) -> list[BudgetFigure]:
    """The figures of a measure before a sum that are no part of one of them, where these are as many as it counts."""
    own: list[BudgetFigure] = []
    for order in range(whole.anchor.block, max(-1, whole.anchor.block - FAR), -1):
        for figure in reversed(ledger.by_block.get(order, ())):
            if (
                figure.measure == whole.measure
                and figure.source == whole.source
                and figure.anchor < whole.anchor
                and figure.part_of is None
            ):
                own.append(figure)
        if len(own) > count:
            return []
    return own[::-1] if len(own) == count and len({unit_of(f) for f in (whole, *own)}) == 1 else []


def _sums_behind(ledger: Ledger, text: str, figures: Sequence[BudgetFigure]) -> Iterator[Finding]:
    """一期30.25万元，二期41.36万元，合计71.16万元: what is told before a sum in its sentence, where one digit makes it the sum."""
    keys = {f.key for f in figures}
    for place, whole in enumerate(figures):
        if place > 1 and _ASKED["sum_lead"].search(text, figures[place - 1].anchor.end, whole.anchor.start):
            begin, near = text.rfind("。", 0, whole.anchor.start), figures[max(0, place - LONGEST) : place]
            if len(near) == LONGEST and near[0].anchor.start > begin:
                continue  # no sum that a reader would check
            said = [f for f in near if f.anchor.start > begin and f.part_of not in keys]
            if 1 < len(said) <= MOST and {(f.measure, f.year, unit_of(f)) for f in said} == {(whole.measure, whole.year, unit_of(whole))}:
                yield from _against(whole, said, complete=False, slipped=True)


def _is_one_list(ledger: Ledger, whole: BudgetFigure, parts: Sequence[BudgetFigure]) -> bool:
    """In the sentence of the whole, in its unit and its year, parted by nothing but marks and names; the last number before them is it."""
    first, last = parts[0].anchor, parts[-1].anchor
    if first.block != whole.anchor.block or last.block != first.block or len({unit_of(p) for p in (whole, *parts) if p.amount_yuan}) > 1:
        return False
    figures, own = ledger.by_block[first.block], {part.anchor for part in parts}
    begin, end = bisect_right(figures, whole.anchor, key=_anchor), bisect_left(figures, last, key=_anchor)
    if any(f.anchor not in own for f in figures[begin:end]) or any(p.measure != whole.measure or p.year != whole.year for p in parts):
        return False
    text = ledger.read.document.blocks[first.block].text
    stop = text.find("。", last.end) if whole.measure == "asset" else 0
    if _ASKED["bought_for"].search(text, whole.anchor.end, stop if stop >= 0 else len(text)):
        return False  # what assets were bought for is more than they are worth
    return (
        "。" not in _ASKED["goes_on"].sub("", text[whole.anchor.end : first.start])
        and _ASKED["turns"].search(text, first.end, last.start) is None
    )


def _anchor(figure: BudgetFigure) -> Span:
    return figure.anchor


def _against(whole: BudgetFigure, parts: Sequence[BudgetFigure], *, complete: bool, slipped: bool = False) -> Iterator[Finding]:
    """Parts and their whole. Where not all may be told, less than it is a slip of one digit; `slipped` asks that of more, too."""
    made = sum((part.amount_yuan for part in parts), Decimal(0))
    off, slack = made - whole.amount_yuan, _rounding(whole, parts)
    if abs(off) <= slack or abs(off) > whole.amount_yuan / 2:
        return
    near = abs(off) <= whole.amount_yuan * NEAR and (complete or (off > 0 and not slipped))
    if not near and not _is_one_slip(whole, parts, off):
        return
    told = "+".join(part.amount_text for part in parts)
    yield finding(
        "sum_mismatch",
        "warning",
        whole,
        f"合计{whole.amount_text}，而其中各部分{told}={in_unit_of(made, whole)}",
        f"The total is {whole.amount_text}, but its parts {told} = {in_unit_of(made, whole)}",
        stated=whole.amount_text,
        expected=in_unit_of(made, whole),
        parts=[part.anchor for part in parts],
    )


def _rounding(whole: BudgetFigure, parts: Sequence[BudgetFigure]) -> Decimal:
    """How far rounded numbers may miss each other: one of the last digit, with many parts some (995 is 38 and 958)."""
    return max(step_of(f) for f in (whole, *parts) if f.amount_yuan) * max(1, (len(parts) - 1) // 2)


def _is_one_slip(whole: BudgetFigure, parts: Sequence[BudgetFigure], off: Decimal) -> bool:
    """Whether a digit, or two neighbours that changed places, part the parts from their whole: in one of them only, where they come to
    less, for a part may be untold; numbers of a few digits prove nothing."""
    fine = min(map(step_of, (whole, *parts)))
    numbers = [abs(f.amount_yuan) / fine for f in (whole, *parts)]
    round_by = next((n for n in range(9, 0, -1) if not any(number % 10**n for number in numbers)), 0)
    if len({unit_of(f) for f in (whole, *parts) if f.amount_yuan}) > 1 or numbers[0] < (DIGITS if off < 0 else FEW) * 10**round_by:
        return False
    right = [(whole, whole.amount_yuan + off), *((part, part.amount_yuan - off) for part in parts)]
    slips = [f for f, made in right if made > 0 and is_slip(_printed(f, f.amount_yuan), _printed(f, made))]
    return len(slips) == 1 or (off > 0 and bool(slips))


def _printed(figure: BudgetFigure, yuan: Decimal) -> str:
    """An amount in the unit and with the places of a figure."""
    return f"{yuan / unit_of(figure):.{places(figure.amount_text)}f}"


def _are_all(ledger: Ledger, whole: BudgetFigure, parts: Sequence[BudgetFigure]) -> bool:
    """Whether the parts are all a whole can have (货物, 工程 and 服务 of what was purchased), or told as all it was divided into (分别)."""
    if "分别" in ledger.between(whole.anchor, parts[0].anchor):
        return True
    if (whole.subject or "").endswith(_WITH_MORE):
        return False
    names = [part.subject or "" for part in parts]
    return any(len(names) == len(members) and all(any(m in name for name in names) for m in members) for members in _ALL)
