"""Web pages, HTML saved by Word or written by a system (often under the suffix .doc or .xls), and web archives (.mht)."""

from __future__ import annotations

import email
import email.policy
import re

from lxml import etree

from extractors.document import Builder, Document, Unreadable
from extractors.layout.encodings import decode
from extractors.layout.markup import add
from extractors.readers.html.flow import flow
from extractors.readers.html.undressed import undressed
from extractors.readers.html.webpage import content

FORMATS = ("html", "mht")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|h[1-6]|span|style|center|font)[\s>/]", re.IGNORECASE)
_ARCHIVE = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_WRITER = 'content="LibreOffice'  # wraps its source at blanks only
_FOREIGN = (b"<w:wordDocument", b"<office:document", b"<pkg:package", b"<?mso-application")  # other formats in XML


def claims(head: bytes, data: bytes) -> bool:
    bare = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if bare.startswith(b"<"):
        return _PAGE.search(bare) is not None and not any(mark in bare for mark in _FOREIGN)
    return _ARCHIVE.search(bare) is not None


def read(data: bytes, name: str) -> Document:
    archive = _ARCHIVE.search(data[:4096]) is not None and not data.lstrip().startswith(b"<")
    decoded = decode(_page_of_archive(data, name) if archive else data)
    if decoded is None:
        raise Unreadable("corrupt", f"{name} is a web page in no encoding known here; save it as UTF-8")
    builder = Builder()
    source = decoded.text.replace("\0", "").encode("utf-8", "replace")
    page = undressed(content(_tree(source, name)), source)
    add(builder, flow(page, blanks_wrap=_WRITER in decoded.text[:4096]))
    return Document(name, "mht" if archive else "html", tuple(builder.blocks), "html", encoding=decoded.encoding, damage=decoded.damage)


def _page_of_archive(data: bytes, name: str) -> bytes:
    parts = email.message_from_bytes(data, policy=email.policy.compat32).walk()
    page = next((part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/html"), None)
    if not isinstance(page, bytes):
        raise Unreadable("corrupt", f"{name} is a web archive without a page; save the page again")
    return page


def _tree(source: bytes, name: str) -> etree._Element:
    """The page's body. Its own declaration of an encoding is not asked: the bytes were read by what they are."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    root = etree.fromstring(source, parser)
    if root is None:
        raise Unreadable("empty", f"{name} is a web page without content; fetch it again")
    body = root.find("body")
    return root if body is None else body
