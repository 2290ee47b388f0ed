"""Whatever a Word or RTF file holds: blocks in order, or Unreadable with a remedy, in bounded time; never a traceback."""

from __future__ import annotations

import struct
from functools import cache

from doc_made import Level, in_list, made, par, row
from hypothesis import given, settings
from hypothesis import strategies as st
from steps import ends

from extractors import readers
from extractors.document import Block, Unreadable, grids

STEADY = settings(max_examples=250, deadline=None, derandomize=True)


@cache
def report() -> bytes:
    lists = {"lists": [[Level(37, "%1、")]], "named": [(0, {})]}
    table = [*row(["产出", "数量"], [0, 1000, 2000], [0x60]), *row(["", "质量"], [0, 1000, 2000], [0x20])]
    notes = {"notes": [[par("注")]], "boxes": [[par("框")]]}
    return made(par("概况", in_list(1)), par("预算\x02\x08\x13 PAGE \x141\x15"), table, par("完"), **lists, **notes)


def outcome(data: bytes) -> tuple[tuple[Block, ...], Unreadable | None]:
    try:
        return readers.read(data, "报告.doc").blocks, None
    except Unreadable as error:
        return (), error


def check_told(data: bytes) -> None:
    def told() -> None:
        document, refused = outcome(data)
        assert refused is None or ("报告.doc" in refused.message and refused.code != "reader_crashed"), refused
        assert [block.order for block in document] == list(range(len(document)))
        grids(document)

    assert ends(told)


@STEADY
@given(
    st.lists(st.tuples(st.integers(0, 1), st.binary(min_size=1, max_size=8)), min_size=1, max_size=12), st.randoms(use_true_random=False)
)
def test_a_damaged_file_is_read_or_refused(damage: list[tuple[int, bytes]], place: object) -> None:
    data = bytearray(report())
    for _, raw in damage:
        at = place.randrange(512, len(data) - len(raw))  # type: ignore[attr-defined]
        data[at : at + len(raw)] = raw
    check_told(bytes(data))


@STEADY
@given(st.lists(st.tuples(st.integers(0, 93), st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1)), min_size=1, max_size=4))
def test_parts_that_point_anywhere_are_read_or_refused(pointers: list[tuple[int, int, int]]) -> None:
    data = bytearray(report())
    for part, start, length in pointers:
        struct.pack_into("<II", data, 512 + 0x9A + 8 * part, start, length)
    check_told(bytes(data))


@STEADY
@given(st.integers(0, 20_000), st.binary(max_size=600))
def test_a_file_cut_anywhere_and_anything_behind_its_beginning_is_read_or_refused(cut: int, rest: bytes) -> None:
    check_told(report()[:cut] + rest)


@STEADY
@given(st.binary(max_size=3000))
def test_anything_behind_the_beginning_of_an_rtf_file_is_read_or_refused(rest: bytes) -> None:
    check_told(b"{\\rtf1 " + rest)


WORDS = r"""
\pard \par \cell \row \trowd \cellx9 \cellx-5 \intbl \itap3 \nestcell \nestrow { } {\* {\footnote {\shp {\*\shpinst
{\shptxt {\header {\listtext {\*\fldinst {\upr \u-5 ? \'81 a \~ \fs0 \b \uc9 \bin3
"""


@STEADY
@given(st.lists(st.sampled_from(WORDS.split()), max_size=60))
def test_control_words_in_any_order_are_read_or_refused(words: list[str]) -> None:
    check_told(("{\\rtf1 x" + " ".join(words)).encode())


def test_a_table_whose_every_row_has_edges_of_its_own_stays_small() -> None:
    body = "".join(rf"\trowd\cellx{n * 37}\cellx{n * 37 + 9000}\intbl a\cell b\cell\row" for n in range(1, 3000))
    check_told(("{\\rtf1 " + body + "}").encode())
