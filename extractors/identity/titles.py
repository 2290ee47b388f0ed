"""A report's title: the lines before its first heading that end in the word a title ends with; and the kind of report it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.document import Block, Document
from extractors.frozen import frozen
from extractors.identity.agencies import agency_at
from extractors.layout.filed import PARTED, filed
from patterns.loader import asked, fold, load

OPENING = 60  # blocks within which a title stands: covers, contents and menus are shorter
_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]|PAGEREF\s+\S+(?:\s+\\h)?")
_LINE = asked("title_lines")
_ANNEX = re.compile(r"^附\s*[件表]\s*(?:[0-9０-９\-－—]+|[一二三四五六七八九十]{1,3}(?!川)[0-9\-－—]*)?\s*[:：.、]?\s*(?!20[0-9]{2})")
_BARS = re.compile("[|｜]")
_IN_UNIT = re.compile("[（(][^（）()]{0,4}元[）)]$")  # 2017年决算（万元）: the head of a column
_SUFFIX = re.compile(r"\.(?:pdf|docx?|xlsx?|wps)$")
_NUMBERED = re.compile(
    r"第[一二三四五六七八九十0-9]+[部章节]|[一二三四五六七八九十]+\s*[、.．]|[（(]\s*[一二三四五六七八九十]+\s*[)）]|[0-9０-９]{1,2}\s*[、.．](?![0-9])"
)
_LABEL = re.compile(r"[^：:《“\"]{2,16}[:：](?!$)")
_SENTENCE = re.compile(r"[。；;！!]|[，,].*[，,]|如下[：:]?$")
_N = "0-9０-９一二三四五六七八九十"
_DATE = re.compile(rf"[(（]?[{_N}〇○零]{{2,4}}\s*[年.\-/]\s*[{_N}]{{0,3}}\s*[月.\-/]?\s*[{_N}]{{0,3}}\s*[日号]?度?\s*[)）]?")
_REFERENCE = re.compile(r"(?<=.{8})[(（][^()（）]{1,16}[\[〔［][0-9]{4}[\]〕］]\s*第?[0-9]+\s*号[)）]$")  # …评价报告（石财监〔2018〕9号）
_BEGINS = re.compile(r"^\s*(?:20[0-9]{2}\s*年度?\s*)?")
_OR = re.compile("（(单位|部门|本级|项目)）")  # 部门（单位）整体支出, 图书馆（单位）决算


@frozen
class Title:
    """The printed title and the order of its first and last block."""

    text: str
    first: int
    last: int


def clean(text: str) -> str:
    """A line without conversion codes and outer blanks."""
    return (_BOOKMARK.sub("", text) if "[bookmark" in text or "PAGEREF" in text else text).strip()


def title(document: Document) -> Title | None:
    """The first run of title lines before the text begins; else the heading of the form the document consists of; else a sheet's name, else
    what the page says that the text is called."""
    opening = document.blocks[:OPENING]
    of_page = filed(opening)
    told = [block for block in opening if block.place.table not in of_page] if of_page else opening
    printed = _of_lines(_lines(told, ("paragraph", "heading"))) or _of_cells(told)
    return printed or _of_lines(_lines(told, ("caption",))) or _of_imprint(opening, of_page)


def _lines(opening: Sequence[Block], kinds: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """The opening's lines, noise apart; they stop where a table begins."""
    for block in opening:
        if block.place.table is not None:
            return
        if block.kind not in kinds:
            continue
        for line in block.text.splitlines():
            text = _SUFFIX.sub("", _ANNEX.sub("", clean(line)) or clean(line))
            text = _between_bars(text) if "|" in text or "｜" in text else text
            text = _REFERENCE.sub("", text) if text.endswith(("号)", "号）")) else text
            if text and not _LINE["noise"].fullmatch(PARTED.sub("", text)):
                yield block.order, _LINE["called"].sub("", text)


def _between_bars(line: str) -> str:
    """English | 中文 | 某局2021年度自评报告: of a line of menus the words that end as titles do; not a field's (公开目录 | 自评报告)."""
    parts = ["", *(part.strip() for part in _BARS.split(line))]
    free = [part for before, part in pairwise(parts) if not _LINE["index_field"].fullmatch(before)]
    return next((part for part in reversed(free) if _LINE["ends"].search(part) and _LINE["substance"].search(part)), "")


