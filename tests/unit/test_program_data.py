"""What programs wrote for programs is told from what people wrote."""

from __future__ import annotations

import pytest

from extractors import readers
from extractors.document import Unreadable
from extractors.layout.program_data import language

REPORT = "白沙镇2022年度项目支出绩效自评报告\n一、项目概况\n全年预算3.5万元，支出3.2万元。\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"title": "白沙镇", "budget": 35000}', "JSON"),
        ('\n [\n  {"预算": [1, 2', "JSON"),  # cut off
        ('{"a": 1}\n{"a": 2}\n', "JSON"),
        ('["甲", "乙"]', "JSON"),
        ("{}", "JSON"),
        ('<?xml version="1.0"?>\n<报告><预算>3.5', "XML"),
        ("<项目><预算>35000</预算></项目>", "XML"),
        ('<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML"),
        ("[2022]15号文件\n" + REPORT, None),
        ("[附件1]\n" + REPORT + "[完]", None),
        ("{附件}\n" + REPORT, None),
        ("<白沙镇>\n" + REPORT, None),
        ("<<白沙镇预算>>\n" + REPORT, None),
        ("“甲”：1\n" + REPORT, None),
        (REPORT, None),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_json_and_xml_are_told_from_words(text: str, told: str | None, encoding: str) -> None:
    data = text.encode(encoding)
    assert language(data) == told
    if told is None:
        assert "绩效自评报告" in "".join(block.text for block in readers.read(data, "报告.txt").blocks)
    else:
        with pytest.raises(Unreadable, match=f"报告.txt is {told}, written for programs .* run again"):
            readers.read(data, "报告.txt")


@pytest.mark.parametrize("depth", [50_000])
def test_what_nests_without_end_is_asked_once(depth: int) -> None:
    assert language(b"[" * depth + b"]" * depth) in ("JSON", None)
    assert language(b"<a>" * depth + b"</a>" * depth) in ("XML", None)


def test_pages_and_notes_are_read_as_before() -> None:
    for text in ("<html><body><p>支出3.2万元</p></body></html>", "# 标题\n\n支出3.2万元\n", "项目,预算\n道路,3\n桥梁,4\n"):
        assert readers.read(text.encode(), "报告").blocks
