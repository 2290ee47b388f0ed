"""A PDF that lost its end lost its table of contents with it: the pages that are left are given a new one."""

from __future__ import annotations

import re

_OBJECT = re.compile(rb"(?:^|[\s>])([0-9]{1,10})\s+[0-9]{1,5}\s+obj\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_HEAD = 4000  # a page's dictionary is short; what stands further on belongs to other objects


def repaired(data: bytes) -> bytes | None:
    """The file with a catalog over every page still in it, in the order they stand there; None where none is."""
    numbers = {int(match[1]): match.end() for match in _OBJECT.finditer(data)}
    pages = [number for number, start in numbers.items() if _PAGE.search(_body(data, start))]
    if not pages:
        return None
    tree, root = max(numbers) + 1, max(numbers) + 2
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    # An object cut in the middle would swallow what follows it.
    return data + (
        b"\nendstream\nendobj\n%d 0 obj\n<< /Type /Pages /Count %d /Kids [%s] >>\nendobj\n"
        b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n"
        b"trailer\n<< /Root %d 0 R /Size %d >>\nstartxref\n0\n%%%%EOF\n"
    ) % (tree, len(pages), kids, root, tree, root, root + 1)


def _body(data: bytes, start: int) -> bytes:
    end = data.find(b"endobj", start, start + _HEAD)
    stream = data.find(b"stream", start, end if end >= 0 else start + _HEAD)
    return data[start : min((at for at in (end, stream) if at >= 0), default=start)]
