"""Plain text: one paragraph a line, unless the lines were broken at a fixed width."""

from __future__ import annotations

from extractors.document import Builder, Document
from extractors.layout.encodings import Decoded, decode, lines
from extractors.layout.printed import add_paragraph
from extractors.readers.text.hardwrap import unwrapped

FORMATS = ("txt",)


def claims(head: bytes, data: bytes) -> bool:
    return decode(data) is not None


def read(data: bytes, name: str) -> Document:
    decoded = decode(data) or Decoded("", "utf-8")
    builder = Builder()
    for line in unwrapped(lines(decoded.text)):
        add_paragraph(builder, line)
    return Document(name, "txt", tuple(builder.blocks), "text", encoding=decoded.encoding, damage=decoded.damage)
