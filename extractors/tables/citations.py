"""`citations`: every place that cites a policy document."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.row import Fact, Text, Year, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Fact):
    TABLE = "citations"
    KEY = "citation_id"
    LETTER = "c"
    LABEL = "政策引用"
    ABOUT = "one place that cites a policy document; its anchor is the document number, else the title"

    title: Text | None = column("文件名称", "between 《 and 》")
    number: Text | None = column("文号", "as printed")
    issuer: Text | None = column("发文单位", "who issued it, where printed")
    year: Year | None = column("年份", "the number's year")
