"""What a report prints about itself, gathered in one walk: title, labelled parties, signature and date, self-descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise

from extractors.document import Block, Document, Section
from extractors.identity import periods, titles
from extractors.identity.agencies import agency, agency_at, placed
from extractors.identity.titles import Title
from patterns.loader import asked, load

_INLINE = re.compile(r"(?<![一-龥（）()/、])([一-龥（）()/、]{2,}+)\s*[:：][\s|｜]*([^|｜\s：:；;，,。]{2,60})")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_SAID = asked("imprint")
# Somebody of whom it is said what he is or does; and behind what a report begins to speak of him: 纳入某局…, 1、某局…, （一）某局….
_SPOKEN_OF = "[一-龥]{4,40}?(?:" + _SAID["says"].pattern + ")"
_FIRST = re.compile(f"(?!纳入){_SPOKEN_OF}")
_BEHIND = re.compile(
    rf"(?s)[入、.．）) \t\n\u3000\u00a0](?<=[一二三四五六七八九十0-9][、.．]|.[）)\s]|纳入)(?=[一-龥]{{4}})(?={_SPOKEN_OF})"
)
_QUOTED = re.compile("《[^《》]*》")
_LONGEST_CLIENT = 32  # 受, thirty letters, 的
_OPENS = ("[", "［", "【")
_IN_BRACKETS = re.compile(r"[\[［【]\s*(?P<label>[^\[\]［］【】]{2,12}?)\s*[\]］】]\s*(?P<value>[^\[\]［］【】]*)")  # [ 发布机构 ] 某某局
_KIND_WORDS = ("决算", "预算", "绩效", "自评")
_COMMA = re.compile("[，,]")
_SHORT, _LONGEST_LABEL = 60, 24
_LEVELS = ("province", "city", "county", "town")
_OPENING = 12  # blocks in which a report says what it is written for


@dataclass(slots=True)
class Imprint:
    """`labels` has the agencies beside labels, by meaning; `names` all agencies the report prints about itself, best told first."""

    texts: tuple[str, ...]
    title: Title | None
    kind: str | None = None
    form_year: int | None = None
    issued_on: date | None = None
    published_on: date | None = None
    labels: dict[str, list[str]] = field(default_factory=dict)
    signatures: list[str] = field(default_factory=list)
    defined: list[str] = field(default_factory=list)
    clients: list[str] = field(default_factory=list)
    publishers: list[str] = field(default_factory=list)
    carriers: list[str] = field(default_factory=list)
    chained: bool = False  # its department's cell names those above, too

    @property
    def names(self) -> list[str]:
        labelled = [name for meaning in ("reporter", "unit", "department") for name in self.labels.get(meaning, ())]
        return [*self.signatures, *labelled, *self.defined]

    def text(self, size: int) -> str:
        """The first `size` characters of the report, which its first texts hold: each ends a line."""
        return "\n".join(self.texts[: size + 1])[:size]


def imprint(document: Document, sections: Sequence[Section]) -> Imprint:
    """Gather them; the body begins at the first heading."""
    printed = Imprint(tuple([block.text for block in document.blocks]), titles.title(document))
    for block in document.blocks:
        text = block.text
        if len(text) <= 200 and _may_label(text):
            _labels(printed, document, block)
        if printed.form_year is None and len(text) <= _SHORT and "年" in text and (block.place.row or 0) <= 3:
            printed.form_year = periods.year_line(text.splitlines()[-1])
    _sign(printed, document, sections[0].first if sections else 0)
    _describe(printed, document)
    printed.kind = _kind(printed, document)
    return printed


def _may_label(text: str) -> bool:
    """Most cells and lines are not worth a look: they end as no label does, and so does what stands before their colons."""
    if "：" in text or ":" in text:
        return _labelled().search(text) is not None or "[bookmark" in text
    if "|" in text or text.startswith(_OPENS):
        return True
    if len(text) <= _LONGEST_LABEL and text.rstrip()[-1:] in _last_letters():
        return True
    blank = len(text) <= _SHORT and (" " in text or "\u3000" in text)
    return blank and len(parts := text.split(maxsplit=1)) == 2 and _label(parts[0]) is not None


def _labels(printed: Imprint, document: Document, block: Block) -> None:
    """What stands beside a label: in the next cell of its row, in the next line, or behind a colon."""
    text = titles.clean(block.text).lstrip("（(")
    if len(text) <= _LONGEST_LABEL and (meaning := _label(text)):
        _note(printed, meaning, _beside(document, block))
        return
    for label, value in _pairs(text):
        if meaning := _label(label):
            _note(printed, meaning, value.strip() or (_below(document, block) if text.startswith(_OPENS) else ""))


def _pairs(text: str) -> list[tuple[str, str]]:
    """What may be labels and their values in one line."""
    if "：" in text or ":" in text:
        return [(match[1], match[2]) for match in _INLINE.finditer(text)]
    if text.startswith(_OPENS):
        return [(match["label"], match["value"]) for match in _IN_BRACKETS.finditer(text)]
    if "|" in text:  # 发布机构 | 某县水利局 | 发布日期 | 2023-04-15
        return list(pairwise(text.split("|")))
    parts = text.split(maxsplit=1)
    return [(parts[0], parts[1])] if len(parts) == 2 else []


@cache
def _last_letters() -> frozenset[str]:
    """What a label ends with."""
    return frozenset(word[-1] for word in load("agency_labels").by_word) | set("：:）)*★")


@cache
def _labelled() -> re.Pattern[str]:
    """The end of a label, and the colon behind it."""
    return re.compile(rf"[{re.escape(''.join(sorted(_last_letters())))}]\s*[:：]")


@lru_cache(4096)
def _label(text: str) -> str | None:
    """The meaning of a label cell: words without blanks, mark and asides (盖章)."""
    words = "".join(text.split()).strip("：:*★")
    by_word = load("agency_labels").by_word
    return by_word.get(words.replace("(", "（").replace(")", "）")) or by_word.get(_ASIDE.sub("", words))


def _beside(document: Document, block: Block) -> str:
    """The first filled cell to the right, or the first filled line below a label line."""
    for other in document.blocks[block.order + 1 : block.order + 6]:
        if (other.place.table, other.place.row) != (block.place.table, block.place.row):
            break
        if other.text.strip():
            return other.text
    return ""


def _below(document: Document, block: Block) -> str:
    """The line below one that is a label alone."""
    return next((other.text for other in document.blocks[block.order + 1 : block.order + 2]), "")


def _note(printed: Imprint, meaning: str, value: str) -> None:
    """Keep a labelled value: an agency, the form's year, the day it was filled in."""
    if meaning == "publisher":
        if (name := agency_at(value)) and not _SAID["nobody"].search(name):
            printed.publishers.append(name)
    elif meaning == "year":
        printed.form_year = printed.form_year or periods.year_of_form(value)
    elif meaning == "issue_date":
        printed.issued_on = printed.issued_on or periods.day(value)
    elif meaning == "publication_date":
        printed.published_on = printed.published_on or periods.day(value)
    elif name := _lowest(value) or agency(value):
        printed.chained |= meaning == "department" and name != agency(value)
        printed.labels.setdefault(meaning, []).append(name)


