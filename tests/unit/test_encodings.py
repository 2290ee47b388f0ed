"""Chinese text reads back the same from any encoding it may be in."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.layout.encodings import decode

PHRASES = (
    "一、项目基本情况",
    "本项目年初预算安排资金120万元，",
    "全年实际支出98.5万元，预算执行率为82.08%。",
    "（二）绩效目标完成情况",
    "河道清淤三公里，按时完成率100%；",
    "存在的问题：部分资金拨付不及时。",
    "下一步改进措施是加强预算管理，",
    "群众满意度≥95%",
    "\n",
)
TRADITIONAL = (
    "一、項目基本情況",
    "本項目年初預算安排資金120萬元，",
    "全年實際支出98.5萬元，預算執行率為82.08%。",
    "（二）績效目標完成情況",
    "河道清淤三公里，按時完成率100%；",
    "存在的問題：部分資金撥付不及時。",
    "\n",
)


def sentences(phrases: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(phrases), min_size=2, max_size=12).map("".join).filter(lambda text: len(text.strip()) > 12)


@settings(max_examples=120, deadline=None)
@given(sentences(PHRASES), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"]))
def test_simplified_text_reads_back_from_every_encoding(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert decoded.text == text


@settings(max_examples=60, deadline=None)
@given(sentences(TRADITIONAL), st.sampled_from(["big5", "utf-8", "gb18030"]))
def test_traditional_text_reads_back_from_big5_too(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert decoded.text == text


def test_the_encoding_is_kept_by_its_name() -> None:
    assert [decode("预算执行情况说明。".encode(name)).encoding for name in ("utf-8", "gb18030", "gbk")] == ["utf-8", "gb18030", "gb18030"]  # type: ignore[union-attr]
    marked = decode(codecs.BOM_UTF16_BE + "预算".encode("utf-16-be"))
    assert marked is not None
    assert marked.encoding == "utf-16-be"


def test_a_character_cut_off_at_the_end_does_not_change_the_encoding() -> None:
    decoded = decode(("预算执行情况说明。" * 5).encode()[:-1])
    assert decoded is not None
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith("预算执行情况说明。预算")


def test_a_damaged_byte_is_counted_and_told() -> None:
    data = ("预算执行情况说明。" * 30).encode()
    decoded = decode(data[:40] + b"\xff" + data[40:])
    assert decoded is not None
    assert decoded.encoding == "utf-8"
    assert decoded.damage is not None


def test_chinese_far_behind_scripts_still_decides() -> None:
    decoded = decode(b"<script>" + b"var a = 1;\n" * 5000 + "</script>項目績效評價報告，預算執行情況".encode("big5"))
    assert decoded is not None
    assert decoded.encoding == "big5hkscs"


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x7fELF" + bytes(300), b"\x89PNG\r\n\x1a\n" + bytes(range(200))])
def test_binary_content_is_no_text(data: bytes) -> None:
    assert decode(data) is None
