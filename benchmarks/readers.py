"""Readers against each other on Word files: ours, python-docx (text and rows.cells), markitdown. Time, and what each loses.

    python benchmarks/readers.py [folder with .docx files]

Reads ../shared/corpus where it is present, else reports of its own making.
"""

from __future__ import annotations

import io
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx as python_docx

from extractors.readers import docx as ours

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
LISTED = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'


def p(*inside: str) -> str:
    """A paragraph; what is not markup is put into a run."""
    return f"<w:p>{''.join(part if part.startswith('<') else r(part) for part in inside)}</w:p>"


def r(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def around(tag: str, inside: str, said: str = "") -> str:
    return f"<w:{tag}{said}>{inside}</w:{tag}>"


def controlled(inside: str) -> str:
    return around("sdt", around("sdtContent", inside))


def row(inside: str) -> str:
    return around("tr", around("tc", inside))


def box(inside: str) -> str:
    return f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"


# What a reader sees of each feature, and the XML that makes it.
FEATURES = {
    "automatic number 一、": ("一、项目概况", p(LISTED, "项目概况")),
    "inserted text": ("安排预算1200万元", p("安排预算", around("ins", r("1200")), "万元")),
    "block content control": ("控件内的段落", controlled(p("控件内的段落"))),
    "inline content control": ("得分96.5分", p("得分", controlled(r("96.5")), "分")),
    "smart tag": ("截至2021年底", p("截至", around("smartTag", r("2021年")), "底")),
    "simple field": ("共32页", p("共", around("fldSimple", r("32"), ' w:instr="NUMPAGES"'), "页")),
    "text box": ("文本框里的字", p(box(p("文本框里的字")))),
    "nested table": ("内层单元格", around("tbl", row(around("tbl", row(p("内层单元格"))) + p()))),
    "row in content control": ("控件内的行", around("tbl", row(p()) + controlled(row(p("控件内的行"))))),
    "symbol ☑": ("☑是", p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "是")),
    "hidden text left out": (None, p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏的字</w:t></w:r>")),
    "deleted text left out": (None, p("<w:del><w:r><w:delText>删去的字</w:delText></w:r></w:del>")),
}
GONE = ("隐藏的字", "删去的字")
NUMBERING = (
    f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)


@dataclass(frozen=True, slots=True)
class Peer:
    """One way of reading a file to its text."""

    name: str
    text: Callable[[bytes], str]


def our_text(data: bytes) -> str:
    return "\n".join(block.text for block in ours.read(data, "benchmark.docx").blocks)


def python_docx_text(data: bytes) -> str:
    document = python_docx.Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(texts)


def peers() -> list[Peer]:
    found = [Peer("ours", our_text), Peer("python-docx", python_docx_text)]
    try:
        from markitdown import MarkItDown
    except ImportError:
        return found
    converter = MarkItDown()
    return [*found, Peer("markitdown", lambda data: converter.convert_stream(io.BytesIO(data), file_extension=".docx").text_content)]


def made(rows: int, paragraphs: int) -> bytes:
    """A report of our own: prose, and a form of nine columns with merged cells."""
    prose = "".join(p(f"（{n}）全年安排预算{n * 37}.5万元，实际支出{n * 31}.2万元，用于设备更新与人员培训。") for n in range(paragraphs))
    form = "".join(
        around(
            "tr",
            cell("产出", "<w:vMerge/>" if line % 6 else '<w:vMerge w:val="restart"/>') + "".join(cell(f"{line}.{n}") for n in range(8)),
        )
        for line in range(rows)
    )
    return packed(prose + (around("tbl", form) if rows else ""))


def cell(text: str, merged: str = "") -> str:
    words = f'<w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t>{text}</w:t></w:r>'
    return around("tc", f'<w:tcPr><w:tcW w:w="900" w:type="dxa"/>{merged}</w:tcPr>{p(words)}')


def packed(body: str) -> bytes:
    """The smallest package Word and python-docx accept, with one list."""
    buffer = io.BytesIO()
    python_docx.Document().save(buffer)
    target = io.BytesIO()
    with zipfile.ZipFile(buffer) as template, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in template.namelist():
            replaced = {
                "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>".encode(),
                "word/numbering.xml": NUMBERING.encode(),
            }.get(name)
            package.writestr(name, template.read(name) if replaced is None else replaced)
    return target.getvalue()


def files(folder: Path) -> dict[str, bytes]:
    found = {path.name: path.read_bytes() for path in sorted(folder.glob("*.docx")) if ".autonum" not in path.name}
    return found or {"forms (made)": made(240, 10), "prose (made)": made(0, 300)}


def milliseconds(read: Callable[[], object], least: float = 0.4) -> float:
    """The best of as many runs as fit, three at least: others share this machine."""
    best, begun, runs = float("inf"), time.perf_counter(), 0
    while runs < 3 or time.perf_counter() - begun < least:
        start = time.perf_counter()
        read()
        best, runs = min(best, time.perf_counter() - start), runs + 1
    return best * 1000


def speed(contenders: list[Peer], folder: Path) -> None:
    print(f"{'file':<16}" + "".join(f"{peer.name:>16}" for peer in contenders) + "   ours is faster by")
    for name, data in files(folder).items():
        times = [milliseconds(lambda peer=peer, data=data: peer.text(data)) for peer in contenders]
        print(f"{name:<16}" + "".join(f"{ms:>13.2f} ms" for ms in times) + "   " + ", ".join(f"{ms / times[0]:.1f}x" for ms in times[1:]))


def losses(contenders: list[Peer]) -> None:
    print("\nwhat is lost")
    for peer in contenders:
        text = peer.text(packed("".join(xml for _, xml in FEATURES.values())))
        lost = [feature for feature, (seen, _) in FEATURES.items() if seen is not None and seen not in text]
        lost += [f"{word} shown" for word in GONE if word in text]
        print(f"  {peer.name:<12} {', '.join(lost) or 'nothing'}")


if __name__ == "__main__":
    contenders = peers()
    speed(contenders, Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
    losses(contenders)
