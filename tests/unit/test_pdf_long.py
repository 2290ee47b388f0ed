"""Reports of more pages than are held at once: what runs over the end of a window of pages is the same as within one."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable

import pytest
from made_pdf import Sheet, cells, made, read, told

from extractors.pages.flow import WINDOW
from extractors.readers import pdf

Draw = Callable[[Sheet], None]
XS = [60, 160, 360, 520]


def headed(head: str, number: int, body: str = "正文在这里。") -> Draw:
    def draw(sheet: Sheet) -> None:
        sheet.text(80, 40, head)
        sheet.prose(100, [body])
        sheet.centred(297.5, 800, f"— {number} —")

    return draw


def rows(first: int, count: int = 2, xs: list[int] = XS) -> Draw:
    told = ["道路养护", "80.50"][: len(xs) - 2]
    return lambda sheet: sheet.table(xs, 60, [[f"{first + n}", *told] for n in range(count)])


def full_of(letter: str) -> Draw:
    return lambda sheet: sheet.prose(60, [letter * 20 * 34], indent=0)


def form(number: int) -> Draw:
    def draw(sheet: Sheet) -> None:
        sheet.text(60, 50, f"表{number}", 10)
        rows(4 * number, 4)(sheet)

    return draw


def test_what_runs_along_the_edge_is_known_on_the_few_pages_behind_a_window_too() -> None:
    document = read(*(headed("示例市示例局部门决算", n) for n in range(1, WINDOW + 3)))
    assert told(document, "header") == ["示例市示例局部门决算"] * (WINDOW + 2)
    assert told(document, "footer") == [f"— {n} —" for n in range(1, WINDOW + 3)]
    assert "示例局" not in "".join(told(document))


def test_every_part_of_a_long_book_has_its_own_running_header() -> None:
    heads = [f"第{part}部门绩效自评报告汇编" for part in "甲乙丙丁"]
    document = read(*(headed(head, n) for head in heads for n in range(1, WINDOW + 1)))
    assert told(document, "header") == [head for head in heads for _ in range(WINDOW)]


def test_a_paragraph_runs_on_over_the_end_of_a_window() -> None:
    letters = "".join(chr(ord("一") + n) for n in range(WINDOW + 1))
    document = read(*(full_of(letter) for letter in letters))
    assert told(document) == ["".join(letter * 20 * 34 for letter in letters)]


def test_a_table_goes_on_over_every_page_and_keeps_its_rows_in_order() -> None:
    document = read(*(rows(2 * page) for page in range(WINDOW + 2)))
    assert cells(document) == [[str(n), "道路养护", "80.50"] for n in range(2 * (WINDOW + 2))]


def test_a_label_reaches_down_to_the_last_of_three_pages_and_what_stands_beside_it_does_not() -> None:
    def page(label: str, first: int) -> Draw:
        def draw(sheet: Sheet) -> None:
            ys = [60, 80, 100, 120]
            sheet.grid(XS, ys, without=lambda kind, n, m: kind == "across" and m == 0 and 0 < n < 3)
            sheet.text(64, 74, label, 10)
            for n in range(3):
                sheet.text(164, ys[n] + 14, f"第{first + n}条道路", 10)
                sheet.text(364, ys[n] + 14, "12.50", 10)

        return draw

    document = read(page("产出指标", 1), page("", 4), page("", 7))
    assert cells(document) == [["产出指标", f"第{n}条道路", "12.50"] for n in range(1, 10)]
    assert document.blocks[0].place.rows == 9


def test_rows_of_pages_gone_by_are_laid_on_the_columns_a_later_page_shows() -> None:
    document = read(rows(0, xs=[60, 160, 520]), rows(2, xs=[60, 160, 520]), rows(4))
    assert [len(row) for row in cells(document)] == [3] * 6
    assert {block.place.cols for block in document.blocks if block.place.row == 0 and block.place.col == 1} == {2}


@pytest.mark.parametrize("page", [form, lambda n: rows(4 * n, 4)], ids=["forms", "one table"])
def test_what_a_page_more_takes_in_memory_is_its_blocks(page: Callable[[int], Draw]) -> None:
    read(page(0))  # what is loaded for the first page of all is no page's
    (held, above), (more, above_more) = (_memory(made(*(page(n) for n in range(pages)))) for pages in (2 * WINDOW, 4 * WINDOW))
    assert above_more - above < 0.5 * (more - held)


def _memory(data: bytes) -> tuple[int, int]:
    """Of the document, and what was needed beside it while it was read; the less of two readings, for a cache of words that other tests
    have filled may grow while one is taken."""
    held, above = zip(*(_measured(data) for _ in range(2)), strict=True)
    return min(held), min(above)


def _measured(data: bytes) -> tuple[int, int]:
    gc.collect()
    tracemalloc.start()
    document = pdf.read(data, "report.pdf")
    gc.collect()  # what is garbage already is not held
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert document.blocks
    return held, peak - held
