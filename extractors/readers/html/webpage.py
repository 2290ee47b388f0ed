"""The report on a web page: what is left without menus, breadcrumbs, footers and lists of links."""

from __future__ import annotations

import re
from functools import cache

from lxml.etree import _Element as Element

from patterns.loader import load

_FEW_LINKS = 3
_NOISE_TAGS = frozenset(("nav", "aside", "footer", "header"))
_NOISE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|crumbs?|breadcrumbs?|footer|foot|header|head|top|sidebar|share|copyright|toolbar|pager|related"
    r"|friendlinks?|search|login|dqwz|weizhi|location|position|qrcode|print|bdshare)(?=$|[\s_-]|[0-9])",
    re.IGNORECASE,
)
_CONTAINERS = frozenset(("article", "center", "div", "form", "li", "main", "ol", "section", "span", "table", "tbody", "td", "tr", "ul"))
_HEADINGS = frozenset(("h1", "h2", "h3"))
_HOLDS_ALL = 0.9  # of the text: a container with less would lose some of the report
_MOSTLY_LINKS = 0.6
_SHORT = 200  # characters: what holds more is no menu, whatever it is called

Sizes = dict[Element, tuple[int, int]]


def content(body: Element) -> Element:
    """The body, and if it is a page of a site only its densest part, with the headings that stand above it."""
    if sum(_leads_away(a) for a in body.iter("a")) < _FEW_LINKS:
        return body
    _drop_noise(body, _sizes(body))
    return _densest(body, _sizes(body))


def _leads_away(link: Element) -> bool:
    """A link to another page; one inside the page is an entry of the report's contents."""
    return not (link.get("href") or "#").startswith("#")


def _sizes(body: Element) -> Sizes:
    """For every element its characters outside and inside links."""
    sizes: Sizes = {}
    for node in reversed(list(body.iter())):
        plain, linked = _length(node.text), 0
        for child in node:
            inside = sizes[child]
            plain, linked = plain + inside[0] + _length(child.tail), linked + inside[1]
        if node.tag in ("script", "style", "option", "noscript"):
            plain, linked = 0, 0
        elif node.tag == "a" and _leads_away(node):
            plain, linked = 0, plain + linked
        sizes[node] = (plain, linked)
    return sizes


def _length(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _drop_noise(body: Element, sizes: Sizes) -> None:
    for node in list(body.iter()):
        parent = node.getparent()
        if node is not body and parent is not None and _is_noise(node, *sizes[node]):
            _remove(node, parent)


def _remove(node: Element, parent: Element) -> None:
    """Take an element out and leave the text behind it."""
    before = node.getprevious()
    if node.tail and before is not None:
        before.tail = (before.tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    parent.remove(node)


def _is_noise(node: Element, plain: int, linked: int) -> bool:
    if plain > _SHORT or any(True for _ in node.iter(*_HEADINGS)):
        return False
    said = "".join(map(str, node.itertext())).strip()
    if "。" in said:  # a sentence, whatever its box is called: id="print" often holds the report
        return False
    names = f"{node.get('class') or ''} {node.get('id') or ''} {node.get('role') or ''}"
    if node.tag in _NOISE_TAGS or _NOISE_NAMES.search(names):
        return True
    if node.tag in _CONTAINERS and linked > _MOSTLY_LINKS * (plain + linked):
        return True
    return 0 < plain + linked < _SHORT // 2 and any(words.search(said) for words in _furniture())


@cache
def _furniture() -> tuple[re.Pattern[str], ...]:
    return tuple(meaning.find for meaning in load("webpage") if meaning.find is not None)


def _densest(body: Element, sizes: Sizes) -> Element:
    """The innermost container that still holds (nearly) all of the text; headings passed on the way down move into it."""
    found, passed = body, list[Element]()
    while True:
        heart = next((c for c in found if c.tag in _CONTAINERS and sizes[c][0] >= _HOLDS_ALL * max(sizes[body][0], 1)), None)
        if heart is None or (found.tag in ("tr", "tbody", "table") and heart.tag in ("td", "tr") and len(found) > 1 and _is_grid(found)):
            break
        above = list(found)[: found.index(heart)]
        passed += [heading for node in above for heading in node.iter(*_HEADINGS)]
        found = heart
    for heading in reversed(passed):
        heading.tail = None
        found.insert(0, heading)
    return found


def _is_grid(table: Element) -> bool:
    return sum(True for _ in table.iter("td")) > 4
