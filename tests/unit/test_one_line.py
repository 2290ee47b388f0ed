"""A report whose line ends are lost is cut where its title, headings and paragraphs began."""

from __future__ import annotations

from extractors.document import Block
from extractors.layout.one_line import parted
from extractors.readers import read as document_of
from extractors.report import read

TOLD = "我镇渡口年久失修，群众出行不便，镇里多次研究后决定分两批修缮，先修东渡口，再修西渡口，并为渡船配齐救生设备"
WRITTEN = (
    "附件3四川省青川县2019年度渡口修缮补助资金绩效自评报告为做好自评工作，根据县里要求，我校成立了自评小组，现将结果报告如下："
    f"一、基本情况（一）渡口概况{TOLD}（二）资金及项目绩效目标我校2019年安排渡口修缮补助资金60万元，用于修好两处渡口"
    f"二、资金使用及管理情况我校实际支出58万元，{TOLD}。{TOLD}三、存在的问题及原因分析暂无，四、几点建议拨款应早一点"
)


def texts(*lines: str) -> list[str]:
    return [block.text for block in parted([Block(order, "paragraph", line) for order, line in enumerate(lines)])]


def test_title_and_headings_of_one_line_are_cut_where_their_numbers_count_on() -> None:
    assert [text[:12] for text in texts(WRITTEN)] == [
        "附件3四川省青川县201",
        "为做好自评工作，根据县里",
        "一、基本情况",
        "（一）渡口概况",
        "我镇渡口年久失修，群众出",
        "（二）资金及项目绩效目标",
        "我校2019年安排渡口修",
        "二、资金使用及管理情况",
        "我校实际支出58万元，我",
        "三、存在的问题及原因分析",
        "暂无，",
        "四、几点建议",
        "拨款应早一点",
    ]


def test_the_blocks_of_a_cut_line_count_on() -> None:
    blocks = parted([Block(0, "paragraph", "某某文库"), Block(1, "paragraph", WRITTEN), Block(2, "paragraph", "完")])
    assert [block.order for block in blocks] == list(range(len(blocks)))
    assert blocks[0].text == "某某文库"
    assert blocks[-1].text == "完"


def test_the_report_in_one_line_has_its_title_outline_and_project() -> None:
    found = read(document_of(WRITTEN.encode(), "x.txt"))
    assert found.identity.title == "四川省青川县2019年度渡口修缮补助资金绩效自评报告"
    assert [(one.number, one.depth) for one in found.sections] == [
        ("一、", 1),
        ("（一）", 2),
        ("（二）", 2),
        ("二、", 1),
        ("三、", 1),
        ("四、", 1),
    ]
    assert [one.text for one in found.projects.all] == ["渡口修缮补助资金"]


def test_a_paragraph_among_others_that_counts_within_itself_stays_whole() -> None:
    others = [f"{TOLD}。" * 3] * 4
    assert texts(*others, WRITTEN) == [*others, WRITTEN]


def test_sentences_that_count_on_without_a_chapters_name_stay_one_paragraph() -> None:
    line = f"主要做法：一、修好渡口，{TOLD}。二、更新渡船，{TOLD}。三、管好渡工，{TOLD}。四、按月检查，{TOLD}。" * 2
    assert texts(line) == [line]


def test_blanks_left_of_lost_paragraphs_part_them() -> None:
    line = f"{TOLD}如下：   一、基本情况   （一）渡口概况。{TOLD}。   {TOLD}。　　{TOLD}。{TOLD}。{TOLD}。{TOLD}。"
    assert texts(line)[:3] == [f"{TOLD}如下：", "一、基本情况", "（一）渡口概况。"]
    assert len(texts(line)) == 6


def test_a_chapter_that_opens_a_sentence_is_no_heading_without_its_own_number() -> None:
    line = f"一、基本情况{TOLD}，主要是：（2）资金使用情况不够理想，{TOLD}。{TOLD}。二、存在问题{TOLD}。{TOLD}。"
    assert not any(text.startswith("（2）") for text in texts(line))
