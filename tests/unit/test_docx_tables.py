"""Word tables on their full grid: spans, gaps, tables within cells."""

from __future__ import annotations

from docx_made import cell, par, read, row, run, seen, table
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import Block, grids

RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def places(body: str) -> list[tuple[str, int | None, int | None, int | None, int, int]]:
    """Text, table, row, column, rows and columns of every cell."""
    cells: list[Block] = [block for block in read(body).blocks if block.kind == "cell"]
    return [(one.text, one.place.table, one.place.row, one.place.col, one.place.rows, one.place.cols) for one in cells]


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def test_a_cell_knows_the_columns_it_spans() -> None:
    assert places(table(row(cell("合计", properties=span(2)), "5"), row("甲", "乙", "3"))) == [
        ("合计", 0, 0, 0, 1, 2),
        ("5", 0, 0, 2, 1, 1),
        ("甲", 0, 1, 0, 1, 1),
        ("乙", 0, 1, 1, 1, 1),
        ("3", 0, 1, 2, 1, 1),
    ]


def test_a_cell_merged_downwards_is_one_cell() -> None:
    body = table(row(cell("产出", properties=RESTART), "数量"), row(cell(properties=CONTINUE), "质量"), row("效益", "经济"))
    assert places(body) == [
        ("产出", 0, 0, 0, 2, 1),
        ("数量", 0, 0, 1, 1, 1),
        ("质量", 0, 1, 1, 1, 1),
        ("效益", 0, 2, 0, 1, 1),
        ("经济", 0, 2, 1, 1, 1),
    ]


def test_a_restart_below_a_merged_cell_begins_another() -> None:
    body = table(*(row(cell(text, properties=RESTART if text else CONTINUE)) for text in ("甲", "", "乙", "")))
    assert places(body) == [("甲", 0, 0, 0, 2, 1), ("乙", 0, 2, 0, 2, 1)]


def test_merging_in_both_directions_is_one_cell() -> None:
    body = table(row(cell("大", properties=span(2) + RESTART), "右"), row(cell(properties=span(2) + CONTINUE), "下"))
    assert places(body) == [("大", 0, 0, 0, 2, 2), ("右", 0, 0, 2, 1, 1), ("下", 0, 1, 2, 1, 1)]


def test_a_continuation_of_other_width_is_a_cell_of_its_own() -> None:
    body = table(row(cell("甲", properties=RESTART), "乙"), row(cell("丙", properties=span(2) + CONTINUE)))
    assert places(body) == [("甲", 0, 0, 0, 1, 1), ("乙", 0, 0, 1, 1, 1), ("丙", 0, 1, 0, 1, 2)]


def test_the_old_way_of_merging_sideways_is_understood() -> None:
    body = table(row(cell("合", properties='<w:hMerge w:val="restart"/>'), cell(properties="<w:hMerge/>"), "右"), row("1", "2", "3"))
    assert [place[:1] + place[3:] for place in places(body)][:2] == [("合", 0, 1, 2), ("右", 2, 1, 1)]


