"""Row classes of the tables that belong to many reports: paths found, runs made, findings across reports, decisions by hand."""

from __future__ import annotations

from extractors.frozen import frozen
from extractors.row import Count, Key, Row, Text, Texts, Time, column
from extractors.vocabulary import ERROR_CODES, SEVERITIES, STATUSES

CROSS_RULES = ("report_mismatch", "carryover_mismatch", "prior_year_restated", "copied_text", "outlier", "duplicate_report")


@frozen(kw_only=True)
class InputRow(Row):
    TABLE = "inputs"
    KEY = "source_uri"
    LABEL = "输入"
    ABOUT = "one input path, whatever became of it"

    source_uri: Key = column("来源路径", "the absolute path, with forward slashes; archive.zip!/member for what an archive holds")
    document_id: Key | None = column("文档", "first 16 hex digits of the content's sha256; null where it could not be read at all")
    file_name: Text = column("文件名", "the last part of the path")
    size_bytes: Count | None = column("字节数", "size of the file when it was found")
    mtime: Time | None = column("修改时间", "when the file, or the archive that holds it, was last changed")
    status: Text = column("状态", "what became of it", STATUSES)
    error_code: Text | None = column("错误代码", "why it gave no document, or only a part", ERROR_CODES)
    error_message: Text | None = column("错误说明", "file, place and remedy; for a copy, whose content it repeats")
    seen_run_id: Key = column("最近批次", "the last run that found it")


@frozen(kw_only=True)
class RunRow(Row):
    TABLE = "runs"
    KEY = "run_id"
    LABEL = "批次"
    ABOUT = "one run"

    run_id: Key = column("主键", "time of the start and a random tail")
    started_at: Time = column("开始时间", "when the run began")
    ended_at: Time | None = column("结束时间", "null where it was killed")
    engine: Text = column("引擎", "what mapped over the files")
    jobs: Count = column("并行数", "files read at a time")
    version: Text = column("抽取版本", "the extractor version of the run")
    input_count: Count = column("输入数", "paths found")
    unchanged_count: Count = column("未变数", "paths whose content was read, or failed, before by the same version")
    read_count: Count = column("读取数", "contents read")
    ok_count: Count = column("成功数", "contents read whole")
    partial_count: Count = column("部分成功数", "contents read in part")
    failed_count: Count = column("失败数", "paths that gave no document, known ones too, what is set aside (lock files …) left out")
    removed_count: Count = column("消失数", "paths below the given folders that are gone")
    pruned_count: Count = column("清除数", "paths whose rows were removed")
    document_count: Count = column("文档数", "documents in the tables when the run ended")


@frozen(kw_only=True)
class CrossFinding(Row):
    TABLE = "cross_findings"
    KEY = "cross_finding_id"
    LABEL = "跨文档发现"
    ABOUT = "one broken cross-check across reports or years; no run fills this table yet"

    cross_finding_id: Key = column("主键", "the rule and the keys it compares")
    document_ids: Texts = column("文档", "the documents compared")
    agency_key: Key | None = column("单位键", "the agency they are about")
    rule: Text = column("规则", "which comparison failed", CROSS_RULES)
    severity: Text = column("严重程度", "error: cannot be right", SEVERITIES)
    message_zh: Text = column("说明", "what does not fit, in Chinese")
    message_en: Text = column("说明（英文）", "what does not fit, in English")
    stated: Text | None = column("所述", "what one report states")
    expected: Text | None = column("应为", "what follows from the other")


@frozen(kw_only=True)
class Correction(Row):
    TABLE = "corrections"
    KEY = "correction_id"
    LABEL = "更正"
    ABOUT = "one human decision; it stays when its document is read again; no command writes here yet"

    correction_id: Key = column("主键", "the corrected field and when it was decided")
    document_id: Key = column("文档", "the document it is about")
    anchor: Key = column("锚点", "the key of the corrected row")
    field: Text = column("字段", "the corrected column")
    who: Text = column("更正人", "who decided")
    made_at: Time = column("更正时间", "when")
    old: Text | None = column("原值", "what was read")
    new: Text | None = column("新值", "what holds instead")
    reason: Text | None = column("理由", "why")
    quote: Text | None = column("原文", "the exact characters it rests on")
