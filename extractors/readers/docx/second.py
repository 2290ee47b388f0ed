"""The second reader of Word files, python-docx: paragraphs and tables where our own walk over the XML failed.

It knows no automatic numbers, text boxes, insertions or notes; the document says so in `damage`.
"""

from __future__ import annotations

import io

from extractors.document import SAVE_AGAIN, Builder, Document, Place, in_part

LOST = "automatic numbers, insertions, text boxes, notes, headers and footers are missing"


def read(data: bytes, name: str, why: str) -> Document:
    """The document as python-docx sees it. It is imported here: it takes longer than reading a hundred reports."""
    import docx
    from docx.table import Table

    builder = Builder()
    for item in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(item, Table):
            for text, place in _cells(item, builder.table()):
                builder.add("cell", text, place)
        elif item.text.strip():
            builder.add("paragraph", item.text)
    return Document(
        name,
        "docx",
        tuple(builder.blocks),
        "python-docx",
        damage=in_part([f"own reading failed ({why}), read by python-docx: {LOST}"], SAVE_AGAIN),
    )


def _cells(table: object, number: int) -> list[tuple[str, Place]]:
    """python-docx answers every grid position with the cell that covers it; those of one cell give its spans."""
    covered: dict[object, list[tuple[int, int]]] = {}
    texts: dict[object, str] = {}
    for row_number, row in enumerate(table.rows):  # type: ignore[attr-defined]
        for col, cell in enumerate(row.cells, row.grid_cols_before):
            covered.setdefault(cell._tc, []).append((row_number, col))
            texts[cell._tc] = cell.text
    places = (
        (cell, Place(table=number, row=at[0][0], col=at[0][1], rows=at[-1][0] - at[0][0] + 1, cols=at[-1][1] - at[0][1] + 1))
        for cell, at in covered.items()
    )
    return [(texts[cell], place) for cell, place in places]