def test_indented_and_short_rows_leave_gaps_in_the_grid() -> None:
    body = table(row("甲", "乙", "丙"), row("丁", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'))
    grid = grids(read(body).blocks)[0]
    assert [[at is not None for at in line] for line in grid.at] == [[True, True, True], [False, True, False]]


def test_paragraphs_of_a_cell_are_its_lines() -> None:
    assert seen(table(row(cell("甲", par(), "乙"), cell()))) == ["甲\n\n乙", ""]


def test_a_table_within_a_cell_follows_it_as_a_table_of_its_own() -> None:
    inner = table(row("内一", "内二"))
    assert places(table(row(cell("前", inner, "后"), "邻"))) == [
        ("前\n后", 0, 0, 0, 1, 1),
        ("内一", 1, 0, 0, 1, 1),
        ("内二", 1, 0, 1, 1, 1),
        ("邻", 0, 0, 1, 1, 1),
    ]


def test_rows_and_cells_in_content_controls_are_rows_and_cells() -> None:
    controlled = f"<w:sdt><w:sdtPr/><w:sdtContent>{cell('控')}</w:sdtContent></w:sdt>"
    whole = f"<w:sdt><w:sdtContent>{row('丙', '丁')}</w:sdtContent></w:sdt>"
    assert places(table(f"<w:tr>{cell('甲')}{controlled}</w:tr>", whole))[1:3] == [("控", 0, 0, 1, 1, 1), ("丙", 0, 1, 0, 1, 1)]


def test_a_deleted_row_is_gone_and_an_inserted_one_is_there() -> None:
    assert places(table(row("旧", properties='<w:del w:id="1"/>'), row("新", properties='<w:ins w:id="2"/>'))) == [("新", 0, 0, 0, 1, 1)]


def test_tables_are_counted_from_zero_in_reading_order() -> None:
    assert [place[1] for place in places(table(row("甲")) + par("段") + table(row("乙")))] == [0, 1]


def test_a_broken_span_asks_for_no_endless_grid() -> None:
    assert max(place[5] for place in places(table(row(cell("甲", properties=span(10**9)))))) <= 1000


def test_a_cell_with_more_than_text_changes_nothing_about_its_neighbours() -> None:
    """Cells of text alone are read on a shorter way than those with tabs, hidden words or blanks to be trimmed."""
    body = table(
        row("甲\u3000乙", cell("可见", "尾")),
        row(
            f"<w:tc><w:p>{run('一')}<w:r><w:br/></w:r>{run('二')}</w:p></w:tc>",
            f"<w:tc><w:p>{run('三')}<w:r><w:tab/></w:r>{run('四')}</w:p></w:tc>",
        ),
        row(f"<w:tc><w:p>{run('五')}{run('隐', '<w:vanish/>')}</w:p></w:tc>", "<w:tc><w:p><w:r><w:t> 六 </w:t></w:r></w:p></w:tc>"),
    )
    assert [text for text, *_ in places(body)] == ["甲\u3000乙", "可见\n尾", "一\n二", "三\t四", "五", "六"]


def test_a_revision_tells_how_cells_were_merged_and_not_how_they_are() -> None:
    was = f"<w:tcPrChange><w:tcPr>{span(2)}<w:vMerge/></w:tcPr></w:tcPrChange>"
    assert places(table(row("甲", "乙"), row(cell("丙", properties=was), "丁")))[2:] == [("丙", 0, 1, 0, 1, 1), ("丁", 0, 1, 1, 1, 1)]


def test_text_in_a_cell_keeps_its_insertions() -> None:
    assert seen(table(row(cell(f"<w:p>{run('1')}<w:ins>{run('2')}</w:ins>{run('3')}</w:p>")))) == ["123"]


@st.composite
def tilings(draw: st.DrawFn) -> list[list[int]]:
    """A grid cut into rectangles: at[row][col] names the cell that covers the position."""
    height, width = draw(st.integers(1, 7)), draw(st.integers(1, 7))
    at = [[-1] * width for _ in range(height)]
    for row_number in range(height):
        for col in range(width):
            if at[row_number][col] >= 0:
                continue
            free = next((n for n in range(col, width) if at[row_number][n] >= 0), width) - col
            wide, tall = draw(st.integers(1, free)), draw(st.integers(1, height - row_number))
            for down in range(row_number, row_number + tall):
                at[down][col : col + wide] = [row_number * width + col] * wide
    return at


def word_table(at: list[list[int]]) -> str:
    """The tiling as Word writes it: a cell in every row it covers."""
    rows = []
    for number, line in enumerate(at):
        cells = []
        for col, name in enumerate(line):
            if col and line[col - 1] == name:
                continue
            begins = not number or at[number - 1][col] != name
            grows = number + 1 < len(at) and at[number + 1][col] == name
            merge = (RESTART if grows else "") if begins else CONTINUE
            cells.append(cell(str(name) if begins else "", properties=span(line.count(name)) + merge))
        rows.append(row(*cells))
    return table(*rows)


@settings(max_examples=150, deadline=None)
@given(tilings())
def test_merged_cells_tile_their_grid(at: list[list[int]]) -> None:
    blocks = read(word_table(at)).blocks
    covered = [
        (line, col)
        for block in blocks
        for line in range(block.place.row or 0, (block.place.row or 0) + block.place.rows)
        for col in range(block.place.col or 0, (block.place.col or 0) + block.place.cols)
    ]
    assert sorted(covered) == [(line, col) for line in range(len(at)) for col in range(len(at[0]))]
    assert [[blocks[order].text if order is not None else None for order in line] for line in grids(blocks)[0].at] == [
        [str(n) for n in line] for line in at
    ]
