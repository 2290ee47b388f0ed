"""A value under a number format is the text a reader sees in the cell."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.readers.sheet.formats import Value, shown


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.7554, "0.00%", "75.54%"),
        (1.0, "0%", "100%"),
        (0.051, "0.000%", "5.100%"),
        (2177.8200000000002, "General", "2177.82"),
        (33.333333333333336, "General", "33.33333333"),
        (171915169.345, "General", "171915169.35"),
        (210.0, "General", "210"),
        (0.0, "General", "0"),
        (-0.5, "General", "-0.5"),
        (20_240_612_000_123.0, "General", "20240612000123"),
        (1234567.891, "#,##0.00_ ", "1,234,567.89"),
        (0.5, "#,##0.00", "0.50"),
        (2.675, "0.00", "2.68"),
        (1.5, "0.##", "1.5"),
        (1.0, "0.##", "1"),
        (0.5, "#.00", ".50"),
        (7.0, "000", "007"),
        (-3.5, "0.00", "-3.50"),
        (-3.5, "0.00_);[Red]\\(0.00\\)", "(3.50)"),
        (0.0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (-12.0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-12.00"),
        (300.0, '0"万元"', "300万元"),
        (12.5, "[$¥-804]#,##0.00", "¥12.50"),
        (12345678.0, '0!.0000"万"', "1234.5678万"),
        (1_234_500_000.0, '0.00,,"百万"', "1234.50百万"),
        (25000.0, '[>=10000]0.0,"千";0', "25.0千"),
        (2500.0, '[>=10000]0.0,"千";0', "2500"),
        (3.0, "@", "3"),
        (1.0, "[DBNum1][$-804]General", "1"),
        (0.25, "# ?/?", "0.25"),
        (True, "General", "TRUE"),
        ("无", "0.00%", "无"),
        (dt.date(2023, 5, 6), 'yyyy"年"m"月"d"日"', "2023年5月6日"),
        (dt.date(2023, 5, 6), "yyyy/mm/dd", "2023/05/06"),
        (dt.date(2023, 5, 6), "General", "2023/5/6"),
        (dt.datetime(2023, 5, 6, 14, 7), "yyyy/m/d h:mm", "2023/5/6 14:07"),
        (dt.datetime(2023, 5, 6, 14, 7), "上午/下午h:mm", "下午2:07"),
        (dt.time(12, 30), "h:mm", "12:30"),
        (45052.0, 'yyyy"年"m"月"', "2023年5月"),
        (dt.date(1900, 1, 30), '0"天"', "31天"),
    ],
)
def test_a_value_is_shown_as_its_format_says(value: Value, code: str, text: str) -> None:
    assert shown(value, code) == text


@given(
    st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=5), st.dates(), st.booleans()),
    st.text(alphabet='0#?.,%;"\\!_*[]@EyMdhs 万元-/$', max_size=14),
)
@settings(max_examples=300, deadline=None)
def test_no_format_however_broken_stops_the_reader(value: Value, code: str) -> None:
    assert isinstance(shown(value, code), str)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
@settings(max_examples=200, deadline=None)
def test_money_of_two_decimals_survives_the_float_it_is_kept_in(amount: object) -> None:
    assert float(shown(float(str(amount)), "General")) == float(str(amount))
    assert shown(float(str(amount)), "#,##0.00").replace(",", "") == f"{amount:.2f}"
