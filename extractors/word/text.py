"""The characters Word keeps for its own purposes (Word 97, RTF), as a reader sees them."""

from __future__ import annotations

import re

from extractors.word.symbols import symbols

_PAGE = "\f"
_CONTROL = dict.fromkeys((*range(9), *range(13, 32), 127)) | {0x0B: "\n", 0x0E: _PAGE, 0x1E: "-", 0xAD: None}
_UNPRINTED = re.compile("[\0-\x08\x0b-\x1f\x7f\xad]")
_ODD = re.compile("[\0-\x08\x0b-\x1f\x7f\xad\ud800-\udfff\uf020-\uf0ff]")
_PRIVATE = re.compile("[\uf020-\uf0ff]")


def clean(text: str) -> str:
    """One stretch of text without marks: breaks of lines and pages as line feeds, pages at its ends left out."""
    if not _ODD.search(text):
        return text
    if _UNPRINTED.search(text):
        text = text.translate(_CONTROL).strip(_PAGE).replace(_PAGE, "\n")
    return _whole(symbols(text, None) if _PRIVATE.search(text) else text)


def _whole(text: str) -> str:
    """Text whose pairs of halves are characters again."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
