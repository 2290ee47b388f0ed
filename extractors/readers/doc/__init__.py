"""Word 97-2003 files (.doc, .dot) and the .wps files of Kingsoft, straight from their bytes, automatic numbers rendered.

`docs/decisions/0007-doc.md` says what was decided and why.
"""

from __future__ import annotations

import struct
from dataclasses import replace
from itertools import pairwise

from extractors import readers
from extractors.document import SAVE_AGAIN, Builder, Document, Unreadable, in_part
from extractors.readers.doc import file as parts
from extractors.readers.doc.file import WordFile, is_word, opened, plex
from extractors.readers.doc.lists import Lists
from extractors.readers.doc.manners import Manners
from extractors.readers.doc.pieces import Pieces, assembled, over_text
from extractors.readers.doc.printed import Looks, printed
from extractors.readers.doc.properties import Stretches, sprms, stretches
from extractors.readers.doc.salvage import salvage
from extractors.readers.doc.story import Body, Hung, Source
from extractors.readers.doc.styles import Styles
from extractors.word import soffice

FORMATS: tuple[str, ...] = ("doc",)
_BODY, _NOTES, _MARGINS, _MACROS, _REMARKS, _ENDNOTES, _BOXES = range(7)
_NOWHERE = Hung([], [])
_OLD = "Word 6 or 95 wrote it, and only its words were read; to get its tables, install LibreOffice"
_TITLE_PAGE = 0x300A  # a section whose first page has margins of its own
# The six margins of a section in their order: kind, and when it is in force.
_SIX = (("header", "even"), ("header", ""), ("footer", "even"), ("footer", ""), ("header", "first"), ("footer", "first"))


def claims(head: bytes, data: bytes) -> bool:
    """A compound file with a text of Word in it, whatever its suffix."""
    return is_word(data)


def read(data: bytes, name: str) -> Document:
    """The document, as far as it can be read; `damage` says what could not."""
    file, builder = opened(data, name), Builder()
    if file.version < parts.WORD_97:
        return _old(file, data)
    pieces = file.attempt("text", lambda: assembled(file), Pieces("", []))
    if pieces.text:
        _tell(file, pieces, builder)
    else:
        file.damage.append("its tables and numbers are lost with the list of its parts")
        salvage(file, builder)
    return _document(file, builder)


def _document(file: WordFile, builder: Builder) -> Document:
    if not builder.blocks:
        raise Unreadable("corrupt", f"{file.name} is a Word file that lost its text; fetch it anew")
    return Document(file.name, "doc", tuple(builder.blocks), "doc", damage=in_part(file.damage, SAVE_AGAIN))


def _old(file: WordFile, data: bytes) -> Document:
    """A file older than Word 97: by LibreOffice where there is one, else its words alone."""
    newer = soffice.converted(data, "doc", "docx")
    if newer is not None:
        return replace(readers.read(newer, file.name), format="doc", reader="soffice")
    file.damage.append(_OLD)
    builder = Builder()
    salvage(file, builder)
    return replace(_document(file, builder), damage_code="unsupported_format")


def _tell(file: WordFile, pieces: Pieces, builder: Builder) -> None:
    lengths = file.stories()
    starts = [sum(lengths[:n]) for n in range(len(lengths))]
    source = _source(file, pieces)
    margins = file.attempt("headers and footers", lambda: _margins(file, source, starts[_MARGINS]), list[tuple[str, str]]())
    for kind, text in margins:
        if kind == "header":
            builder.add(kind, text)
    notes = file.attempt("footnotes", lambda: _notes(file, parts.NOTE_REFS, parts.NOTE_TEXTS, starts[_NOTES]), _NOWHERE)
    boxes = file.attempt("text boxes", lambda: _boxes(file, starts[_BOXES]), _NOWHERE)
    Body(source, builder, notes, boxes).tell(min(lengths[_BODY], len(source.text)))
    ends = file.attempt("endnotes", lambda: _notes(file, parts.END_REFS, parts.END_TEXTS, starts[_ENDNOTES]), _NOWHERE)
    told = [("note", source.lines(start, stop).strip()) for start, stop in ends.texts]
    for kind, text in told + [margin for margin in margins if margin[0] == "footer"]:
        if text:
            builder.add(kind, text)


