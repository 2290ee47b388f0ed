"""Reports of invented agencies as Word files: prose in every written form of money, headings in every style, a form, an account page.

A seed gives a report; `typed` says whether its heading numbers are characters or Word's automatic numbers.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

PLACES = ("衡阳市", "临沂市", "保山市", "宜宾市")
OFFICES = ("体育局", "粮食和物资储备局", "档案馆", "水文监测中心")
PROJECTS = ("全民健身路径更新", "应急粮库维修改造", "馆藏档案数字化加工", "河道断面水质监测")
DIGITS = "〇一二三四五六七八九十"
LADDERS: tuple[tuple[Callable[[int], str], ...], ...] = (
    (lambda n: f"{DIGITS[n]}、", lambda n: f"（{DIGITS[n]}）", lambda n: f"{n}."),
    (lambda n: f"第{DIGITS[n]}部分 ", lambda n: f"{DIGITS[n]}、", lambda n: f"（{DIGITS[n]}）"),
    (lambda n: f"{DIGITS[n]}、", lambda n: f"{n}、", lambda n: f"（{n}）"),
    (lambda n: f"{DIGITS[n]}、", lambda n: chr(0x3220 + n - 1), lambda n: f"{chr(0xFF10 + n)}．"),
    (lambda n: f"{n}.", lambda n: f"{n}）", lambda n: chr(0x2460 + n - 1)),
)
# Word's automatic numbers for the first ladder: format and text of each level.
LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


class Paper:
    """A Word file that is being written."""

    def __init__(self, seed: int, typed: bool = True) -> None:
        self.dice, self.typed = random.Random(seed), typed
        self.ladder = LADDERS[seed % len(LADDERS)] if typed else LADDERS[0]
        self.indented, self.counts = self.dice.random() < 0.7, [0, 0, 0]
        self.document: Any = docx.Document()
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = "Times New Roman", Pt(self.dice.choice((12, 14, 16)))
        style.element.rPr.rFonts.set(qn("w:eastAsia"), self.dice.choice(("宋体", "仿宋_GB2312", "黑体")))
        style.paragraph_format.space_after = Pt(self.dice.choice((0, 6, 10)))
        if not typed:
            _numbering(self.document)

    def line(self, text: str, at: Any = None, size: float | None = None, bold: bool | None = None) -> None:
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(text)
        run.font.size, run.bold, paragraph.alignment = size and Pt(size), bold, at

    def prose(self, text: str) -> None:
        self.line(text)
        if self.indented:
            style = self.document.styles["Normal"]
            self.document.paragraphs[-1].paragraph_format.first_line_indent = style.font.size * 2

    def heading(self, depth: int, title: str) -> None:
        self.counts[depth:] = [self.counts[depth] + 1] + [0] * (2 - depth)
        number = self.ladder[depth](self.counts[depth]) if self.typed else ""
        self.line(number + title, bold=self.dice.random() < 0.5 or None)
        if not self.typed:
            numbered = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>'
            self.document.paragraphs[-1]._p.get_or_add_pPr().append(parse_xml(numbered))

    def table(self, rows: list[list[str]], widths: list[float] | None = None) -> None:
        """A grid: `<` continues the cell at the left, `^` the one above."""
        table = self.document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for top, row in enumerate(rows):
            for left, text in enumerate(row):
                if text in ("<", "^"):
                    continue
                right = next((n for n in range(left + 1, len(row)) if row[n] != "<"), len(row))
                below = next((n for n in range(top + 1, len(rows)) if rows[n][left] != "^"), len(rows))
                cell = table.cell(top, left).merge(table.cell(below - 1, right - 1))
                cell.text = text
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.space_after = Pt(0)
                    for run in paragraph.runs:
                        run.font.size = Pt(9)

    def footer(self) -> None:
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.add_run("— ")
        paragraph._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
        paragraph.add_run(" —")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _numbering(document: Any) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(LEVELS)
    )
    root = document.part.numbering_part.element
    root.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>')
    )
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def write(seed: int, path: Path, typed: bool = True) -> None:
    """The report of a seed."""
    paper = Paper(seed, typed)
    dice = paper.dice
    place, office, project = PLACES[seed % 4], OFFICES[seed % 3], PROJECTS[(seed // 2) % 4]
    year = 2019 + seed % 5
    paper.line(f"{place}{office}{year}年度项目支出绩效自评报告", WD_ALIGN_PARAGRAPH.CENTER, 18, True)
    paper.footer()
    notice = f"《关于开展{year}年度市级项目支出绩效自评工作的通知》（财绩函〔{year + 1}〕{dice.randint(2, 98)}号）"
    paper.prose(f"根据{notice}要求，现将自评情况报告如下：")
    _project(paper, project, year)
    _account(paper, year)
    paper.heading(0, "自评表")
    _form(paper, f"{place}{office}", project, year)
    paper.line(f"{place}{office}", WD_ALIGN_PARAGRAPH.RIGHT)
    paper.line(f"{year + 1}年{dice.randint(1, 12)}月{dice.randint(1, 28)}日", WD_ALIGN_PARAGRAPH.RIGHT)
    paper.document.save(str(path))


def _project(paper: Paper, project: str, year: int) -> None:
    money, dice = lambda: _money(paper.dice), paper.dice
    paper.heading(0, "项目基本情况")
    paper.heading(1, "项目资金情况")
    paper.prose(f"{project}项目{year}年预算安排{money()}，其中：市级财政资金{money()}，上年结转资金{money()}，资金已全部到位。")
    paper.prose(f"截至{year}年12月31日，项目实际支出{money()}，预算执行率{_percent(dice)}，结余{money()}已由市财政收回。")
    paper.heading(1, "项目绩效目标")
    paper.prose(
        "　　通过项目实施，改善服务设施条件，“十四五”规划任务如期完成，群众满意度不断提高。" if paper.indented else "完成年度任务。"
    )
    paper.heading(0, "绩效目标完成情况")
    paper.heading(1, "产出指标完成情况")
    for n, label in enumerate(("数量指标", "质量指标", "时效指标")):
        paper.heading(2, label)
        paper.prose(
            f"全年完成更新{dice.randint(2, 900)}处，验收合格率{_percent(dice)}，第{n + 1}批任务于{year}年{dice.randint(6, 12)}月完成。"
        )
    paper.heading(1, "效益指标完成情况")
    paper.prose(f"社会效益指标：惠及群众{dice.randint(1, 90)}.{dice.randint(1, 9)}万人次，服务对象满意度达到{_percent(dice)}。")
    paper.heading(0, "存在的问题和改进措施")
    paper.prose(f"一是部分合同款{money()}尚未支付；二是资金支付进度偏慢，较上年下降{_percent(dice)}。下一步将加快执行进度。")


def _account(paper: Paper, year: int) -> None:
    money, dice = lambda: _money(paper.dice), paper.dice
    paper.heading(0, "收入支出决算总体情况说明")
    paper.prose(
        f"{year}年度收入支出总计{money()}，与上年相比增加{money()}，增长{_percent(dice)}。本年收入合计{money()}，"
        f"其中：财政拨款收入{money()}，占{_percent(dice)}；其他收入{money()}，占{_percent(dice)}。"
    )
    paper.prose(
        f"文化旅游体育与传媒支出（类）体育（款）体育场馆（项）。年初预算为{money()}，支出决算为{money()}，"
        f"完成年初预算的{_percent(dice)}，决算数小于预算数的主要原因是工程跨年度结算。"
    )
    paper.prose(f"“三公”经费财政拨款支出预算为{money()}，支出决算为{money()}，完成预算的{_percent(dice)}。")


def _form(paper: Paper, agency: str, project: str, year: int) -> None:
    dice = paper.dice
    budget, spent = dice.randint(20_000, 900_000), dice.randint(10_000, 20_000)
    amounts = [f"{value / 100:,.2f}" if dice.random() < 0.5 else f"{value / 100:g}" for value in (budget, budget, spent)]
    funds = [*amounts, "10", f"{spent / budget:.2%}", f"{10 * spent / budget:.2f}"]
    indicators = []
    for level1, level2, rows in (
        ("产出指标\n（50分）", "数量指标", ("更新设施数量", "培训管理人员人次")),
        ("^", "质量指标", ("验收合格率",)),
        ("^", "时效指标", ("任务完成及时率",)),
        ("效益指标\n（30分）", "社会效益指标", ("服务群众人次", "就近服务覆盖率")),
        ("满意度指标\n（10分）", "服务对象满意度指标", ("受益群众满意度",)),
    ):
        for n, name in enumerate(rows):
            target = dice.randint(50, 99)
            unit = "%" if name.endswith(("率", "度")) else dice.choice(("处", "人次"))
            score = dice.choice(("8", "10", "9.5", "０"))
            values = [name, f"≥{target}{unit}", f"{target + dice.randint(-9, 9)}{unit}", "10", score]
            indicators.append(
                [level1 if not n else "^", level2 if not n else "^", *values, dice.choice(("", "", "雨季停工，\n已调整进度"))]
            )
    paper.table(
        [
            ["项目名称", "<", project, "<", "<", "<", "<", "<"],
            ["主管部门", "<", agency, "<", "<", "实施单位", agency, "<"],
            ["项目资金\n（万元）", "<", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            ["^", "年度资金总额", *funds],
            ["^", "其中：财政拨款", *funds[:3], "—", funds[4], "—"],
            ["^", "其他资金", "", "0", "0.00", "—", "", "—"],
            ["年度总体目标", "预期目标", "<", "<", "实际完成情况", "<", "<", "<"],
            [
                "^",
                f"完成{dice.randint(3, 60)}处设施更新，保障正常开放。",
                "<",
                "<",
                f"已完成{dice.randint(3, 60)}处设施更新。",
                "<",
                "<",
                "<",
            ],
            ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
            *indicators,
            ["总分", "<", "<", "<", "<", "100", f"{dice.randint(80, 99)}.{dice.randint(0, 9)}", ""],
        ]
    )


def _money(dice: random.Random) -> str:
    value, form = dice.randint(1_000, 99_999_999), dice.randrange(8)
    yuan, wan = f"{value / 100:,.2f}", f"{value / 10000:.2f}"
    wide = "".join(chr(ord(c) + 0xFEE0) if c in "0123456789,." else c for c in f"{value // 1000:,}")
    return (
        f"{wan}万元",
        f"{float(wan):,}万元",
        f"{wan} 万元",
        f"{yuan}元",
        f"{value // 10000 + 1}万",
        f"{wide}万元",
        f"{value / 1e7:.4f}亿元",
        f"{yuan} 元",
    )[form]


def _percent(dice: random.Random) -> str:
    return dice.choice(
        (
            f"{dice.randint(40, 9999) / 100:.2f}%",
            f"{dice.randint(1, 100)}%",
            "百分之九十八点五",
            "100.00 %",
            f"{dice.randint(1, 99)}.{dice.randint(1, 9)}％",
        )
    )
