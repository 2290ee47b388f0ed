"""Headers of two rows in flattened text: which columns each word of the upper row stands over."""

from __future__ import annotations

import pytest

from extractors import readers

ROW = ["河道站", "80", "50", "76", "40", "95%"]


def uppermost(*rows: list[str]) -> list[tuple[str, int, int]]:
    text = "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows) + "\n\n"
    blocks = [b for b in readers.read(text.encode(), "表.txt").blocks if b.place.row == 0]
    return [(b.text, b.place.rows, b.place.cols) for b in blocks]


def spans(*rows: list[str]) -> list[int]:
    return [cols for _, _, cols in uppermost(*rows)]


def test_a_word_stands_over_the_run_of_words_that_no_blank_parts() -> None:
    assert spans(["单位", "安排", "支出", "支出率"], ["", "中央", "省级", "县级", "", ""], ROW) == [1, 3, 1, 1]
    assert spans(["单位", "安排", "支出", "支出率"], ["", "中央", "省级", "", "县级", ""], ["河道站", *ROW[1:]]) != [1, 3, 1, 1]


def test_two_runs_have_a_word_each() -> None:
    assert spans(["单位", "安排", "缺口", "支出"], ["", "中央", "省级", "", "中央", "省级"], ROW) == [1, 2, 1, 2]


def test_words_that_begin_anew_stand_under_another_word() -> None:
    assert spans(["单位", "安排", "支出", "支出率"], ["", "省级", "市级", "省级", "市级", ""], ROW) == [1, 2, 2, 1]


def test_words_that_never_repeat_are_shared_out_evenly() -> None:
    assert spans(["单位", "安排", "支出", "支出率"], ["", "小计", "其中省级", "合计", "其中市级", ""], ROW) == [1, 2, 2, 1]


def test_a_blank_below_goes_on_the_word_above() -> None:
    assert uppermost(["单位", "安排", "支出率"], ["", "中央", "省级", "县级", "市级", ""], ROW) == [
        ("单位", 2, 1),
        ("安排", 1, 4),
        ("支出率", 2, 1),
    ]


@pytest.mark.parametrize("lower", [["", "80", "50", "76", "40", "95%"], ["站", "中央", "省级", "县级", "市级", "比例"]])
def test_figures_and_rows_without_a_blank_part_no_words(lower: list[str]) -> None:
    assert spans(["单位", "安排", "支出率"], lower, ROW) == [1, 1, 4]
