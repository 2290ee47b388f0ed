"""A form goes on in a grid with fewer columns than its header: what is there is read, and nothing breaks."""

from __future__ import annotations

from form_notation import document

from extractors.report import facts, read
from extractors.tables.indicators import IndicatorRow


def test_a_narrower_grid_below_a_page_break_keeps_its_indicators() -> None:
    page = """
2022年度项目支出绩效自评表
| 项目名称 | 村道安防设施完善 | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | < |
| 产出指标 | 数量指标 | 安装护栏 | ≥30公里 | 31公里 | < |
2
| 质量指标 | 验收合格率 | 100% | 100% |
"""
    rows = [f for f in facts(read(document(page)))["indicators"] if isinstance(f, IndicatorRow)]
    assert "安装护栏" in [row.level3 for row in rows]
