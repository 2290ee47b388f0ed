"""`sections`: the report's outline."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.frozen import frozen, maker
from extractors.read import Read
from extractors.row import Count, Fact, Key, Text, Texts, column, key
from extractors.vocabulary import SECTION_KINDS


@frozen(kw_only=True)
class SectionRow(Fact):
    TABLE = "sections"
    KEY = "section_id"
    LETTER = "s"
    LABEL = "章节"
    ABOUT = "one heading and what stands under it; its anchor is the heading"

    parent_id: Key | None = column("上级章节", "the section above")
    order: Count = column("次序", "place among the sections, from 0")
    depth: Count = column("层次", "1 = top")
    kind: Text = column("类型", "a heading, or an item with running text of its own", SECTION_KINDS)
    number: Text | None = column("序号", "as printed")
    ordinal: Count | None = column("序号值", "the number's value, equal in every format")
    title: Text = column("标题", "without number and closing punctuation")
    path: Texts = column("路径", "titles from the top down to this one")
    first_block: Count = column("首块", "order of the block the heading stands in")
    last_block: Count = column("末块", "order of the last block under it")


_row = maker(SectionRow)


def extract(read: Read) -> Iterator[SectionRow]:
    for order, section in enumerate(read.sections):
        above = None if section.parent is None else read.sections[section.parent]
        yield _row(
            anchor=section.heading,
            rule=section.rule,
            source="table" if read.document.blocks[section.heading.block].kind == "cell" else "narrative",
            parent_id=None if above is None else key(SectionRow.LETTER, above.heading),
            order=order,
            depth=section.depth,
            kind=section.kind,
            number=section.number,
            ordinal=section.ordinal,
            title=section.title,
            path=section.path,
            first_block=section.first,
            last_block=section.last,
        )
