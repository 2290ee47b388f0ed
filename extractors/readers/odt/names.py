"""The names of OpenDocument's elements and attributes."""

from __future__ import annotations

_URN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE, STYLE, DRAW = (_URN % part for part in ("office", "text", "table", "style", "drawing"))
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() else otherwise
