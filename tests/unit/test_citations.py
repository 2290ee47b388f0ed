"""Cited policies, in the brackets and with the slips of real reports. Every title is invented or a national law."""

import pytest

from extractors.document import Block, Document
from extractors.identity import Identity
from extractors.read import Read
from extractors.tables.citations import Citation, extract


def cited(*texts: str, kind: str = "paragraph") -> list[Citation]:
    document = Document("示例.txt", "txt", tuple(Block(n, kind, text) for n, text in enumerate(texts)), "test")
    read = Read(document=document, identity=Identity(), sections=(), section_of=(None,) * len(texts), grids=(), mentions=())
    return list(extract(read))


def told(text: str) -> list[tuple[str | None, str | None]]:
    return [(c.title, c.number) for c in cited(text)]


@pytest.mark.parametrize(
    "number",
    [
        "财预〔2020〕10号",
        "财预[2020]10号",
        "财预［2020］10号",
        "财预（2020）10号",
        "财预(2020)第10号",
        "财预【2020】10 号",
        "财预〔2020〕）10号",
        "财预2020〕10号",
        "财预[202010号]",
        "财预2020（10）号",
        "财预〔二〇二〇〕10号",
        "财预〔２０２０〕１０号",
    ],
)
def test_a_number_is_read_in_every_bracket_style_behind_its_title_and_alone(number: str) -> None:
    assert told(f"按照《项目支出管理办法》（{number}）执行") == [("项目支出管理办法", number)]
    alone = cited(f"根据{number}文件要求")
    assert [(c.title, c.number, c.year) for c in alone] == [(None, number, 2020)]


@pytest.mark.parametrize("lead", ["涉及", "下达文件包括", "依据是"])
def test_what_leads_to_a_number_is_no_part_of_it(lead: str) -> None:
    assert told(f"资金{lead}皖财农〔2021〕9号、皖财农〔2021〕17号两个文件") == [(None, "皖财农〔2021〕9号"), (None, "皖财农〔2021〕17号")]


@pytest.mark.parametrize("number", ["国务院令第397号", "国务院第721号令", "财政部令第10号", "主席令第七十号", "市长令第12号"])
def test_an_order_has_a_number_and_no_year(number: str) -> None:
    (found,) = cited(f"《安全条例》（{number}）")
    assert (found.title, found.number, found.year) == ("安全条例", number, None)


def test_a_number_in_brackets_behind_a_title_needs_no_year_and_no_closing_word() -> None:
    assert told("《差旅费管理办法》（甲财第22号）、《实施细则》（甲财〔2017〕12）") == [
        ("差旅费管理办法", "甲财第22号"),
        ("实施细则", "甲财〔2017〕12"),
    ]


def test_a_number_stands_before_its_title_or_inside_it() -> None:
    assert told("依据甲财绩函〔2019〕3号《关于做好自评工作的通知》要求") == [("关于做好自评工作的通知", "甲财绩函〔2019〕3号")]
    assert told("《关于印发细则的通知（甲财〔2019〕4号）》") == [("关于印发细则的通知（甲财〔2019〕4号）", "甲财〔2019〕4号")]


def test_a_number_between_two_titles_belongs_to_the_one_whose_bracket_it_is_in() -> None:
    text = "《甲办法》（财预〔2011〕28号）《乙意见》（乙政发〔2013〕9号）、《丙通知》，丁政发〔2014〕1号《戊方案》"
    assert told(text) == [
        ("甲办法", "财预〔2011〕28号"),
        ("乙意见", "乙政发〔2013〕9号"),
        ("丙通知", None),
        ("戊方案", "丁政发〔2014〕1号"),
    ]


def test_every_occurrence_counts_and_a_conjunction_is_no_part_of_a_number() -> None:
    assert told("《预算法》和财预〔2018〕2号、《预算法》") == [("预算法", None), (None, "财预〔2018〕2号"), ("预算法", None)]
    assert told("和政办发〔2018〕3号") == [(None, "和政办发〔2018〕3号")]


@pytest.mark.parametrize(
    "text",
    [
        "《甲市日报》《党建周刊》",
        "《2019年度项目绩效评价报告》见附件",
        "《项目支出绩效自评表》",
        "《某某采购合同》",
        "《缺右括号的管理办法",
        "缺左括号的管理办法》",
        "某小区（2018）5号楼",
        "项目编号：5104012020000639号",
        "电话12345号，第5号",
    ],
)
def test_what_names_no_policy_is_not_cited(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "title",
    [
        "中华人民共和国预算法（2018修正）",
        "关于推进改革的意见（试行）",
        "关于印发<专项资金管理办法>的通知",
        "关于印发〈专项资金管理办法〉的通知",
        "应急能力提升行动计划（2020—2022年）实施方案",
        "关于印发《经费管理办法》的通知",
        "关于做好普查工作",
    ],
)
def test_a_title_is_kept_as_printed_with_what_it_nests(title: str) -> None:
    assert told(f"按照《{title}》，") == [(title, None)]


def test_a_title_that_is_never_closed_hides_no_later_one() -> None:
    assert told("《甲办法、《乙条例》") == [("乙条例", None)]


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("根据财政部印发的《项目管理办法》", "财政部"),
        ("依据国务院《关于加强监管的决定》", "国务院"),
        ("收到省财政厅、省教育厅《关于下达资金的通知》", "省财政厅、省教育厅"),
        ("按照人力资源和社会保障部《工伤保险条例》", "人力资源和社会保障部"),
        ("《示例市财政局关于开展自评的通知》", "示例市财政局"),
        ("《示例省财政厅转发财政部关于开展自评的通知》", "示例省财政厅"),
        ("省财政厅甲财绩〔2019〕3号《关于做好自评工作的通知》", "省财政厅"),
        ("转发财政部财库〔2019〕7号文", "财政部"),
        ("我局制定了《内部控制制度》", None),
        ("落实全部《管理办法》", None),
        ("修订《示例市安全条例》", None),
    ],
)
def test_the_issuer_is_told_where_it_is_printed(text: str, issuer: str | None) -> None:
    assert [c.issuer for c in cited(text)] == [issuer]


def test_the_anchor_is_the_number_else_the_title_and_the_rest_is_evidence() -> None:
    text = "根据财政部《甲办法》（财预〔2011〕28号）和《乙条例》"
    numbered, named = cited(text)
    assert text[numbered.anchor.start : numbered.anchor.end] == "财预〔2011〕28号"
    assert {e.field: text[e.span.start : e.span.end] for e in numbered.evidence} == {"title": "甲办法", "issuer": "财政部"}
    assert text[named.anchor.start : named.anchor.end] == "乙条例"
    assert named.evidence == ()


def test_a_citation_in_a_table_cell_says_so() -> None:
    assert [c.source for c in cited("《甲办法》", kind="cell")] == ["table"]


def test_the_number_a_report_bears_itself_is_no_citation() -> None:
    assert cited("报告编号：青诚咨字〔2023〕第12号") == []
    assert [c.number for c in cited("文号：财预〔2023〕12号")] == ["财预〔2023〕12号"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("由某财农〔2022〕7号和某财建〔2022〕9号下达", "某财建〔2022〕9号"),
        ("贵局某财函〔2022〕12号布置的任务", "某财函〔2022〕12号"),
        ("省级资金经某财社〔2022〕38号下达", "某财社〔2022〕38号"),
    ],
)
def test_another_number_whom_it_is_from_or_what_it_gave_is_no_part_of_a_number(text: str, number: str) -> None:
    assert told(text)[-1] == (None, number)
