"""What is not there: actual values, breakdowns, the text of a section, a number in a row of headings, a form that the text names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractors.checks.ledger import FundRow, Ledger, finding
from extractors.checks.midyear import monitored
from extractors.document import Section, Span
from extractors.forms.bands import INDICATORS
from extractors.layout.numerals import chinese
from extractors.outline.numbers import CIRCLED
from extractors.row import plain
from extractors.statements.words import mark
from extractors.tables.findings import Finding
from patterns.loader import asked, fold, load

LEAST_FORMS = 3
LAST_FIRST = 20  # a row of headings may begin late; with a larger number it is a year or a reading slip
SKELETON = 0.1  # of a report's sections: where more are empty, it is an outline and no report
ASKED = asked("checks")
STYLES = (
    ("chapter", re.compile("第.+[部章]")),
    ("both", re.compile(r"[（(].+[）)]")),
    ("after", re.compile(r".+[)）]")),
    ("han", re.compile("[一二三四五六七八九十]+")),
    ("digit", re.compile("[0-9０-９]+")),
)
_VALUE = re.compile("[0-9]+|[一二三四五六七八九十]+")


def check(ledger: Ledger) -> Iterator[Finding]:
    yield from _actuals(ledger)
    for facts, rows in ledger.fund_tables():
        yield from _breakdown(ledger, rows, ledger.read.project_key(facts.project))
    children: dict[int | None, list[int]] = {}
    for index, section in enumerate(ledger.read.sections):
        children.setdefault(section.parent, []).append(index)
    sections = ledger.read.sections
    single = [(index, s) for index, s in enumerate(sections) if s.first == s.last and s.kind == "heading" and s.number is not None]
    bare = {index for index, section in single if index not in children and _is_empty(ledger, section)}
    skeleton = len(bare) > max(1, SKELETON * len(sections))
    for group in children.values():
        own = [ledger.read.sections[index] for index in group]
        yield from () if skeleton else _empty(ledger, [s for index, s in zip(group[:-1], own, strict=False) if index in bare], own)
        yield from _numbers(ledger, own)
        yield from _forms(ledger, own)


def _actuals(ledger: Ledger) -> Iterator[Finding]:
    """An indicator with a target and nothing reached, in a form where others tell it, or which tells at least what was spent."""
    read = ledger.read
    told = {
        read.project_key(facts.project or read.project_at(Span(facts.form.first, 0, 0)))  # a form of no project's name is its chapter's
        for facts in read.forms
        if any(b.kind == INDICATORS and b.column("actual") is not None for b in facts.form.bands)
    }
    filled = {row.project_id for row in ledger.indicators if row.source == "table" and row.actual_text}
    if told - filled:
        spent = (f for f in ledger.figures if f.measure == "executed" and f.rule == "form.funds" and f.amount_yuan)
        filled |= {f.project_id for f in spent} - monitored(ledger)
    for row in ledger.indicators:
        if row.source != "table" or row.actual_text or not row.target_text or row.project_id not in told & filled:
            continue
        if not row.level3 or ASKED["unused"].fullmatch(row.level3):
            continue
        yield finding(
            "missing_value",
            "warning",
            row,
            f"「{row.level3}」有指标值{row.target_text}，无实际完成值",
            f"{row.level3} has the target {row.target_text} and no actual value",
            stated=row.target_text,
            against=[e.span for e in row.evidence if e.field == "target"],
        )


def _breakdown(ledger: Ledger, rows: Sequence[FundRow], project: str | None) -> Iterator[Finding]:
    """A total none of whose source rows is filled, or a source row that is filled in part where the total is whole."""
    total = next((row for row in rows if row.source == "total"), None)
    rest = [row for row in rows if row is not total]
    if total is None or not any(total.cells.values()) or len(rest) < 2:
        return
    figures = [f for f in total.cells.values() if f is not None]
    if not any(figure for row in rest for figure in row.cells.values()):
        if len(figures) > 1 and any(f.amount_yuan for f in figures):
            text = figures[0].amount_text
            yield finding(
                "missing_value",
                "warning",
                figures[0],
                f"资金总额{text}未分来源填列，其下{len(rest)}行均为空",
                f"The total of {text} has no breakdown: its {len(rest)} rows of sources are all empty",
                stated=text,
                project=project,
                parts=[row.label for row in rest],
            )
        return
    for row in rest:
        filled = [f for f in row.cells.values() if f is not None and f.amount_yuan]
        blank = [m for m, f in row.cells.items() if f is None and total.cells.get(m) is not None]
        others = any(other.cells.get(measure) is not None for measure in blank for other in rest)
        if filled and blank and not others:
            label = plain(ledger.text(row.label))
            yield finding(
                "missing_value",
                "warning",
                filled[0],
                f"「{label}」只填了{filled[0].amount_text}，其余栏为空，而总额各栏俱全",
                f"{label} prints {filled[0].amount_text} only; its other columns are empty though those of the total are not",
                stated=filled[0].amount_text,
                project=project,
                parts=[row.label],
            )


def _empty(ledger: Ledger, empty: Sequence[Section], group: Sequence[Section]) -> Iterator[Finding]:
    """A heading with nothing under it among headings that have something; the last one may stand at the end of a cut-off text."""
    anew = {group[place] for place in range(len(group) - 1) if group[place + 1].ordinal == 1}  # （二）, and what stands below it as （一）
    for section in empty if len(empty) * 3 <= len(group) else ():
        if section in anew:
            continue
        yield finding(
            "missing_value",
            "warning",
            section.heading,
            f"「{section.title}」之下没有内容",
            f"Nothing stands under the heading {section.title}",
            project=ledger.read.project_key(ledger.read.project_at(section.heading)),
        )


def _is_empty(ledger: Ledger, section: Section) -> bool:
    """Of a numbered heading of one block: whether nothing else is printed there."""
    block = ledger.read.document.blocks[section.first]
    rest = block.text[section.heading.end :].strip(" \t\u3000。：:")
    return (
        block.kind != "cell" and not rest and not ASKED["form_title"].search(section.title) and not ASKED["annexed"].search(section.title)
    )


@lru_cache(maxsize=1 << 12)
def _style(number: str) -> str | None:
    bare = fold(number).rstrip("、.．,，:：")
    return next((name for name, shape in STYLES if shape.fullmatch(bare)), None)


def _numbers(ledger: Ledger, group: Sequence[Section]) -> Iterator[Finding]:
    """A number skipped or repeated among the headings of one parent. A row that begins anew at 1 has lost its heading, not its number."""
    bare = [s.number for s in group if s.number and s.number.isdecimal()]
    below = {s.number for s in ledger.read.sections} if len(bare) > 2 else set()
    chapters = sum(f"{number}.1" in below for number in bare) > 1
    marked = (s for s in group if s.number and (chapters or not s.number.isdecimal()))  # 2 2017年… may be what a lost line end joins
    told = [(s, s.ordinal, style) for s in marked if s.ordinal and (style := _style(s.number or ""))]
    one_style = len({style for _, _, style in told}) == 1
    before: tuple[Section, int, str] | None = None
    for section, known, style in told:
        step = known - (before[1] if before else 0)
        if (before is None or step != 1) and not _is_auto(ledger, section):
            first = before is None and one_style and 1 < known <= LAST_FIRST and (section.parent is not None or len(told) > 2)
            odd = before is not None and style == before[2] and not _is_auto(ledger, before[0])
            if (first or (odd and step == 2)) and _is_between(ledger, before[0] if before else None, section, known - 1):
                first = odd = False
            if first or (odd and known > 1 and (step in (0, -1) or (step == 2 and one_style))):
                yield _number(ledger, section, before[0] if before else None, known - step + 1)
                known = known if step > 0 else known - step + 1
        before = (section, known, style)


def _is_between(ledger: Ledger, before: Section | None, section: Section, value: int) -> bool:
    """Whether a line that is no heading (4、经济效益：…; 其中：（1）公务用车购置0元) bears the number that headings skip, printed in
    their way; and before the first line of a text, which may be cut off, whatever is skipped may have stood."""
    above = before or (None if section.parent is None else ledger.read.sections[section.parent])
    blocks = ledger.read.document.blocks[above.first if above else 0 : section.first]
    skipped = _alike(section.number or "", value)
    if skipped.isdecimal():  # without a mark it tells a number only where it opens a line
        return not blocks or any(block.text.lstrip().startswith(skipped) for block in blocks)
    return not blocks or any(skipped in (block.text if skipped in CIRCLED else fold(block.text)) for block in blocks)


def _alike(number: str, value: int) -> str:
    """Another number printed as this one is, by its folded letters: (1) for （２）."""
    if number in CIRCLED:
        return chr(ord(number) - CIRCLED[number] + value)
    return _VALUE.sub(lambda own: str(value) if own[0].isdecimal() else chinese(value), fold(number))


def _is_auto(ledger: Ledger, section: Section) -> bool:
    """A number a converter wrote, or one in a cell's list, not one of a cell that is all heading."""
    block, own = ledger.read.document.blocks[section.heading.block], section.heading
    return block.style.auto_number is not None or (block.kind == "cell" and len(block.text.strip()) > own.end - own.start)