def _of_lines(lines: Iterator[tuple[int, str]]) -> Title | None:
    """Join lines until one ends as titles end; a heading or a sentence ends the search, a label of a cover begins it anew."""
    parts: list[tuple[int, str]] = []
    ended = False
    for order, text in lines:
        if ended and not _LINE["tail"].fullmatch(text):
            break
        if _NUMBERED.match(text) or len(text) > 80 or _SENTENCE.search(text):
            break
        if _DATE.fullmatch(text) and not text.rstrip("）)").endswith("年度"):
            continue
        if _LABEL.match(text):
            parts = []
            continue
        parts.append((order, text))
        ended = ended or (_LINE["ends"].search(text) is not None and not _LINE["continues"].search(text))
    found = _joined(parts[-4:]) if parts else None
    return found if found and (ended or kind_of_title(found.text)) else None


def _joined(parts: Sequence[tuple[int, str]]) -> Title:
    """Title lines as one title; a line that says the one before again and goes on replaces it."""
    text = ""
    if _is_whole(parts[-1][1]) and not any(_LINE["substance"].search(line) or _LINE["continues"].search(line) for _, line in parts[:-1]):
        parts = parts[-1:]
    for _, line in parts:
        text = line if line.startswith(text) else text + line
    return Title(_unquoted(text), parts[0][0], parts[-1][0])


def _is_whole(line: str) -> bool:
    """某局2021年度部门决算: who, when and what in one line, which needs nothing of the words a page prints above it."""
    if "20" not in line or kind_of_title(line) in (None, "other"):
        return False
    return any(agency_at(line, match.end()) for match in _BEGINS.finditer(line))


def _unquoted(text: str) -> str:
    """A title that is wholly within 《》 or quotes, without them."""
    for left, right in ("《》", "“”", '""'):
        if text.startswith(left) and text.endswith(right) and text.count(left) == (2 if left == right else 1):
            return text[1:-1]
    return text


def _of_cells(blocks: Sequence[Block]) -> Title | None:
    """A form without a line above it: its first cells, where one of them is worded as a title."""
    for block in blocks:
        text = "".join(line for line in clean(block.text).splitlines() if not _DATE.fullmatch(line.strip()))
        if block.place.table is None or not text or _LINE["noise"].fullmatch(text):
            continue
        if (block.place.row or 0) > 3 or len(text) > 60 or _SENTENCE.search(text):
            return None
        if _LINE["ends"].search(text) and not _IN_UNIT.search(text) and (kind_of_title(text) or "绩效" in text):
            return Title(text, block.order, block.order)
    return None


def _of_imprint(blocks: Sequence[Block], of_page: frozenset[int | None]) -> Title | None:
    """名称：某局2022年度项目自评报告, among what a page prints above a text that has no title of its own."""
    for block in blocks:
        if "名称" in block.text and (told := _LINE["labelled"].search(block.text)) is not None:
            return Title(clean(told["title"]), block.order, block.order)
    for label, value in pairwise(block for block in blocks if block.place.table in of_page) if of_page else ():
        if _LINE["names"].fullmatch(label.text.strip()) and _LINE["ends"].search(text := clean(value.text)):
            return Title(text, value.order, value.order)
    return None


def kind_of_title(text: str) -> str | None:
    """The kind of report a title's words tell."""
    folded = _OR.sub(r"\1", fold(text).replace("(", "（").replace(")", "）"))
    kinds = load("report_kinds")
    if kinds["other"].told_by(folded):
        return "other"
    return next((meaning.id for meaning in kinds if meaning.told_by(folded)), None)


def book_phrase(texts: Sequence[str]) -> tuple[str, str] | None:
    """The year and the kind words of a book that prints no title: 纳入某局2020年度部门决算编制范围 -> 2020年度, 部门决算."""
    for text in texts:
        if ("决算" in text or "预算" in text) and (match := _LINE["book"].search(text)):
            return "".join(match[1].split()), match[2]
    return None
