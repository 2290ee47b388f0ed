"""Which encoding the bytes of an RTF file are in: the font's character set tells, else the code page of the file."""

from __future__ import annotations

import codecs
import re

from extractors.frozen import frozen
from extractors.word.symbols import is_symbol_font

_CHARSETS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs"}
_PAGES = {936: "gb18030", 950: "big5hkscs", 65001: "utf-8", 10008: "gb2312", 10002: "big5"}
_DEFAULT = "gb18030"  # a file that names no code page was not written by Word, and these are Chinese reports
_ENTRY = re.compile(r"\\f([0-9]{1,5})(?![0-9])((?:[^;{}]|\{[^{}]*\})*)")
_CHARSET = re.compile(r"\\fcharset([0-9]{1,3})")
_NAME = re.compile(r"\{[^{}]*\}|\\[a-zA-Z]+-?[0-9]* ?|\\'..|[\r\n]")
_CODE_PAGE = re.compile(r"\\ansicpg([0-9]{1,5})")


@frozen
class Font:
    encoding: str | None = None
    signs: str | None = None


def fonts(table: str) -> dict[int, Font]:
    """The fonts of a font table by their numbers."""
    found: dict[int, Font] = {}
    for entry in _ENTRY.finditer(table):
        charset = _CHARSET.search(entry[2])
        name = _NAME.sub("", entry[2]).strip()
        signs = name if is_symbol_font(name) else None
        encoding = "latin-1" if signs else _CHARSETS.get(int(charset[1])) if charset else None
        found[int(entry[1])] = Font(encoding, signs)
    return found


def code_page(head: str) -> str:
    named = _CODE_PAGE.search(head)
    if named is None:
        return _DEFAULT
    number = int(named[1])
    try:
        return _PAGES.get(number) or codecs.lookup(f"cp{number}").name
    except LookupError:
        return _DEFAULT
