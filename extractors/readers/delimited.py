"""Tables as text: comma, semicolon or TAB separated values, and Markdown, whose pipe tables and headings are told apart."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from extractors.document import Builder, Document, Style
from extractors.layout.encodings import Decoded, decode, lines
from extractors.layout.markup import Paragraph, Table, add
from extractors.layout.ragged import as_printed, blanks_last

FORMATS = ("csv", "md")
_MARKS = (",", "\t", ";")
_SAMPLE = 200  # lines
_SENTENCE_ENDS = ("。", "；", "：", "！", "？")
_LONG = 30  # characters of a cell, on average
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_CELL_END = re.compile(r"(?<!\\)\|")


def claims(head: bytes, data: bytes) -> bool:
    if not any(mark.encode() in data for mark in (*_MARKS, "|", "#")):
        return False
    decoded = decode(data)
    return decoded is not None and (_separator(decoded.text) is not None or _is_markdown(lines(decoded.text)))


def read(data: bytes, name: str) -> Document:
    decoded = decode(data) or Decoded("", "utf-8")
    mark = _separator(decoded.text)
    builder = Builder()
    if mark is None:
        add(builder, _markdown(lines(decoded.text)))
    else:
        add(builder, [_grid(_records(decoded.text, mark))])
    return Document(
        name, "md" if mark is None else "csv", tuple(builder.blocks), "delimited", encoding=decoded.encoding, damage=decoded.damage
    )


def _separator(text: str) -> str | None:
    """The mark that cuts every record into one and the same number of short cells."""
    whole = text.count("\n") <= _SAMPLE
    sample = text if whole else "\n".join(text.split("\n", _SAMPLE)[:_SAMPLE])
    return next((mark for mark in _MARKS if mark in sample and _regular(list(_records(sample, mark)), whole)), None)


def _regular(records: Sequence[Sequence[str]], whole: bool) -> bool:
    """A first cell somewhere tells records from lines indented by TABs; prose with a comma in every line ends in
    a full stop or has long cells."""
    widths = {len(record) for record in (records if whole else records[:-1])}
    if len(records) < 2 or len(widths) != 1 or widths == {1} or not any(record[0] for record in records):
        return False
    if all(record[-1].rstrip().endswith(_SENTENCE_ENDS) for record in records):
        return False
    cells = [cell for record in records for cell in record]
    return sum(map(len, cells)) <= _LONG * len(cells)


def _records(text: str, mark: str) -> Iterator[list[str]]:
    try:
        yield from (record for record in csv.reader(io.StringIO(text, newline=""), delimiter=mark) if record)
    except csv.Error:  # a field beyond what the module takes: no table of a report
        return


def _grid(rows: Iterable[Sequence[str]]) -> Table:
    return Table(as_printed([[cell.strip() for cell in row] for row in rows]), [])


def _is_markdown(text: Sequence[str]) -> bool:
    """A rule below a row of pipes, or headings marked by #: neither stands in a report that is not Markdown."""
    return any(_opens_table(text, at) for at in range(len(text))) or sum(_HEADING.fullmatch(line) is not None for line in text) > 1


def _opens_table(text: Sequence[str], at: int) -> bool:
    return "|" in text[at] and at + 1 < len(text) and "|" in text[at + 1] and _RULE.fullmatch(text[at + 1]) is not None


def _markdown(text: Sequence[str]) -> Iterator[Paragraph | Table]:
    at = 0
    while at < len(text):
        if _opens_table(text, at):
            end = next((i for i in range(at, len(text)) if "|" not in text[i]), len(text))
            rows = [_cells(text[i]) for i in range(at, end) if i != at + 1]
            if blanks_last(rows):
                yield from (Paragraph(_plain(line)) for line in text[at:end])  # blank cells may be dropped: only the words can tell
            else:
                yield _grid(rows)
            at = end
        else:
            yield _paragraph(text[at])
            at += 1


def _cells(line: str) -> list[str]:
    bare = line.strip().removeprefix("|").removesuffix("|")
    return [_plain(cell.strip().replace("\\|", "|")).replace("<br>", "\n") for cell in _CELL_END.split(bare)]


def _paragraph(line: str) -> Paragraph:
    heading = _HEADING.fullmatch(line)
    if heading is None:
        return Paragraph(_plain(line))
    return Paragraph(_plain(heading[2]), Style(outline_level=len(heading[1]) - 1))


def _plain(text: str) -> str:
    return _EMPHASIS.sub(r"\2", text)
