"""What a page prints above a text of what it is filed under (索引号 | … | 发布机构 | …): a table, and no part of the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.document import Block
from patterns.loader import asked

FIELD = asked("title_lines")["field"]
OPENING = 60  # blocks
LONGEST = 8  # characters of a field's name
PARTED = re.compile("(?<=[一-龥])[ 　]+(?=[一-龥])")  # 索 引 号


def filed(blocks: Sequence[Block]) -> frozenset[int | None]:
    """The numbers of such tables."""
    cells = (block for block in blocks[:OPENING] if block.place.table is not None and len(block.text) <= LONGEST)
    found = Counter(block.place.table for block in cells if FIELD.fullmatch(PARTED.sub("", block.text.strip())))
    return frozenset(table for table, fields in found.items() if fields > 1)
