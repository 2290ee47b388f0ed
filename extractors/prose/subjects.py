"""What an amount is about: the words before it without lead-ins, years, cues and fillers.

Where patterns leave open where a long phrase begins, jieba tells the last verb before it; it is loaded only then.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from extractors.document import Span
from extractors.frozen import frozen
from extractors.prose.clauses import has_letter, once_if_short
from patterns.loader import HAN

LEAD_IN = re.compile(
    r"^(?:(?:截至|截止)[^，,。；;]{2,16}?(?:日|末|底|[0-9]月)(?:[，,]|(?=[尚仍还])|$)|(?:截至|截止)[^，,。；;]{0,12}?(?:[0-9]日|[年月季]度?末|[年月季]度?底)|[\s、，,：:；;·.．\-—]|其中|中(?=有|已|尚|仍)|主要|具体|包括|包含|分别|以及|另外|此外|同时|和(?![平谐])|及(?![时格])|与(?!会)|并(?![网购轨])|现(?![金代有状场行])|本年度?(?!(?:收入|支出)(?:为|共计?)?$)|当年|全年|今年|我(?:[局县市区州镇乡校院委厅办]|单位|部门|中心)"
    r"|(?:截至|截止)(?:当年|本年)?(?:年底|年末|目前)"
    r"|(?:截至|截止|至)?(?:评价基准日)?\s*20[0-9]{2}\s*年(?:度|初|末|底)?(?:\s*[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日|底|末)?)?"
    r"|[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．](?![0-9])|[①-⑳]|[一二三四五六七八九十]是|项目[一二三四五六七八九十]+：)+"
)
# The fillers that end a clause (…共计为, …合计为, …达到, 仅), from its last character to the left.
TRAILING = re.compile(
    r"[（(]?(?:[\s：:，,、各均共为是仅了]|达(?!下)|约(?!节)|计共|(?<=为)计[合总]|到达|有只|币民人|的?年[0-9]{4}[比较从自由到至为])*"
)
GENERIC = re.compile(
    r"(?!项目支出(?:预算|决算|结转|结余)*数?$)(?:[该本此]?项目)?(?:有|全年|年初|年中|调增|调减|年度|当年|调整后|本年|实际|累计|已|共|均|全部|总|预算|资金|经费|支出|收入|决算|计划|概算|估算|安排|下达|投资|投入|使用|支付|执行|完成|拨付|到位|金额|数|比例|率|合计|的|比|较|与"
    r"|尚有|尚余|仍有|还有|年末|结转|结余|剩余|尚余|收回|追加|压减|退回|上年|去年|20[0-9]{2}年|相比|增加|减少|增长|下降|上升|降低|占"
    r"|[较比](?:上年|去年)?(?:年初)?(?:预算)?(?:节约|节省|压减|压缩)|实[征收]|应[征收]|[尚仍还]?欠|少|多|调整[为到至]?|同比|同期|[低高]于|仅|增[收支]|减[收支]|[增减降]幅|可比|年)*"
)
ACCOUNT = re.compile(
    r"(?:本年|当年|年中|年末|年初|上年|累计)*(?:追加|调增|调减|剩余|结转|结余|结转和?结余|调整后预算)(?:数|资金|金额|收入)?"
)
POINTS_BACK = ("该项目", "本项目", "此项目")
TOTAL = re.compile(
    r"(?:本年|当年)?(?:收入|支出)(?:合计|总计)|本年(?:收入|支出)|(?:以上|上述|[两三四五六七八九]项)*(?:合计|共计|总计)(?:支出|支付|使用|投入|安排)"
)
# 年初预算数, 支出决算: from the last character to the left.
MEASURED = re.compile(r"(?:数|额总|额金)?(?:排安算预|入收算预|行执算预|算[预决]|行执)(?:年[全当]|[初中]年|后?整调|出支)?")
NOUN = re.compile(r"[数率额比较]|增|减|降|结转|结余|追加|调整|(?:预算|决算)$")
SPREAD = re.compile(rf"^(?P<names>[^，。；]{{2,60}}?)(?:各|分别)(?P<verb>[{HAN}]{{0,4}})$")
BOTH_SIDES = re.compile(r"^(?P<before>.*?)收(?:入)?、支(?:出)?(?P<after>总计|合计|决算)?$")
BETWEEN = re.compile(r"[和及与]")
JOINED_NAME = re.compile(r"(?:社会保障和就业|商品和服务|对个人和家庭(?:的)?补助|结转和结余)[^、和及与]*$")
FILLERS = ("为", "是", "达")
SHORTEST = 3
TAGGED = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._]+")  # jieba cuts every such run by itself
LONGEST = 28  # a subject phrase longer than this is cut at its last verb


@frozen
class Subject:
    """The words and where they stand; `generic` ones (实际支出) say nothing without their sentence's topic."""

    text: str
    span: Span
    generic: bool = False
    measured: str | None = None  # a generic word of its own behind the topic it takes up (公务接待费 + 决算数)

    @property
    def told(self) -> str:
        return self.measured or self.text

    @property
    def total(self) -> bool:
        """本年支出合计: of the whole account, whatever was told before."""
        return ("计" in self.text or self.text.startswith("本年")) and TOTAL.fullmatch(self.text) is not None

    @property
    def pronoun(self) -> bool:
        """该项目全年预算: words that point back to a project named before."""
        return self.generic and self.text.startswith(POINTS_BACK)

    @property
    def account(self) -> bool:
        """年末结转, 年中追加: generic, but a line of the account by itself."""
        return ACCOUNT.fullmatch(self.text) is not None

    def taken_up(self, own: Subject | None) -> Subject:
        """This topic, as the words of another amount take it up."""
        if own is None or own is self:
            return self
        stem = _stem(self.text)
        if len(stem) < SHORTEST:
            return self
        if own.account and (self.total or self.text.endswith("收入")):
            return own
        measured = stem + own.text if _is_noun(own.text) else stem  # 已支付 is told by the measure
        return Subject(self.text, self.span, self.generic, measured)


