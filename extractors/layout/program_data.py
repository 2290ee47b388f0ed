"""Text that programs wrote for programs: JSON and XML lie beside reports in many archives, and their numbers are no report's."""

from __future__ import annotations

import json
import re

from extractors.layout.encodings import decode

HEAD = 4096
_OBJECT = re.compile(r'(?:\[\s*)*\{\s*(?:"(?:[^"\\\n]|\\.)*"\s*:|\}\s*\Z)')


def language(data: bytes) -> str | None:
    """JSON or XML, whole or cut off; None where a report may begin: <甲县> and [2022]15号 are words of one."""
    mark = data[:HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1]
    if mark not in (b"{", b"[", b"<"):
        return None
    decoded = decode(data)
    text = "" if decoded is None else decoded.text.strip()
    if mark == b"<":
        return "XML" if text.startswith("<?xml") or _is_xml(text) else None
    return "JSON" if _OBJECT.match(text) or _is_list(text) else None


def _is_list(text: str) -> bool:
    try:
        return text.endswith("]") and isinstance(json.loads(text), list)
    except (ValueError, RecursionError):
        return False


def _is_xml(text: str) -> bool:
    """The bytes were read by what they are: what they declare of their encoding is not asked."""
    from lxml import etree  # most text begins with no bracket, and needs no parser

    try:
        etree.fromstring(text.encode("utf-8", "replace"), etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True
