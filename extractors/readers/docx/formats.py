"""What the properties of a paragraph say of it, as far as it matters to its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from extractors.readers.docx.styles import ILVL, JC, NUMID, NUMPR, OFF, OUTLINE, PSTYLE, RPR, VAL, VANISH, W, children, outline_level, whole

_MARK_GONE, _GROUPS = frozenset((W + "del", W + "moveFrom")), frozenset((NUMPR, RPR))


@dataclass(slots=True)
class Format:
    """What a paragraph says of itself."""

    style: str | None = None
    list_id: int | None = None
    level: int | None = None
    outline: int | None = None
    has_outline: bool = False
    centred: bool | None = None
    mark: str = "plain"  # or "hidden", "gone": then the next paragraph goes on in the same line

    @property
    def is_silent(self) -> bool:
        """Whether nothing of it changes what is printed."""
        return self.style is None and self.list_id is None and self.mark == "plain"


NOTHING_SAID = Format()


def told(properties: etree._Element) -> dict[str, str | None]:
    """The values of a paragraph's properties by their names, with those of its list and of its mark."""
    said: dict[str, str | None] = {}
    for child in children(properties):
        said[child.tag] = child.get(VAL)
        if child.tag in _GROUPS:
            said |= {inner.tag: inner.get(VAL) for inner in child}
    return said


def is_on(said: Mapping[str, str | None], toggle: str) -> bool | None:
    """A toggle property: present means yes, unless it says no."""
    return said[toggle] not in OFF if toggle in said else None


def format_of(said: Mapping[str, str | None]) -> Format:
    """What the properties of a paragraph say. Its mark is printed unless it is deleted or hidden: then two paragraphs become one."""
    mark = "gone" if not _MARK_GONE.isdisjoint(said) else "hidden" if is_on(said, VANISH) else "plain"
    has_outline = OUTLINE in said
    centred = said[JC] == "center" if JC in said else None
    return Format(
        said.get(PSTYLE), whole(said.get(NUMID)), whole(said.get(ILVL)), outline_level(said.get(OUTLINE)), has_outline, centred, mark
    )
