"""What holds of every outline, whatever the report."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from steps import steps

from extractors.document import Builder, Document, Place, Section
from extractors.outline import outline

CHINESE = "一二三四五六七八九十"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
WORDS = ("项目概况", "资金使用情况", "绩效目标", "存在的问题", "下一步工作", "组织管理", "产出情况", "评价结论")
BODY = ("全年安排资金1,280.5万元，用于道路养护。", "本项目由区财政全额保障，于年内完成验收。", "无")
words, bodies = st.sampled_from(WORDS), st.sampled_from(BODY)


def chinese(n: int) -> str:
    return CHINESE[n - 1]


@st.composite
def ladders(draw: st.DrawFn) -> list[tuple[int, int, str]]:
    """Headings as (depth, number, words), depth 0 a line of running text."""
    lines: list[tuple[int, int, str]] = []
    for first in range(1, draw(st.integers(2, 4)) + 1):
        lines += [(1, first, draw(words)), (0, 0, draw(bodies))]
        for second in range(1, draw(st.integers(0, 3)) + 1):
            lines += [(2, second, draw(words)), (0, 0, draw(bodies))]
            for third in range(1, draw(st.integers(0, 2)) + 1):
                lines += [(3, third, draw(words)), (0, 0, draw(bodies))]
    return lines


def typed(depth: int, number: int) -> str:
    return ("", f"{chinese(number)}、", f"（{chinese(number)}）", f"{number}．")[depth]


def flattened(depth: int, number: int) -> str:
    """As a converter prints automatic numbers of the two upper levels."""
    return ("", f"{number}、 ", f"（{number}） ", f"{number}．")[depth]


def document(lines: list[str], cells: bool = False) -> Document:
    builder = Builder()
    table = builder.table() if cells else None
    for row, line in enumerate(lines):
        builder.add("cell" if cells else "paragraph", line, Place(table=table, row=row, col=0) if cells else Place())
    return Document("report.txt", "txt", tuple(builder.blocks), "text")


def shape(sections: tuple[Section, ...]) -> list[tuple[object, ...]]:
    return [(s.ordinal, s.title, s.depth, s.kind, s.parent, s.first, s.last) for s in sections]


@settings(max_examples=60, deadline=None)
@given(ladders())
def test_every_heading_of_a_plain_report_is_found_at_its_depth(lines: list[tuple[int, int, str]]) -> None:
    found = outline(document([typed(depth, number) + text for depth, number, text in lines]))
    assert [(s.depth, s.ordinal, s.title) for s in found] == [line for line in lines if line[0]]


@settings(max_examples=60, deadline=None)
@given(ladders())
def test_the_width_of_digits_and_brackets_changes_nothing(lines: list[tuple[int, int, str]]) -> None:
    plain = [typed(depth, number) + text for depth, number, text in lines]
    wide = [line.translate(WIDE) for line in plain]
    half = [line.replace("（", "(").replace("）", ")").replace("．", ".") for line in plain]
    assert shape(outline(document(plain))) == shape(outline(document(wide))) == shape(outline(document(half)))


@settings(max_examples=60, deadline=None)
@given(ladders())
def test_automatic_numbers_give_the_sections_typed_ones_give(lines: list[tuple[int, int, str]]) -> None:
    by_hand = document([typed(depth, number) + text for depth, number, text in lines])
    automatic = document([flattened(depth, number) + text for depth, number, text in lines])
    assert shape(outline(by_hand)) == shape(outline(automatic))


@settings(max_examples=60, deadline=None)
@given(ladders(), st.data())
def test_one_automatic_number_among_typed_ones_is_read_as_they_are(lines: list[tuple[int, int, str]], data: st.DataObject) -> None:
    """`2、 ` between 一、 and 三、 is 二、: its neighbours tell."""
    upper = [at for at, (depth, _, _) in enumerate(lines) if depth == 1][1:-1]
    by_hand = [typed(depth, number) + text for depth, number, text in lines]
    mixed = list(by_hand)
    if upper:
        at = data.draw(st.sampled_from(upper))
        mixed[at] = flattened(*lines[at][:2]) + lines[at][2]
    assert shape(outline(document(by_hand))) == shape(outline(document(mixed)))


NUMBERS = (
    "一、",
    "二. ",
    "（一）",
    "(2)",
    "㈢",
    "1.",
    "２、",
    "3.2019年",
    "（1）",
    "2)",
    "①",
    "第一部分 ",
    "第二章",
    "2.1 ",
    "42022年",
    "项目一：",
)
MARKS = ("附件1", "附件：", "——", "、", "目录", "概况……3", "；", "。", "  ", "\n", "\t5", "1.5万元")
PHRASES = ("绩效评价报告", "自评表", "项目概况", "产出指标完成情况分析。", "数量指标：", "负责宣传工作。", "全年支出12.5万元，", "无")
PIECES = st.sampled_from([*NUMBERS, *MARKS, *PHRASES])
LINES = st.lists(st.lists(PIECES, min_size=1, max_size=5).map("".join), max_size=30)


@settings(max_examples=200, deadline=None)
@given(LINES, st.booleans())
def test_sections_stand_in_order_nest_and_quote_their_number_and_title(lines: list[str], cells: bool) -> None:
    read = document(lines, cells)
    found = outline(read)
    assert [s.heading for s in found] == sorted({s.heading for s in found})
    for index, section in enumerate(found):
        quote = read.text(section.heading)
        assert quote
        assert section.number is None or quote.startswith(section.number)
        # a title may run on over the next lines, its span is where it begins
        assert section.first == section.heading.block <= section.last < len(read.blocks)
        assert section.path[-1] == section.title
        if section.parent is None:
            assert section.depth == 1
        else:
            above = found[section.parent]
            assert section.parent < index
            assert section.depth == above.depth + 1
            assert section.path[:-1] == above.path
            assert above.first <= section.first <= section.last <= above.last


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_the_title_begins_the_quote_behind_the_number(lines: list[str]) -> None:
    read = document([line.replace("\n", "") for line in lines])
    for section in outline(read):
        if section.rule not in ("outline.title", "outline.part", "outline.chapter"):
            assert section.title in read.text(section.heading)


def test_work_grows_with_the_report_and_not_with_its_square() -> None:
    """Eight times the report takes eight times the steps, a square would take sixty-four."""
    part = [
        "一、项目概况",
        *BODY * 10,
        "（一）资金",
        *BODY * 10,
        *[f"{n}.名称{n}。全年支出{n}万元，已完成。" for n in range(1, 30)],
        "二、附件",
    ]

    def cost(times: int) -> int:
        read = document(part * times)
        outline(read)  # what is made once and kept is no cost of a report's length
        return steps(lambda: outline(read))

    assert cost(24) < 9 * cost(3)


def test_the_outline_needs_no_style() -> None:
    read = document(["一、概况", BODY[0], "二、结论", BODY[1]])
    bare = replace(read, blocks=tuple(replace(b, style=replace(b.style, bold=True, size=16.0)) for b in read.blocks))
    assert shape(outline(read)) == shape(outline(bare))
