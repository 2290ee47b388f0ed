"""Word files made by hand for the tests: the smallest package around a few lines of XML."""

from __future__ import annotations

import io
import zipfile

from extractors.document import Document
from extractors.readers import docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{TYPES}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
)
OVERRIDE = '<Override PartName="/word/{0}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{1}+xml"/>'
RELATIONSHIPS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def run(text: str, properties: str = "") -> str:
    said = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{said}<w:t xml:space="preserve">{text}</w:t></w:r>'


def par(text: str = "", properties: str = "", number: tuple[int, int] | None = None, style: str = "") -> str:
    """A paragraph; `number` is its list and level."""
    listed = "" if number is None else f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{listed}{properties}</w:pPr>{run(text) if text else ''}</w:p>"


def cell(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(part if part.startswith('<') else par(part) for part in content) or par()}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    said = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{said}{''.join(one if one.startswith('<') else cell(one) for one in cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def level(at: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(key: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{more}{"".join(levels)}</w:abstractNum>'


def num(key: int, definition: int, more: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{definition}"/>{more}</w:num>'


def style(key: str, inside: str = "", kind: str = "paragraph", based: str = "", default: bool = False, name: str = "") -> str:
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    first = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}"{first} w:styleId="{key}"><w:name w:val="{name or key}"/>{on}{inside}</w:style>'


def part(tag: str, inside: str) -> bytes:
    return f"<?xml version='1.0' encoding='UTF-8'?><w:{tag} {NAMESPACES}>{inside}</w:{tag}>".encode()


def parts_of(body: str, numbering: str = "", styles: str = "", **others: str) -> dict[str, bytes]:
    """The parts of a package; `others` are further parts by name (footnotes, header1, settings) with what is inside them."""
    tags = {"header": "hdr", "footer": "ftr"}
    inside = {"document": f"<w:body>{body}</w:body>", "numbering": numbering, "styles": styles, **others}
    named = {name: text for name, text in inside.items() if text}
    kinds = {name: name.rstrip("0123456789") for name in named}
    arrows = "".join(
        f'<Relationship Id="{name}" Type="{TYPES}/{kind}" Target="{name}.xml"/>' for name, kind in kinds.items() if name != "document"
    )
    main = f'<Relationship Id="main" Type="{TYPES}/officeDocument" Target="word/document.xml"/>'
    overrides = "".join(OVERRIDE.format(name, "document.main" if kind == "document" else kind) for name, kind in kinds.items())
    return {
        "[Content_Types].xml": CONTENT_TYPES.format(overrides).encode(),
        "_rels/.rels": RELATIONSHIPS.format(main).encode(),
        "word/_rels/document.xml.rels": RELATIONSHIPS.format(arrows).encode(),
        **{f"word/{name}.xml": part(tags.get(kinds[name], name), text) for name, text in named.items()},
    }


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def made(body: str, numbering: str = "", styles: str = "", **others: str) -> bytes:
    return zipped(parts_of(body, numbering, styles, **others))


def read(body: str, numbering: str = "", styles: str = "", **others: str) -> Document:
    """The document of a whole file; the second reader must not have stepped in."""
    document = docx.read(made(body, numbering, styles, **others), "made.docx")
    assert (document.reader, document.damage) == ("docx", None)
    return document


def seen(body: str, numbering: str = "", styles: str = "", **others: str) -> list[str]:
    """What a reader sees, block by block."""
    return [block.text for block in read(body, numbering, styles, **others).blocks]