def _lowest(value: str) -> str | None:
    """某省水利厅 某市水利局: of agencies one above the other in one cell the lowest, whose form it is."""
    parts = value.split()
    names = [name for part in parts if (name := agency(part))] if len(parts) > 1 else []
    levels = [_LEVELS.index(placed(name).level or "") for name in names if placed(name).level in _LEVELS]
    return names[-1] if names and len(levels) == len(parts) and levels == sorted(set(levels)) else None


def _dates(document: Document) -> Iterator[tuple[Block, date, str]]:
    """Every paragraph that ends with a day, with what stands before the day."""
    for block in document.blocks:
        if block.place.table is None and 6 <= len(block.text) <= _SHORT and (found := periods.last_day(block.text)):
            yield block, *found


def _sign(printed: Imprint, document: Document, body: int) -> None:
    """Signature and date: an agency's line and a day below it or behind it; else a day alone, after the text or on the cover."""
    alone: list[tuple[int, date]] = []
    signed: date | None = None
    for block, day, before in _dates(document):
        name = agency(before) if before else _line_above(document, block)
        if name:
            printed.signatures.append(name)
            signed = day
        elif not before or _label(before) == "issue_date":
            alone.append((block.order, day))
    late = [day for order, day in alone if order > body]
    printed.issued_on = (
        signed or (late[-1] if late else None) or printed.issued_on or (alone[-1][1] if alone else None) or printed.published_on
    )
    if not printed.signatures:
        last = [block.text for block in document.blocks[-12:] if block.place.table is None and block.text.strip()][-2:]
        printed.signatures.extend(name for text in last if len(text) <= _SHORT and (name := agency(text)))


