"""`evidence`: where every further printed field of a fact stands."""

from __future__ import annotations

from extractors.frozen import frozen
from extractors.row import Count, Fact, Key, Text, column


@frozen(kw_only=True)
class EvidenceRow(Fact):
    TABLE = "evidence"
    KEY = "evidence_id"
    LETTER = "e"
    LABEL = "依据"
    ABOUT = "one further printed field of a fact, or of a document; its anchor is where the field stands"

    table: Text = column("表", "the table of the fact")
    fact_id: Key = column("事实", "the key of the fact, or of the document whose title, agency, year or day it is")
    field: Text = column("字段", "what of the fact is printed here: a column, its stem (budget, executed, target, actual), unit …")
    part: Count = column("部分", "1, 2 … where a field runs over several blocks", default=1)
