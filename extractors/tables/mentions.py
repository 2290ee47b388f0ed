"""`mentions`: every amount, percent, count, score and date the grammar sees, and who owns it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractors.document import Span
from extractors.frozen import frozen, maker
from extractors.read import Read
from extractors.row import Day, Exact, Fact, Key, Text, all_plain, column, printed_at
from extractors.vocabulary import MENTION_KINDS


@frozen(kw_only=True)
class MentionRow(Fact):
    TABLE = "mentions"
    KEY = "mention_id"
    LETTER = "m"
    LABEL = "提及"
    ABOUT = "one amount, percent, count, score or date; its anchor is the number with its unit"

    kind: Text = column("类型", "amount, percent, count, score or date", MENTION_KINDS)
    value: Exact | None = column("值", "amounts in yuan, percents as fractions")
    upper: Exact | None = column("上限", "the upper value of a range")
    date: Day | None = column("日期", "the day of a date")
    unit: Text | None = column("单位", "as printed, beside the number or where its evidence stands")
    text: Text = column("原文", "without line breaks and outer blanks")
    claimed_by: Key | None = column("归属", "the fact that owns it")


_row = maker(MentionRow)


def extract(read: Read, owners: Mapping[Span, str | None]) -> Iterator[MentionRow]:
    blocks = read.document.blocks
    texts = all_plain([blocks[block].text[start:end] for block, start, end in [mention.span for mention in read.mentions]])
    for mention, text in zip(read.mentions, texts, strict=True):
        span = mention.span
        yield _row(
            anchor=span,
            rule=mention.rule,
            source="table" if blocks[span.block].kind == "cell" else "narrative",
            evidence=(printed_at("unit", mention.unit_span),) if mention.unit_span else (),
            kind=mention.kind,
            value=mention.value,
            upper=mention.upper,
            date=mention.date,
            unit=mention.unit,
            text=text,
            claimed_by=owners.get(span),
        )
