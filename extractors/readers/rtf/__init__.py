"""Rich Text Format, as Word, WPS and LibreOffice write it, its list numbers as they stand in the file.

`docs/decisions/0007-doc.md` says what was decided and why.
"""

from __future__ import annotations

from extractors.document import Builder, Document
from extractors.readers.rtf.parser import Parser

FORMATS: tuple[str, ...] = ("rtf",)
_MARK = b"{\\rtf"


def claims(head: bytes, data: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(_MARK)


def read(data: bytes, name: str) -> Document:
    """The document, as far as it goes; `damage` says when its end is missing."""
    parser = Parser(data.decode("latin-1"), name)
    parser.parse()
    telling = parser.telling
    margins = telling.margins()
    builder = _headed([text for kind, text in margins if kind == "header"], telling.builder)
    behind = [("note", text) for text in telling.endnotes if text]
    for kind, text in behind + [margin for margin in margins if margin[0] == "footer"]:
        builder.add(kind, text)
    return Document(name, "rtf", tuple(builder.blocks), "rtf", damage="its end is missing; fetch it anew" if parser.cut else None)


def _headed(headers: list[str], body: Builder) -> Builder:
    """The body behind its headers, which may stand anywhere in the file."""
    if not headers:
        return body
    builder = Builder()
    for text in headers:
        builder.add("header", text)
    for block in body.blocks:
        builder.add(block.kind, block.text, block.place, block.style)
    return builder
