"""A page without what it does not show, and without the elements that only dress its text: most of a page saved by an office program."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element as Element

from extractors.readers.html.look import hidden, look_of

NUMBER = "list-number"  # the automatic number that Word wrote into its HTML
_UNSEEN = (
    "head",
    "script",
    "style",
    "noscript",
    "template",
    "select",
    "option",
    "button",
    "input",
    "textarea",
    "svg",
    "iframe",
    "object",
    "xml",
    "del",
)
_DRESS = ("a", "em", "font", "i", "span", "u")
# Without these words in its source no element of a page is hidden, none is bold by its style, none a number.
_HIDING, _TELLING = (b"hidden", b"display", b"mso-"), (b"font-weight", b"mso-list")


def undressed(body: Element, source: bytes) -> Element:
    """The element, changed in place; `source` is what it was parsed from."""
    etree.strip_elements(body, *_UNSEEN, with_tail=False)
    source = source.lower()
    if any(word in source for word in _HIDING):
        for node in [node for node in body.iter() if hidden(node)]:
            node.tag = _UNSEEN[0]
        etree.strip_elements(body, _UNSEEN[0], with_tail=False)
    if any(word in source for word in _TELLING):
        _rename(body)
    etree.strip_tags(body, *_DRESS)
    return body


def _rename(body: Element) -> None:
    """Elements that are bold, or a number, by their style alone."""
    for node in list(body.iter(*_DRESS)):
        look = look_of(node.get("style") or "")
        if look.list_number:
            node.tag = NUMBER
        elif look.bold:
            node.tag = "b"
