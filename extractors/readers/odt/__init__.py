"""OpenDocument text (.odt, .ott; the flat .fodt too), straight from its XML, with automatic numbers rendered."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress

from lxml import etree

from extractors.document import Builder, Document, Unreadable
from extractors.layout.markup import add
from extractors.readers.odt.lists import Count, Lists
from extractors.readers.odt.names import OFFICE
from extractors.readers.odt.story import Story
from extractors.readers.odt.styles import Styles

FORMATS = ("odt",)
_TYPE = b"application/vnd.oasis.opendocument.text"
_FLAT = re.compile(rb"<office:document\s")


def claims(head: bytes, data: bytes) -> bool:
    if _FLAT.search(head):
        return _TYPE in head
    # The type is the first member, stored unpacked; some writers leave it to the manifest.
    return data.startswith(b"PK") and (_TYPE in head or _listed(data))


def _listed(data: bytes) -> bool:
    if b"content.xml" not in data or b"META-INF/manifest.xml" not in data:
        return False
    with suppress(KeyError, NotImplementedError), zipfile.ZipFile(io.BytesIO(data)) as package:
        return _TYPE in package.read("META-INF/manifest.xml")
    return False  # the package's directory is overwritten


def read(data: bytes, name: str) -> Document:
    roots = _flat(data) if _FLAT.search(data[:4096]) else _packed(data, name)
    styles = Styles(roots)
    story = Story(styles, Lists(styles.lists, Count(styles.outline)))
    body = roots[-1].find(f".//{OFFICE}text")
    if body is None:
        raise Unreadable("corrupt", f"{name} is an OpenDocument file without a text; open and save it again")
    builder = Builder()
    add(builder, story.items(body))
    return Document(name, "odt", tuple(builder.blocks), "odt")


def _flat(data: bytes) -> list[etree._Element]:
    return [etree.fromstring(data, _parser())]


def _packed(data: bytes, name: str) -> list[etree._Element]:
    """The roots of styles.xml (where there is one) and content.xml."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = set(package.namelist())
        if "META-INF/manifest.xml" in members and b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise Unreadable("encrypted", f"{name} is encrypted; remove the password and run again")
        if "content.xml" not in members:
            raise Unreadable("corrupt", f"{name} is an OpenDocument file without content.xml; open and save it again")
        return [etree.fromstring(package.read(part), _parser()) for part in ("styles.xml", "content.xml") if part in members]


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
