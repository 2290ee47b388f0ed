"""The text output of Tika-like converters, where tables are told by TABs and blank lines.

A line starting with TAB opens a cell, a line without continues it; a blank line ends a row, two or more and then a line
without TAB end the table. Labels in several lines break these rules and merged cells lose their spans: `ragged` mends both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.document import Builder, Document
from extractors.layout.encodings import Decoded, decode, lines
from extractors.layout.markup import add_cells
from extractors.layout.printed import add_paragraph, clean
from extractors.layout.ragged import Piece, laid_out, rejoined

FORMATS = ("txt",)
_SENTENCE_ENDS = ("。", "；", "！", "？", "：")
_SENTENCE = 20  # characters from which a cell may be a paragraph indented by a TAB
_LABEL_LINE = 10

Part = str | list[Piece]


def claims(head: bytes, data: bytes) -> bool:
    if b"\t" not in data:
        return False
    decoded = decode(data)
    if decoded is None:
        return False
    text = lines(decoded.text)
    beside = sum("\t" in line.strip() for line in text)  # cells of one row in one line: no cell opens a line there
    alone = sum(line.startswith("\t") and "\t" not in line[1:] for line in text)
    return alone > beside and any(isinstance(part, list) for part in parts(text))


def read(data: bytes, name: str) -> Document:
    decoded = decode(data) or Decoded("", "utf-8")
    builder = Builder()
    for part in parts(lines(decoded.text)):
        if isinstance(part, str):
            add_paragraph(builder, part)
        else:
            add_cells(builder, laid_out(rejoined(part)))
    return Document(name, "txt", tuple(builder.blocks), "flattened", encoding=decoded.encoding, damage=decoded.damage)


def parts(text: Sequence[str]) -> Iterator[Part]:
    """The lines of running text one by one, the tables between them whole."""
    at = 0
    while at < len(text):
        end, pieces = _table(text, at) if text[at].startswith("\t") else (at + 1, [])
        if _is_table(pieces):
            yield pieces
        else:
            yield from text[at:end]
        at = end


def _table(text: Sequence[str], at: int) -> tuple[int, list[Piece]]:
    """The pieces that begin on line `at`, a TAB line, and the line behind them."""
    pieces: list[Piece] = [Piece()]
    cell: list[str] = []
    width = 0
    while at < len(text):
        line = text[at]
        if line.startswith("\t"):
            _close(pieces[-1], cell)
            if pieces[-1].blanks:
                width = max(width, len(pieces[-1].cells))
                pieces.append(Piece())
            cell = [line[1:]]
            at += 1
        elif line:
            cell.append(line)
            at += 1
        else:
            after = _not_blank(text, at)
            blanks = after - at
            missing = width - len(pieces[-1].cells) - 1
            if after == len(text) or (blanks > _most_blanks(text[after]) and not _label_goes_on(text, after, missing)):
                at = after
                break
            if text[after].startswith("\t"):
                pieces[-1].blanks = blanks
            else:
                cell += [""] * blanks
            at = after
    _close(pieces[-1], cell)
    return at, pieces


def _close(piece: Piece, cell: list[str]) -> None:
    if cell:
        piece.cells.append(clean("\n".join(cell)).rstrip("\n"))


def _most_blanks(line: str) -> int:
    """How many blank lines may stand before a line of the same table: a row end and, before a cell, a label's own blank line."""
    if not line.startswith("\t"):
        return 1
    return 2 if line.strip() else 9


def _not_blank(text: Sequence[str], at: int) -> int:
    while at < len(text) and not text[at]:
        at += 1
    return at


def _label_goes_on(text: Sequence[str], at: int, missing: int) -> bool:
    """Whether the lines from `at` are the rest of a label: short, and followed by just the cells its row is `missing`."""
    start = at
    while at < len(text) and not text[at].startswith("\t"):
        if len(text[at]) > _LABEL_LINE or at - start > 2 * _LABEL_LINE:
            return False
        at += 1
    cells = 0
    while at < len(text) and text[at]:
        cells += text[at].startswith("\t")
        at += 1
    return 0 < missing == cells


def _is_table(pieces: Sequence[Piece]) -> bool:
    """Rows of several cells; lines that all begin with TAB and all are sentences are only indented."""
    filled = [cell.strip() for piece in pieces for cell in piece.cells if cell.strip()]
    if not any(len(piece.cells) > 1 for piece in pieces):
        return False
    return not all(len(cell) >= _SENTENCE and cell.endswith(_SENTENCE_ENDS) for cell in filled)