def _number(ledger: Ledger, section: Section, before: Section | None, expected: int) -> Finding:
    above = "" if before is None else f"，其前为{before.number}"
    prior = "the first of its row" if before is None else f"after {before.number}"
    return finding(
        "numbering",
        "info",
        section.heading,
        f"序号{section.number}不连续{above}，应为第{expected}项",
        f"The heading {section.number} {section.title} stands {prior} where number {expected} is due",
        stated=section.number,
        expected=str(expected),
        project=ledger.read.project_key(ledger.read.project_at(section.heading)),
        against=() if before is None else (before.heading,),
    )


def _forms(ledger: Ledger, group: Sequence[Section]) -> Iterator[Finding]:
    """Headings that name statement forms, in a report that holds none."""
    if len(group) < LEAST_FORMS or ledger.read.statements:
        return
    named = [s for s in group if s.first == s.last and _names_a_form(s.title)]
    if len(named) < LEAST_FORMS or any(ledger.read.document.blocks[s.first].kind == "cell" for s in named):
        return
    titles = [s.title for s in named]
    numbers = "".join(s.number or "" for s in named[:2])
    yield finding(
        "missing_table",
        "warning",
        named[0].heading,
        f"所列{len(named)}张报表均未附：{'、'.join(titles)}",
        f"{len(named)} statement forms are named and none is there ({numbers}…): {', '.join(titles)}",
        parts=[s.heading for s in named[1:]],
    )


def _names_a_form(title: str) -> bool:
    bare = fold(title)
    if "表" not in bare or ASKED["form_title"].search(bare) is None:
        return False
    known = mark(bare)
    return load("statements").meaning(bare[len(known) :] if known else bare) is not None