def _source(file: WordFile, pieces: Pieces) -> Source:
    """The text as printed, and all that is known of its paragraphs and runs."""
    styles = Styles(file)
    manners = Manners(styles, file.extra)
    characters = file.attempt("character formatting", lambda: stretches(file, parts.CHARACTERS), Stretches([], [], []))
    paragraphs = file.attempt("paragraph formatting", lambda: stretches(file, parts.PARAGRAPHS), Stretches([], [], []))
    properties = over_text(paragraphs, pieces.pieces, b"\0\0")
    looks = Looks(over_text(characters, pieces.pieces, b""), styles)
    text, struck = printed(_sections_ended(file, pieces.text), looks, lambda: manners.marks(properties), file.extra)
    return Source(text, struck, properties, manners, looks, Lists(file))


def _sections_ended(file: WordFile, text: str) -> str:
    """The text with a paragraph mark where a section ends: its own mark is that of a new page, which may stand in a paragraph."""
    positions, _ = plex(file.part(parts.SECTIONS), 12)
    ends = sorted({end - 1 for end in positions[1:] if 0 < end <= len(text) and text[end - 1] == "\f"})
    return "\r".join(text[start:end] for start, end in zip((0, *(end + 1 for end in ends)), (*ends, len(text)), strict=True))


def _notes(file: WordFile, refs: int, texts: int, start: int) -> Hung:
    """The notes by the places that cite them."""
    places, _ = plex(file.part(refs), 2)
    bounds, _ = plex(file.part(texts), 0)
    spans = [(start + first, start + last) for first, last in pairwise(bounds)]
    found = sorted(zip(places[:-1], spans, strict=False))
    return Hung([place for place, _ in found], [span for _, span in found])


def _boxes(file: WordFile, start: int) -> Hung:
    """The text boxes by the places they are anchored at; one inside a group of shapes hangs where the group does."""
    anchors, shapes = plex(file.part(parts.ANCHORS), 26)
    bounds, records = plex(file.part(parts.BOXES), 22)
    places = sorted((struct.unpack_from("<i", shape)[0], place) for place, shape in zip(anchors, shapes, strict=False))
    found: list[tuple[int, tuple[int, int]]] = []
    for first, last, record in zip(bounds, bounds[1:], records, strict=False):
        shape = struct.unpack_from("<i", record, 14)[0]
        place = next((place for own, place in reversed(places) if own <= shape), 0)
        if shape:  # else a place kept for reuse
            found.append((place, (start + first, start + last)))
    found.sort(key=lambda box: box[0])
    return Hung([place for place, _ in found], [span for _, span in found])


def _margins(file: WordFile, source: Source, start: int) -> list[tuple[str, str]]:
    """The headers and footers that are printed, each text once: those of first and even pages only where they are in force."""
    bounds, _ = plex(file.part(parts.MARGINS), 0)
    stories = list(pairwise(bounds))[6:]  # before them: the lines that part notes from the text
    titled = _titled(file)
    facing = bool(file.part(parts.SETTINGS)[:1] and file.part(parts.SETTINGS)[0] & 1)
    found: list[tuple[str, str]] = []
    for number, (first, last) in enumerate(stories):
        kind, when = _SIX[number % 6]
        section = number // 6
        in_force = not when or (facing if when == "even" else section < len(titled) and titled[section])
        text = source.lines(start + first, start + last) if in_force and last > first else ""
        if text.strip():
            found.append((kind, text))
    return list(dict.fromkeys(found))


def _titled(file: WordFile) -> list[bool]:
    """For every section whether its first page has margins of its own."""
    _, records = plex(file.part(parts.SECTIONS), 12)
    return [_has_title_page(file, int.from_bytes(record[2:6], "little")) for record in records]


def _has_title_page(file: WordFile, at: int) -> bool:
    length = int.from_bytes(file.main[at : at + 2], "little")
    return any(code == _TITLE_PAGE and operand != b"\0" for code, operand in sprms(file.main[at + 2 : at + 2 + length]))
