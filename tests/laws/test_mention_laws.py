"""Laws of the mention grammar: exact places, values that no width or blank can change, linear time."""

import itertools
import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from steps import ends, steps

from extractors.document import Block, Document, Mention, Span
from extractors.mentions import bare, mentions, merge

WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
UNITS = {"元": 1, "千元": 1000, "万元": 10**4, "百万元": 10**6, "亿元": 10**8, "元整": 1}
BEFORE = (
    "",
    "年初预算安排",
    "项目实际支出",
    "本年收入合计约",
    "其中：公用经费",
    "比上年减少",
    "（",
    "共计人民币",
    "完成率98.5%，支出",
    "截至2019年12月31日，已支付",
)
AFTER = ("", "，", "。", "；完成预算的97.5%", "）", "、", "用于设备购置", "，占12.5%", "/人", "左右", "\n")


def document(*texts: str, kind: str = "paragraph") -> Document:
    return Document("示例.txt", "txt", tuple(Block(n, kind, text) for n, text in enumerate(texts)), "test")


def amounts(text: str) -> list[tuple[str, Decimal | None]]:
    read = document(text)
    return [(read.text(m.span), m.value) for m in mentions(read) if m.kind == "amount"]


def printed(value: Decimal, chance: random.Random) -> str:
    """One of the ways reports print a number."""
    text = f"{value:,}" if chance.random() < 0.4 else f"{value}"
    if chance.random() < 0.3:
        text = text.translate(WIDE)
    return text


def test_ten_thousand_written_amounts_are_read_back() -> None:
    chance = random.Random(20240613)
    wrong = []
    for _ in range(10_000):
        value = Decimal(chance.randrange(0, 10**8)).scaleb(-chance.choice((0, 1, 2, 4)))
        unit = chance.choice(tuple(UNITS))
        gap = "".join(chance.choice(("", "", "", " ", "\u3000", "\n")) for _ in range(2))
        torn = chance.choice(("", "", "", " ", "\n")).join(unit) if unit in ("万元", "亿元") else unit
        quote = printed(value, chance) + gap + torn
        text = chance.choice(BEFORE) + quote + chance.choice(AFTER)
        if amounts(text) != [(quote, value * UNITS[unit])]:
            wrong.append((text, amounts(text)))
    assert wrong == []


@settings(max_examples=200, deadline=None)
@given(st.text("0123456789０９.,，%％万亿元年月日分人次个-—~至约（）《》 \n一二三十百千零〇。；预算支出为", max_size=60), st.booleans())
def test_every_quote_lies_where_its_span_says_and_is_tight(text: str, cell: bool) -> None:
    read = document(text, kind="cell" if cell else "paragraph")
    found = mentions(read)
    for mention in found:
        quote = read.text(mention.span)
        assert quote
        assert quote == quote.strip()
        assert quote[0] not in "约，。（；至~%元"
        assert quote[-1] not in "，。（；至~-—约"
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


@settings(max_examples=200, deadline=None)
@given(st.decimals(0, 10**6, places=2), st.sampled_from(("万元", "亿元", "%")), st.data())
def test_white_space_and_width_between_tokens_change_no_value(value: Decimal, unit: str, data: st.DataObject) -> None:
    blanks = st.sampled_from(("", " ", "\n", "\u3000", "\xa0"))
    quote = f"{value}{data.draw(blanks)}" + data.draw(blanks).join(unit)
    if data.draw(st.booleans()):
        quote = quote.translate(WIDE)
    read = document(f"预算为{quote}。")
    (found,) = mentions(read)
    assert read.text(found.span) == quote
    assert found.value == value * {"万元": 10**4, "亿元": 10**8, "%": Decimal("0.01")}[unit]


@settings(deadline=None)
@given(
    st.dates(),
    st.sampled_from(("{0}年{1}月{2}日", "{0} 年 {1} 月 {2} 日", "{0}-{1}-{2}", "{0}.{1}.{2}", "{0}/{1:02}/{2:02}", "{0}年\n{1}月{2}日")),
)
def test_every_day_between_1900_and_2100_is_read_back(day: object, form: str) -> None:
    year, month, number = (int(part) for part in str(day).split("-"))
    text = "截至" + form.format(year, month, number) + "，"
    found = [m.date for m in mentions(document(text)) if m.kind == "date"]
    assert found == ([day] if 1900 <= year <= 2100 else [])


@settings(deadline=None)
@given(st.decimals(0, 10**8, places=2), st.sampled_from(("元", "万元", "亿元")))
def test_a_bare_number_is_worth_what_its_column_says(value: Decimal, unit: str) -> None:
    read = document("金额（" + unit + "）", f" {value:,}\n", kind="cell")
    found = bare(read, Span(1, 0, len(read.blocks[1].text)), unit, Span(0, 3, 3 + len(unit)))
    assert found is not None
    assert found.value == value * UNITS[unit]
    assert read.text(found.span) == f"{value:,}"
    assert found.unit_span is not None
    assert read.text(found.unit_span) == unit


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40), st.integers(1, 9)), max_size=12), st.integers(0, 12))
def test_merging_keeps_order_and_leaves_no_overlap(places: list[tuple[int, int, int]], cut: int) -> None:
    def apart(spans: list[Span]) -> list[Mention]:
        kept: list[Mention] = []
        for span in sorted(spans):
            if not kept or kept[-1].span.block != span.block or kept[-1].span.end <= span.start:
                kept.append(Mention("count", span, "law"))
        return kept

    spans = [Span(block, start, start + length) for block, start, length in places]
    found, more = apart(spans[:cut]), apart(spans[cut:])
    merged = merge(found, more)
    assert set(more) <= set(merged)
    assert list(merged) == sorted(merged, key=lambda m: m.span)
    for a, b in itertools.pairwise(merged):
        assert a.span.block != b.span.block or a.span.end <= b.span.start


HOSTILE = ("1,111" + ",111" * 2000, "1" * 8000, "5-" * 4000, "1\n" * 4000, "20万，" * 2000, "一" * 8000)


def test_a_document_of_n_blocks_takes_n_times_the_steps() -> None:
    text = "2021年预算安排1,234.56万元，实际支出1200万元，执行率97.2%，培训60人次，结余34.56。"

    def cost(factor: int) -> int:
        read = document(*[text] * (20 * factor), *(t[:400] * factor for t in HOSTILE))
        mentions(read)
        return steps(lambda: mentions(read))

    assert cost(8) < 9 * cost(1)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:6])
def test_no_line_of_marks_and_digits_is_endless(text: str) -> None:
    assert ends(
        lambda: mentions(document(text * 20))
    )  # a second at most; looking back over the line at each of its numbers would take hours