def _line_above(document: Document, block: Block) -> str | None:
    """The agency on the filled line above a date."""
    for other in reversed(document.blocks[max(0, block.order - 4) : block.order]):
        if text := other.text.strip():
            return agency(text) if other.place.table is None and len(text) <= _SHORT else None
    return None


def _describe(printed: Imprint, document: Document) -> None:
    """Agencies a report speaks of as its own: a cover line, 某局概况, 某局是…, 纳入某局2020年度部门决算编制范围; 某局作为实施机构."""
    for block in document.blocks[: titles.OPENING]:
        text = titles.clean(_QUOTED.sub(_blank, block.text) if "《" in block.text else block.text)
        addressed = text.endswith(("：", ":"))  # 区财政局：
        name = agency(text.strip("—－- （）()")) if block.place.table is None and len(text) <= 40 and not addressed else None
        if name is None and (start := _self_at(text[:200])) is not None:
            name = agency_at(text, start)
        if name is None and "如下" in text and (match := _SAID["reported"].search(text) or _SAID["organized"].search(text)):
            name = agency_at(text, match.end())
        if name:
            printed.defined.append(name)
        if "实施机构" in text and (match := _SAID["acting"].search(text)) and (acting := agency(match[1])):
            printed.defined.append(acting)
        if "主管" in text and (match := _SAID["in_charge"].search(text)) and (charged := agency(match[1])):
            printed.defined.append(charged)
        if "审计" in text and (match := _SAID["audits"].search(text)) and (auditor := agency_at(text, match.end())):
            printed.defined.append(auditor)
        if "单位" in text and (match := _SAID["carries_out"].search(text)) and (carrier := agency(match[1])):
            printed.carriers.append(carrier)
        given = text.find("委托")
        match = None if given < 0 else _SAID["client"].search(text, max(0, given - _LONGEST_CLIENT))
        if match and (client := agency(match[1] or match[2])):
            printed.clients.append(client)


def _blank(quoted: re.Match[str]) -> str:
    """What a cited paper is called tells of nobody, and ends no name."""
    return "□" * len(quoted[0])


def _self_at(text: str) -> int | None:
    """Where somebody is named of whom the text says what he is or does."""
    if _FIRST.match(text):
        return 0
    behind = _BEHIND.search(text)
    return None if behind is None else behind.end()


def _is_of_transfer(text: str, *, titled: bool) -> bool:
    """Its form's cell, and without a title its report's first chapter."""
    if "转移支付" in text and _SAID["names_transfer"].match(text):
        return True
    return not titled and "绩效目标" in text and _SAID["opens_transfer"].match(text) is not None


def _is_asked_for_transfers(document: Document) -> bool:
    """根据《关于开展中央对地方转移支付绩效自评工作的通知》: the opening names the notice that asks for the report."""
    texts = (block.text for block in document.blocks[:_OPENING])
    return any("转移支付" in text and _SAID["asked_for"].search(text) is not None for text in texts)


def _is_of_project(title: str, document: Document) -> bool:
    """某某经费绩效自评表 whose head names the project: one project's form, whatever its money is called."""
    if not _SAID["form_of_money"].search(title) or titles.kind_of_title(title) != "fund_evaluation":
        return False
    return any(
        b.place.table is not None and (b.place.row or 0) <= 3 and _label(b.text) == "project" for b in document.blocks[: titles.OPENING]
    )


def _kind(printed: Imprint, document: Document) -> str | None:
    """The title's kind; a fund's or a project's report is a transfer's where its form says so; without a title, what a heading says."""
    title = printed.title.text if printed.title else ""
    if _is_of_project(title, document):
        return "project_self_evaluation"
    kind = "other" if any(mark in title for mark in load("agency_names")["placeholder"].words) else titles.kind_of_title(title)
    if kind == "other" or (kind and kind not in ("fund_evaluation", "project_self_evaluation")):
        return kind
    if kind == "fund_evaluation" and "自评" in title and _is_asked_for_transfers(document):
        return "transfer_self_evaluation"
    for block in document.blocks:
        text = block.text
        if len(text) <= _SHORT and _is_of_transfer(text, titled=kind is not None):
            return "transfer_self_evaluation"
        if len(text) > _SHORT or not (
            "转移支付" in text if kind else any(word in text for word in _KIND_WORDS) and not _COMMA.search(text)
        ):
            continue
        if kind is None and block.place.row:  # 全年预算数 heads a column, no report
            continue
        told = titles.kind_of_title(titles.clean(text))
        if told == "transfer_self_evaluation" and "表" in text:
            return told
        kind = kind or (told if told != "other" else None)
    return kind
