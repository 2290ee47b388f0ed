"""What OpenDocument's styles say of a paragraph: bold, size, centred, hidden, its outline level and the list it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lxml.etree import _Element as Element

from extractors.frozen import frozen
from extractors.readers.odt.lists import Levels, levels_of
from extractors.readers.odt.names import FO, STYLE, TEXT, number


@frozen
class Look:
    bold: bool | None = None
    size: float | None = None
    centred: bool | None = None
    hidden: bool = False
    outline: int | None = None

    def over(self, base: Look) -> Look:
        """This look where it says something, else the one below."""
        return Look(
            base.bold if self.bold is None else self.bold,
            base.size if self.size is None else self.size,
            base.centred if self.centred is None else self.centred,
            self.hidden or base.hidden,
            base.outline if self.outline is None else self.outline,
        )


NOTHING = Look()


class Styles:
    """Every style of content.xml and styles.xml, resolved through its parents when first asked."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._nodes: dict[tuple[str, str], Element] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        self.lists: dict[str, Levels] = {}
        self.outline: Levels = {}
        for root in roots:
            for node in root.iter(STYLE + "style"):
                self._nodes[node.get(STYLE + "family") or "", node.get(STYLE + "name") or ""] = node
            for node in root.iter(TEXT + "list-style"):
                self.lists[node.get(STYLE + "name") or ""] = levels_of(node)
            for node in root.iter(TEXT + "outline-style"):
                self.outline = levels_of(node)

    def paragraph(self, name: str | None) -> Look:
        return self._look("paragraph", name)

    def text(self, name: str | None) -> Look:
        return self._look("text", name)

    def _look(self, family: str, name: str | None) -> Look:
        if not name:
            return NOTHING
        known = self._looks.get((family, name))
        if known is None:
            self._looks[family, name] = NOTHING  # a style that is its own ancestor ends here
            node = self._nodes.get((family, name))
            known = NOTHING if node is None else _own(node).over(self._look(family, node.get(STYLE + "parent-style-name")))
            self._looks[family, name] = known
        return known


def _own(node: Element) -> Look:
    look = Look(outline=_outline(node.get(STYLE + "default-outline-level")))
    text, paragraph = node.find(STYLE + "text-properties"), node.find(STYLE + "paragraph-properties")
    if text is not None:
        # Hanzi are set in the -asian properties; a file made by hand may only have the others.
        weight = text.get(STYLE + "font-weight-asian") or text.get(FO + "font-weight")
        size = text.get(STYLE + "font-size-asian") or text.get(FO + "font-size")
        look = replace(look, bold=None if weight is None else weight in ("bold", "600", "700", "800", "900"), size=_points(size))
        look = replace(look, hidden=text.get(TEXT + "display") == "none")
    if paragraph is not None and paragraph.get(FO + "text-align"):
        look = replace(look, centred=paragraph.get(FO + "text-align") == "center")
    return look


def _outline(level: str | None) -> int | None:
    return None if not level else number(level, 1) - 1


def _points(size: str | None) -> float | None:
    try:
        return float(size.removesuffix("pt")) if size and size.endswith("pt") else None
    except ValueError:
        return None
