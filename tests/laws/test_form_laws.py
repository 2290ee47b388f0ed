"""What a form says does not hang on its layout."""

from __future__ import annotations

from dataclasses import dataclass

from form_notation import TABLES, Grid, document, flattened, rows, shown
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import readers

NAMES = ("修缮校舍", "发放补贴", "巡查河道", "培训教师", "购置设备", "种植苗木", "检测样品", "养护道路")
UNITS = ("所", "人次", "公里", "台", "株", "份")
LEVELS = (("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标"))
HEADS = {"target": "年度指标值", "actual": "实际完成值", "weight": "分值", "score": "得分", "reason": "原因分析"}
COLUMNS = {
    "projects": ["name", "budget_yuan", "executed_yuan", "stated_rate", "total_score"],
    "budget_figures": ["measure", "fund_source", "amount_yuan", "subject"],
    "rates": ["rate", "subject"],
    "indicators": ["level1", "level2", "level3", "target_op", "target_value", "target_unit", "actual_value", "weight", "score", "reason"],
    "scores": ["component", "full_mark", "score"],
}


@dataclass(frozen=True)
class Row:
    level: int
    name: str
    target: int
    actual: int
    unit: str
    weight: int
    reason: str


@dataclass(frozen=True)
class Content:
    budget: int
    executed: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Layout:
    order: tuple[str, ...] = tuple(HEADS)
    breaks: bool = False
    separators: bool = False
    wide: bool = False
    unused: int = 0


@st.composite
def contents(draw: st.DrawFn) -> Content:
    budget = draw(st.integers(1000, 9_999_999))
    row = st.builds(
        Row,
        level=st.integers(0, len(LEVELS) - 1),
        name=st.sampled_from(NAMES),
        target=st.integers(1, 99999),
        actual=st.integers(0, 99999),
        unit=st.sampled_from(UNITS),
        weight=st.integers(1, 30),
        reason=st.sampled_from(["", "雨季停工", "招标延期"]),
    )
    found = sorted(draw(st.lists(row, min_size=1, max_size=6)), key=lambda r: r.level)
    return Content(budget, draw(st.integers(0, budget)), tuple(found))


layouts = st.builds(
    Layout,
    order=st.permutations(list(HEADS)).map(tuple),
    breaks=st.booleans(),
    separators=st.booleans(),
    wide=st.booleans(),
    unused=st.integers(0, 3),
)


def page(content: Content, layout: Layout) -> Grid:
    """The form of a content in a layout."""
    return [
        [_label("项目名称", layout), "城乡环境整治", *["<"] * 6],
        [_label("项目资金（万元）", layout), "", *(_label(w, layout) for w in ("全年预算数", "全年执行数", "分值", "执行率", "得分")), ""],
        ["^", "年度资金总额", _number(content.budget, layout), _number(content.executed, layout), "10", _rate(content), "9", ""],
        ["^", "其中：财政拨款", _number(content.budget, layout), "", "", "", "", ""],
        [*(_label(w, layout) for w in ("一级指标", "二级指标", "三级指标", *(HEADS[c] for c in layout.order)))],
        *_indicator_rows(content, layout),
        ["总分", "<", "<", *({"weight": "100", "score": "95.5"}.get(c, "") for c in layout.order)],
    ]


def _indicator_rows(content: Content, layout: Layout) -> Grid:
    found: Grid = []
    for n, row in enumerate(content.rows):
        same = n > 0 and content.rows[n - 1].level == row.level
        above = n > 0 and LEVELS[content.rows[n - 1].level][0] == LEVELS[row.level][0]
        values = {
            "target": f"≥{_number(row.target, layout)}{row.unit}",
            "actual": f"{_number(row.actual, layout)}{row.unit}",
            "weight": str(row.weight),
            "score": str(row.weight),
            "reason": row.reason,
        }
        first, second = LEVELS[row.level]
        levels = ["^" if above else _label(first, layout), "^" if same else _label(second, layout)]
        found.append([*levels, row.name, *(values[c] for c in layout.order)])
    found += [["^", "^", f"指标{n}：", *["" for _ in layout.order]] for n in range(layout.unused)]
    return found


def _label(text: str, layout: Layout) -> str:
    return f"{text[:2]}\n{text[2:]}" if layout.breaks else text


def _number(value: int, layout: Layout) -> str:
    text = f"{value:,}" if layout.separators else str(value)
    return "".join(chr(ord(c) + 0xFEE0) if c in "0123456789," else c for c in text) if layout.wide else text


def _rate(content: Content) -> str:
    return f"{content.executed / content.budget:.2%}"


def told(found: dict[str, list]) -> dict[str, list[list[str]]]:  # type: ignore[type-arg]
    return {name: sorted(shown(found[name], COLUMNS[name], {})) for name in TABLES}


@given(contents(), layouts)
@settings(max_examples=60, deadline=None)
def test_reading_does_not_change_with_the_layout(content: Content, layout: Layout) -> None:
    plain = told(rows(document([page(content, Layout())])))
    assert len(plain["indicators"]) == len(content.rows)
    assert told(rows(document([page(content, layout)]))) == plain


@given(contents(), st.booleans(), st.booleans())
@settings(max_examples=40, deadline=None)
def test_a_form_without_spans_tells_the_same(content: Content, separators: bool, wide: bool) -> None:
    layout = Layout(separators=separators, wide=wide)
    grid = page(content, layout)
    text = flattened(["项目支出绩效自评表", grid])
    assert told(rows(readers.read(text.encode(), "form.txt"))) == told(rows(document([grid])))


@given(contents())
@settings(max_examples=30, deadline=None)
def test_every_field_is_printed_where_its_evidence_says(content: Content) -> None:
    source = document([page(content, Layout())])
    for facts in rows(source).values():
        for fact in facts:
            assert source.text(fact.anchor)
            assert all(source.text(item.span) for item in fact.evidence)


@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "项目名称", "得分", "年度指标值", "一级指标", "合计", "预算数：", "100", "甲"]), min_size=3, max_size=3
        ),
        max_size=6,
    )
)
@settings(max_examples=150, deadline=None)
def test_no_grid_however_odd_stops_the_reader(grid: Grid) -> None:
    rows(document([grid]) if grid else document("无"))
