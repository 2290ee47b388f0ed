"""Which encoding Chinese text is in: byte order mark, UTF-8, evident UTF-16, then GB18030 against Big5 by their common characters."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import product

from extractors.frozen import frozen

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins with that mark
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
SAMPLE = 20_000
_HIGH = re.compile(rb"[\x80-\xff]")
LOST = "\ufffd"
_CONTROL = re.compile("[\0-\x06\x08\x0e-\x1f\x7f]")


@frozen
class Decoded:
    """Bytes as text; `damaged` counts the characters that could not be read."""

    text: str
    encoding: str
    damaged: int = 0

    @property
    def damage(self) -> str | None:
        return (
            f"{self.damaged} characters are no {self.encoding}; save it as UTF-8 from the program that wrote it, or fetch it anew"
            if self.damaged
            else None
        )


@lru_cache(maxsize=1)
def decode(data: bytes) -> Decoded | None:
    """The text of the bytes, None where they are no text."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    if b"\0" not in data:
        text = _strict(data, "utf-8")
        if text is not None:
            return None if _binary(text) else Decoded(text, "utf-8")
    return _best(data)


def _best(data: bytes) -> Decoded | None:
    """The reading with the largest share of common characters; the earlier encoding where two are equal."""
    start = _first_high(data)
    sample = data[start : start + SAMPLE]
    wide = ("utf-16-le", "utf-16-be")
    encodings = wide if b"\0" in data else ("gb18030", "big5hkscs", *wide, "utf-8")
    share, encoding = max(((_share(sample, name), name) for name in encodings), key=lambda found: found[0])
    return _lenient(data, encoding) if share > 0.5 else None


def _first_high(data: bytes) -> int:
    """Where the Chinese begins (a web page opens with scripts), at an even place for the sake of UTF-16."""
    found = _HIGH.search(data)
    return found.start() // 2 * 2 if found and b"\0" not in data[: found.start()] else 0


def _share(sample: bytes, encoding: str) -> float:
    """How much of the reading is what reports are made of. A damaged character counts heavily: the right reading has few."""
    text = _lenient(sample, encoding).text
    known = common()
    seen = [char for char in text if char not in " \t\r\n"]
    good = sum(char in known for char in seen)
    return (good - 4 * sum(map(text.count, (LOST, "\0")))) / max(len(seen), 1)


@cache
def common() -> frozenset[str]:
    """What stands in ordinary reports: printed ASCII, punctuation, and the everyday Hanzi of both scripts,
    which are the first levels of GB 2312 (ordered by sound) and of Big5 (ordered by strokes)."""
    high = range(0xA1, 0xFF)
    everyday = _plane("gb2312", range(0xB0, 0xD8), high) + _plane("big5", range(0xA4, 0xC7), (*range(0x40, 0x7F), *high))
    marks = _plane("gb2312", (0xA1, 0xA3), high) + "—·①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢ㈠㈡㈢≧≦﹦□☑√\xa0"
    return frozenset(everyday + marks + "".join(map(chr, range(33, 127))))


def _plane(encoding: str, leads: Iterable[int], trails: Iterable[int]) -> str:
    return b"".join(map(bytes, product(leads, trails))).decode(encoding, "ignore")


def _strict(data: bytes, encoding: str) -> str | None:
    """The text, or None on the first wrong byte; a character cut off at the very end (files are cut anywhere) is let go."""
    try:
        return codecs.getincrementaldecoder(encoding)("strict").decode(data)
    except UnicodeDecodeError:
        return None


def _lenient(data: bytes, encoding: str) -> Decoded:
    text = codecs.getincrementaldecoder(encoding)("replace").decode(data)
    return Decoded(text, encoding, text.count(LOST))


def _binary(text: str) -> bool:
    """More than a stray control character is no text."""
    sample = text[:SAMPLE]
    return len(_CONTROL.findall(sample)) * 100 > len(sample)


def lines(text: str) -> list[str]:
    """The lines of a text, whatever ended them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