def _stem(name: str) -> str:
    """公务接待费 of 公务接待费预算数."""
    measured = MEASURED.match(name[::-1])
    return name[: len(name) - measured.end()] if measured else name


@once_if_short
def _is_noun(words: str) -> bool:
    return NOUN.search(words) is not None


def subject(clause: str, block: int, offset: int) -> Subject | None:
    """The subject a clause names; None where nothing is left of it."""
    found = phrase(clause)
    if found is None:
        return None
    text, start, generic = found
    return Subject(text, Span(block, offset + start, offset + start + len(text)), generic)


@once_if_short
def phrase(clause: str) -> tuple[str, int, bool] | None:
    """The words of the subject, where they begin, and whether they are generic."""
    start = _after_lead_in(clause)
    fillers = TRAILING.match(clause[start:][::-1])
    end = len(clause) - (fillers.end() if fillers else 0)
    words = clause[start:end]
    if not has_letter(words):
        return None
    if len(words) > LONGEST:
        start += _noun_start(words)
        again = _after_lead_in(clause[start:end])
        start += again if end - start - again >= SHORTEST else 0
        words = clause[start:end]
    return words, start, GENERIC.fullmatch(words) is not None


def _after_lead_in(clause: str) -> int:
    found = LEAD_IN.match(clause)
    return found.end() if found else 0


def spread(clause: str, block: int, offset: int) -> list[Subject]:
    """The subjects of "A、B各增加": one for each amount that follows; empty where nothing is distributed."""
    if "各" not in clause and "分别" not in clause:
        return []
    start = _after_lead_in(clause)
    found = SPREAD.match(clause[start:])
    if found is None:
        return []
    span = Span(block, offset + start, offset + start + found.end("names"))
    sides = BOTH_SIDES.match(found["names"])
    both = [f"{sides['before']}{side}{sides['after'] or ''}" for side in ("收入", "支出")] if sides else []
    names = both or _listed(found["names"])
    verb = "" if found["verb"] in FILLERS else found["verb"]
    return [Subject(name + verb, span) for name in names] if len(names) > 1 else []


def _listed(names: str) -> list[str]:
    """公共卫生、社会保障和就业、教育: a list parted by 、 is joined by 和 before its last member alone."""
    *first, last = names.split("、")
    joined = [last] if JOINED_NAME.search(last) else BETWEEN.split(last)
    return [*first, *joined]


@lru_cache(maxsize=1024)  # the words before an amount are asked again as the topic of the next one
def _noun_start(phrase: str) -> int:
    """Where the noun phrase at the end of a long phrase begins: behind its last verb with room for a name after it."""
    for run in reversed(list(TAGGED.finditer(phrase))):
        start, at = 0, run.start()
        for word, flag in _tagger().cut(run[0]):
            at += len(word)
            if flag == "v" and len(phrase) - at >= 4:
                start = at
        if start:
            return start
    return 0


@cache
def _tagger() -> Any:
    import jieba
    import jieba.posseg

    jieba.setLogLevel("ERROR")
    jieba.add_word("转移支付", tag="n")  # no verb ends within it
    return jieba.posseg
