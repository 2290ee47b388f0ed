"""What is left of a Word file whose parts are lost, or which is older than Word 97: its words, without tables and numbers."""

from __future__ import annotations

import re
import struct

from extractors.document import Builder
from extractors.layout.encodings import decode
from extractors.readers.doc.file import WordFile
from extractors.word.text import clean

_TEXT = 0x18  # where the text begins and ends
_CODES = re.compile("\x13[^\x13-\x15]*[\x14\x15]")
_MARKS = re.compile("[\r\x07\f]")
_NESTED = 8  # fields in fields


def salvage(file: WordFile, builder: Builder) -> None:
    """Every paragraph and every cell as a paragraph."""
    start, end = struct.unpack_from("<II", file.main, _TEXT)
    decoded = decode(file.main[start : max(end, start)])
    text = "" if decoded is None else decoded.text
    for _ in range(_NESTED):
        text, count = _CODES.subn("", text)
        if not count:
            break
    for part in _MARKS.split(text):
        line = clean(part)
        if line.strip():
            builder.add("paragraph", line)
