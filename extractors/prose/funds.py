"""The fund that words name."""

from __future__ import annotations

import re

from extractors.prose.finds import nearest
from patterns.loader import asked

SOURCE = asked("prose_sources")
TIERS = ("central", "provincial", "local", "fiscal")
JOINS = re.compile(r"[级央省市县区金][、和及与]")


def fund(text: str) -> str | None:
    """The fund that words name, the one nearest the end of them; none where two tiers share an amount (中央和省级补助资金)."""
    found = nearest("prose_funds", text)
    if found is None or (found.id in TIERS and _is_shared(text, found.start, found.end)):
        return None
    return found.id


def funds(clause: str) -> tuple[str | None, str | None]:
    """The fund that words name, and the one that stays the topic's: one named as a noun (其他资金) does, one named as who gives
    (市财政安排) covers its own amount alone."""
    found = nearest("prose_funds", clause)
    if found is None:
        return None, None
    return fund(clause), found.id if SOURCE["fund_noun"].search(clause[found.start : found.end]) else None


def _is_shared(text: str, start: int, end: int) -> bool:
    """Whether the tier at a place is one of several that words join."""
    joined = SOURCE["two_tiers"].search(text) if JOINS.search(text) else None
    return joined is not None and joined.start() < end and joined.end() > start
