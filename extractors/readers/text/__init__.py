"""Plain text: one paragraph a line, unless the lines were broken at a fixed width; rows of cells between TABs are tables."""

from __future__ import annotations

from extractors.document import Builder, Document
from extractors.layout.encodings import Decoded, decode, lines
from extractors.layout.markup import add_cells
from extractors.layout.printed import add_paragraph
from extractors.readers.text.hardwrap import full_line, unwrapped
from extractors.readers.text.tabbed import parts

FORMATS = ("txt",)


def claims(head: bytes, data: bytes) -> bool:
    return decode(data) is not None


def read(data: bytes, name: str) -> Document:
    decoded = decode(data) or Decoded("", "utf-8")
    builder = Builder()
    found = list(parts(lines(decoded.text)))
    full = full_line([line for running, _ in found for line in running])
    for running, cells in found:
        for line in unwrapped(running, full):
            add_paragraph(builder, line)
        if cells:
            add_cells(builder, cells)
    return Document(name, "txt", tuple(builder.blocks), "text", encoding=decoded.encoding, damage=decoded.damage)
