"""Targets whose parts stand in columns of their own, and what attainment may say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.targets import Quantity, attainment, target


def test_a_sign_and_a_unit_of_their_own_columns_complete_a_bare_number() -> None:
    assert target("3950", unit="人", sign="≥") == Quantity(">=", Decimal(3950), None, "人")


def test_a_unit_the_value_prints_itself_wins_over_the_column() -> None:
    assert target("95%", unit="人") == Quantity("=", Decimal(95), None, "%")


def test_an_empty_target_is_no_target() -> None:
    assert target(None) is None
    assert target(" \u3000") is None


def test_a_long_sentence_is_words_however_many_numbers_it_holds() -> None:
    assert target("按照年度工作计划完成全部12个乡镇农村生活污水治理设施建设并组织验收移交运行管护单位长期管理").op == "text"  # type: ignore[union-attr]


@pytest.mark.parametrize(("aspect", "wanted"), [("cost", "met"), ("quantity", "partly")])
def test_spending_less_than_a_bare_cost_is_meeting_it(aspect: str, wanted: str) -> None:
    assert attainment(target("80万元"), target("79.6万元"), aspect) == wanted


def test_a_deadline_is_met_by_being_early() -> None:
    assert attainment(target("30个工作日"), target("28个工作日"), "timeliness") == "met"


def test_an_actual_that_names_only_a_bound_above_proves_nothing() -> None:
    assert attainment(target("≥90%"), target("95%以下")) == "unknown"
