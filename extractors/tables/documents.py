"""`documents`: one row per distinct content that was read."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from extractors.frozen import frozen
from extractors.identity import places
from extractors.read import Read
from extractors.row import Count, Day, Fact, Key, Row, Text, Texts, Time, Year, column, printed_at
from extractors.vocabulary import AGENCY_LEVELS, REPORT_KINDS, STATUSES


@frozen(kw_only=True)
class DocumentRow(Row):
    TABLE = "documents"
    KEY = "document_id"
    LABEL = "文档"
    ABOUT = "one distinct content that was read"

    document_id: Key = column("主键", "first 16 hex digits of the content's sha256")
    source_uri: Text | None = column("来源路径", "the first input path with this content, in sorted order")
    file_name: Text | None = column("文件名", "the name of that file")
    format: Text | None = column("格式", "what the content is, whatever its suffix says")
    encoding: Text | None = column("编码", "how its bytes were read as text")
    sha256: Text | None = column("摘要", "sha256 of the content")
    size_bytes: Count | None = column("字节数", "size of the content")
    page_count: Count | None = column("页数", "pages, where the format has pages")
    ocr_pages: Count | None = column("识别页数", "pages read by optical character recognition")
    title: Text | None = column("标题", "the report's title")
    report_kind: Text | None = column("报告类型", "what kind of report it is", REPORT_KINDS)
    agency: Text | None = column("单位", "the agency that reports, by its full name")
    agency_key: Text | None = column("单位键", "division code and name, to join an agency's reports")
    agency_function: Text | None = column("职能", "the agency's name without division and suffix, renamings folded")
    agency_level: Text | None = column("层级", "the level of the agency, or where none is named of its own place", AGENCY_LEVELS)
    province: Text | None = column("省", "full official name")
    city: Text | None = column("市", "full official name")
    county: Text | None = column("县", "full official name")
    region_code: Text | None = column("行政区划代码", "the division's code in the fiscal year")
    region_code_now: Text | None = column("现行区划代码", "the division's code today")
    fiscal_year: Year | None = column("预算年度", "the year reported on")
    issued_on: Day | None = column("成文日期", "the date the report bears")
    from_file_name: Texts | None = column("取自文件名", "the fields only the file name told")
    status: Text | None = column("状态", "whether the whole content could be read", STATUSES)
    reader: Text | None = column("读取器", "the reader that read it")
    block_count: Count | None = column("块数", "rows in blocks")
    mention_count: Count | None = column("提及数", "rows in mentions")
    unclaimed_count: Count | None = column("未归属数", "amounts and percents that no fact owns")
    extractor_version: Text | None = column("抽取版本", "changes whenever the same content could give other rows")
    run_id: Key | None = column("批次", "the run that read it")
    extracted_at: Time | None = column("抽取时间", "when it was read")
    duration_ms: Count | None = column("耗时毫秒", "how long reading took")


@frozen(kw_only=True)
class Printed(Fact):
    """One field of the document's row and where the report prints it: it has no row of its own, its evidence has."""

    TABLE = "documents"


def printed(read: Read) -> Iterator[Printed]:
    for field, spans in places.printed(read.document, read.identity, read.mentions).items():
        yield Printed(
            anchor=spans[0],
            rule=f"document.{field}",
            source="table" if read.document.blocks[spans[0].block].kind == "cell" else "narrative",
            evidence=tuple([printed_at(field, span, part) for part, span in enumerate(spans, 1)]),
        )


def extract(document_id: str, sha256: str, size: int, read: Read, mentions: int, unclaimed: int) -> DocumentRow:
    """The document's own row; path, run and times are the pipeline's to fill in."""
    document = read.document
    return DocumentRow(
        document_id=document_id,
        file_name=document.name,
        format=document.format,
        encoding=document.encoding,
        sha256=sha256,
        size_bytes=size,
        page_count=document.page_count,
        ocr_pages=document.ocr_pages,
        status="partial" if document.damage else "ok",
        reader=document.reader,
        block_count=len(document.blocks),
        mention_count=mentions,
        unclaimed_count=unclaimed,
        **{field.name: getattr(read.identity, field.name) for field in dataclasses.fields(read.identity)},
    )
