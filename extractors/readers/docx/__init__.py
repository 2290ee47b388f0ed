"""Word files (docx, docm, dotx, dotm, flat XML; the strict variant too), straight from their XML.

In the order of the blocks: headers, the body with footnotes after what cites them, endnotes, footers. Empty paragraphs are no
blocks; every cell is one. `docs/decisions/0003-docx.md` says what was decided and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from extractors.document import SAVE_AGAIN, Builder, Document, Unreadable, in_part
from extractors.readers.docx import second
from extractors.readers.docx.bare import Bare, cut
from extractors.readers.docx.numbering import Numbering
from extractors.readers.docx.package import FLAT, LOCAL, Package, Relation, encrypted
from extractors.readers.docx.story import Note, Story, Writer
from extractors.readers.docx.styles import Styles, W, on

FORMATS: tuple[str, ...] = ("docx",)
_NOTE_TAGS = {"footnotes": W + "footnote", "endnotes": W + "endnote"}
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_HEADER, _FOOTER = W + "headerReference", W + "footerReference"


def claims(head: bytes, data: bytes) -> bool:
    """A zip that holds word/document.xml (document2.xml from some servers), a flat package, or a locked package: whose
    document it is nobody can see, but this reader says so."""
    if LOCAL in head:
        return b"word/document" in data or b"word\\document" in data
    return encrypted(data) or (FLAT in head and b"/word/document" in data)


def read(data: bytes, name: str) -> Document:
    """The document, as far as it can be read; `damage` says what could not."""
    package = Package(data, name)
    path = package.main()
    raw, stretches = cut(package.text(path) or b"")
    root = package.parsed(path, raw) if raw else None
    body = None if root is None else next(root.iter(W + "body"), None)
    if root is None or body is None:
        raise Unreadable("corrupt", f"{name}: {path} cannot be read; open it in Word or WPS, save it again and run again")
    try:
        return _document(package, path, root, body, stretches)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # a slip of ours may cost the automatic numbers, not the report
        return second.read(data, name, f"{type(error).__name__}: {error}")


def _document(package: Package, path: str, root: etree._Element, body: etree._Element, stretches: list[list[Bare]]) -> Document:
    relations = package.relations(path)
    parts = {relation.kind: relation.target for relation in reversed(relations)}

    def part(kind: str) -> str:
        return package.related(parts[kind]) if kind in parts else f"word/{kind}.xml"

    looks = part("styles")
    styles, builder = Styles(package.opening(looks), lambda: package.text(looks)), Builder()

    def story(stretches: list[list[Bare]] | None = None) -> Story:
        return Story(styles, Numbering(lambda: package.xml(part("numbering")), styles), stretches or [])

    margins = _margins(package, root, relations, lambda: part("settings"))
    _margin(builder, "header", margins, story)
    notes = {note: element for kind in _NOTE_TAGS for note, element in _notes(package, kind, part(kind), parts)}
    Writer(builder, story(stretches), notes, story()).body(body)
    _margin(builder, "footer", margins, story)
    if next(root.iter(W + "altChunk"), None) is not None:
        package.damage.append("a file inserted into it (w:altChunk) was not read")
    return Document(package.name, "docx", tuple(builder.blocks), "docx", damage=in_part(package.damage, SAVE_AGAIN))


def _notes(package: Package, kind: str, path: str, parts: dict[str, str]) -> Iterator[tuple[Note, etree._Element]]:
    """The notes of a part by their ids; separators are drawn, not written."""
    root = package.xml(path) if kind in parts else None
    for note in () if root is None else root.iterchildren(_NOTE_TAGS[kind]):
        if note.get(W + "type", "normal") == "normal":
            yield (kind, note.get(W + "id", "")), note


def _margins(
    package: Package, root: etree._Element, relations: list[Relation], settings: Callable[[], str]
) -> list[tuple[str, etree._Element]]:
    """The headers and footers that are printed, each part once: those of first and even pages only where they are in force."""
    targets = {relation.key: relation.target for relation in relations}
    named: dict[str, str] = {}
    for section in root.iter(W + "sectPr"):
        first = section.find(W + "titlePg")
        in_force = {"default", "first"} if first is not None and on(first) else {"default"}
        for reference in section.iterchildren(_HEADER, _FOOTER):
            kind = reference.get(W + "type", "default")
            if kind in in_force or (kind == "even" and _has_even_pages(package, settings())):
                named.setdefault(targets.get(reference.get(_RELATION, ""), ""), "header" if reference.tag == _HEADER else "footer")
    found = ((kind, package.xml(package.related(target))) for target, kind in named.items() if target)
    return [(kind, element) for kind, element in found if element is not None]


def _has_even_pages(package: Package, settings: str) -> bool:
    root = package.xml(settings)
    mark = None if root is None else root.find(W + "evenAndOddHeaders")
    return mark is not None and on(mark)


def _margin(builder: Builder, kind: str, margins: list[tuple[str, etree._Element]], story: Callable[[], Story]) -> None:
    """One block for each text: the sections of a report mostly repeat one header in parts of their own."""
    texts = ("\n".join(line for line in story().lines(element) if line.strip()) for own, element in margins if own == kind)
    for text in dict.fromkeys(texts):
        if text:
            builder.add(kind, text)
