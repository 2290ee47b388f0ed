"""The package of an OFD file (GB/T 33190): a zip of XML parts that name one another by paths."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from extractors.document import Unreadable
from extractors.frozen import frozen

LIMIT = 256 << 20  # inflated bytes a file may ask for, all its parts together
NS = "{*}"


@frozen
class Page:
    """One page: its own XML and that of the templates below it, the box of its paper in mm, where its document's parts lie."""

    number: int
    layers: tuple[etree._Element, ...]
    box: tuple[float, float, float, float]
    folder: str


class Package:
    def __init__(self, data: bytes, name: str) -> None:
        self.name, self._left = name, LIMIT
        self._zip = _opened(data)
        self._members = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self._zip.infolist()}
        if "encryptions.xml" in self._members or any(info.flag_bits & 1 for info in self._members.values()):
            raise Unreadable("encrypted", f"{name} is encrypted; remove the password and run again")

    def part(self, path: str) -> bytes | None:
        info = self._members.get(path.lstrip("/").lower())
        if info is None:
            return None
        self._left -= info.file_size
        if self._left < 0:
            raise Unreadable("too_large", f"{self.name} inflates to more than {LIMIT >> 20} MB; split the report and run again")
        try:
            return self._zip.read(info)
        except (NotImplementedError, ValueError, OSError, RuntimeError) as error:  # what zipfile says of a damaged member
            raise zipfile.BadZipFile(str(error)) from error

    def xml(self, path: str) -> etree._Element | None:
        raw = self.part(path)
        return None if not raw else etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))

    def pages(self) -> Iterator[Page | int]:
        """Every page of every document in the file; only its number where its part is missing or broken."""
        number = 0
        for root in self._documents():
            folder, document = posixpath.dirname(root), self.xml(root)
            if document is None:
                continue
            paper = _box(document.find(f".//{NS}PageArea"), (0.0, 0.0, 210.0, 297.0))
            templates = {one.get("ID"): one.get("BaseLoc", "") for one in document.iter(NS + "TemplatePage")}
            for page in document.iterfind(f"{NS}Pages/{NS}Page"):
                number += 1
                yield self._page(number, page.get("BaseLoc", ""), folder, paper, templates) or number

    def _documents(self) -> Iterator[str]:
        book = self.xml("OFD.xml")
        found = [] if book is None else [(root.text or "").strip() for root in book.iter(NS + "DocRoot")]
        if not found:
            raise Unreadable("corrupt", f"{self.name} is an OFD file without a document; open and save it again")
        yield from found

    def _page(
        self, number: int, path: str, folder: str, paper: tuple[float, float, float, float], templates: dict[str | None, str]
    ) -> Page | None:
        try:
            content = self.xml(located(path, folder))
            if content is None:
                return None
            below = (self.xml(located(templates.get(one.get("TemplateID"), ""), folder)) for one in content.iter(NS + "Template"))
            layers = (*(layer for layer in below if layer is not None), content)
        except (etree.XMLSyntaxError, zipfile.BadZipFile):
            return None
        return Page(number, layers, _box(content.find(NS + "Area"), paper), folder)

    def picture(self, page: Page) -> bytes | None:
        """The bytes of the picture that covers a page without text."""
        wanted = [image.get("ResourceID") for layer in page.layers for image in layer.iter(NS + "ImageObject")]
        for path in ("DocumentRes.xml", "PublicRes.xml"):
            resources = self.xml(located(path, page.folder))
            for medium in () if resources is None else resources.iter(NS + "MultiMedia"):
                if medium.get("ID") in wanted and resources is not None:
                    folder = located(resources.get("BaseLoc", ""), page.folder)
                    return self.part(located((medium.findtext(NS + "MediaFile") or "").strip(), folder))
        return None


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (NotImplementedError, ValueError, OSError) as error:  # of a damaged directory
        raise zipfile.BadZipFile(str(error)) from error


def located(path: str, folder: str) -> str:
    """A path as the package knows it: from its root, or from the folder of the part that names it."""
    return posixpath.normpath(path if path.startswith("/") else posixpath.join(folder, path)).lstrip("/")


def _box(area: etree._Element | None, otherwise: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    told = None if area is None else area.findtext(NS + "PhysicalBox")
    found = numbers(told)
    return (found[0], found[1], found[2], found[3]) if len(found) == 4 and found[2] > 0 and found[3] > 0 else otherwise


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute; none where one of them is no number."""
    try:
        return [float(word) for word in (text or "").split()]
    except ValueError:
        return []
