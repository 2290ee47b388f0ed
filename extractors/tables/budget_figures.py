"""`budget_figures`: every money amount of prose and of evaluation forms, with its role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import regex

from extractors.document import Block, Span
from extractors.frozen import frozen, maker
from extractors.prose.funds import fund
from extractors.prose.indicators import is_label
from extractors.prose.spot import Told
from extractors.prose.subjects import Subject
from extractors.read import Read
from extractors.row import Fact, Key, Rate, Text, Texts, Year, Yuan, all_plain, column, plain, printed_at
from extractors.vocabulary import DIRECTIONS, FUND_SOURCES, MEASURES
from patterns.loader import load

_NAME = r"([“\p{Han}、”]{2,40}?)"
CATEGORY = regex.compile(
    rf"(?<![\p{{Han}}]){_NAME}[（(][0-9]*类[）)](?:支出)?(?:{_NAME}[（(][0-9]*款[）)](?:支出)?(?:{_NAME}[（(][0-9]*项[）)])?)?"
    rf"|(?<![\p{{Han}}]){_NAME}[（(][0-9]*款[）)](?:支出)?(?:{_NAME}[（(][0-9]*项[）)])?|(?<![\p{{Han}}]){_NAME}[（(][0-9]*项[）)]"
)
ENDS_CATEGORY = re.compile("[类款项][）)]")
_CLAUSE_END = regex.compile(r"[，。；：,;\n]")
_TIER_WITHIN = 30
TIERS = ("central", "provincial", "local")

Category = tuple[tuple[str, ...], Span]  # 类, 款 and 项, and where the innermost stands


@frozen(kw_only=True)
class BudgetFigure(Fact):
    TABLE = "budget_figures"
    KEY = "figure_id"
    LETTER = "f"
    LABEL = "资金数"
    ABOUT = "one money amount of prose or of an evaluation form; its anchor is the printed number"

    project_id: Key | None = column("项目", "the project it belongs to")
    section_id: Key | None = column("所在章节", "the innermost section it stands in")
    subject: Text | None = column("名目", "what the money is for or of")
    measure: Text = column("口径", "budget, executed, income …", MEASURES)
    fund_source: Text | None = column("资金来源", "null wherever no word names it", FUND_SOURCES)
    category_path: Texts | None = column("类款项", "类, 款, 项 as printed")
    year: Year | None = column("年度", "the year the amount is about")
    amount_yuan: Yuan = column("金额（元）", "in yuan")
    amount_text: Text = column("金额原文", "as printed, with its unit if adjacent")
    direction: Text | None = column("方向", "for measure change", DIRECTIONS)
    share: Rate | None = column("占比", "the share of a total printed beside it")
    repeat_of: Key | None = column("重复于", "the figure that told it first")
    part_of: Key | None = column("隶属合计", "the total it is a part of")


_row = maker(BudgetFigure)


def extract(read: Read) -> Iterator[BudgetFigure]:
    """Amounts of forms first; prose tells the rest, what stands in an indicator's target or actual apart."""
    of_forms = list(_from_forms(read))
    yield from of_forms
    taken = {figure.anchor for figure in of_forms}
    funds = _funds_of_names(read)
    own = [one for one in zip(read.told, read.owners, strict=True) if one[0].mention.kind == "amount" and one[0].mention.span not in taken]
    blocks, spans = read.document.blocks, [told.mention.span for told, _ in own]
    texts = all_plain([blocks[order].text[start:end] for order, start, end in spans])
    number, of_account = -1, False
    for (told, project), span, text in zip(own, spans, texts, strict=True):
        block = blocks[span.block]
        if span.block != number:
            number, of_account = span.block, _is_of_account(block.text)
        yield _figure(read, told, project, block, text, funds, _category(block.text, span) if of_account else None)


def _is_of_account(text: str) -> bool:
    """Whether a text prints the 类, 款 or 项 of an account line."""
    return ("）" in text or ")" in text) and ENDS_CATEGORY.search(text) is not None


def _figure(
    read: Read, told: Told, project: Span | None, block: Block, text: str, funds: Mapping[Span | None, str], category: Category | None
) -> BudgetFigure:
    mention, about = told.mention, told.subject
    assert mention.value is not None  # an amount without a value is no mention
    unit = (printed_at("unit", mention.unit_span),) if mention.unit_span else ()
    subject = category[1] if category and _says_nothing(about) else about.span if about else None
    return _row(
        anchor=mention.span,
        rule=told.rule,
        source="table" if block.kind == "cell" else "narrative",
        evidence=unit
        + ((printed_at("subject", subject),) if subject else ())
        + ((printed_at("category_path", category[1]),) if category else ()),
        project_id=None if project is None else read.projects.keys[project],
        section_id=read.section_keys[mention.span.block],
        subject=plain(read.document.text(category[1])) if category and subject == category[1] else _subject(read, told, project),
        measure=told.role,
        fund_source=told.fund_source or (_lent(funds[project], told, block.text) if project in funds else None),
        year=told.year or read.identity.fiscal_year,
        amount_yuan=mention.value,
        amount_text=text,
        direction=told.direction,
        category_path=category[0] if category else None,
    )


def _says_nothing(about: Subject | None) -> bool:
    """年初预算 of an account line, or the rest of its 类款项 after a long name was cut."""
    return about is None or about.generic or ENDS_CATEGORY.search(about.text) is not None


def _subject(read: Read, told: Told, project: Span | None) -> str | None:
    """A cost label alone (成本指标：0.55万元) or a word that points back (该项目全年预算) is about its project."""
    about = told.subject
    if about is not None and not is_label(about.text) and not (project and about.generic and about.pronoun):
        return plain(about.measured or about.text)
    return plain(read.document.text(project)) if project else None


def _category(text: str, span: Span) -> Category | None:
    """类, 款, 项 of an account line: the last ones named before the amount in its line; and where the innermost stands."""
    start = max(text.rfind("；", 0, span.start), text.rfind("\n", 0, span.start)) + 1
    found = max(CATEGORY.finditer(text, start, span.start), key=lambda match: match.start(), default=None)
    if found is None:
        return None
    last = max(group for group in range(1, CATEGORY.groups + 1) if found[group])
    return tuple(name.strip("“”") for name in found.groups() if name), Span(span.block, found.start(last), found.end())


def _funds_of_names(read: Read) -> dict[Span | None, str]:
    """The tier of government that the names of projects tell (中央水利救灾资金)."""
    named = [(project.name, fund(read.document.text(project.name))) for project in read.projects.all]
    tiers = {project: tier for project, tier in named if tier in TIERS}
    return {project: tier for project, tier in tiers.items() if project not in _divided(read, tiers)} if tiers else {}


def _divided(read: Read, tiers: Mapping[Span, str]) -> set[Span | None]:
    """The projects whose money a sentence divides among several tiers: 共安排90万元，其中中央资金60万元，县级配套30万元."""
    heads: dict[tuple[Span | None, Span], set[str]] = {}
    for told, project in zip(read.told, read.owners, strict=True):
        if project in tiers and told.head is not None and told.head.fund_source is None and told.fund_source in TIERS:
            heads.setdefault((project, told.head.mention.span), set()).add(told.fund_source)
    return {project for (project, _), found in heads.items() if len(found) > 1}


def _lent(fund: str, told: Told, text: str) -> str | None:
    """A fund that bears its source in its name gives it to its parts, not to what other tiers or all of them add."""
    return None if told.role == "other" or _is_of_tiers(text, told.mention.span.start) else fund


def _is_of_tiers(text: str, at: int) -> bool:
    """Whether the words right before an amount name another tier of government, or all tiers together."""
    before = _CLAUSE_END.split(text[max(0, at - _TIER_WITHIN) : at])[-1]
    return any(meaning.told_by(before) for meaning in load("fund_tiers"))


def _from_forms(read: Read) -> Iterator[BudgetFigure]:
    for facts in read.forms:
        for money in facts.money:
            mention = money.mention
            if mention.value is None:
                continue
            unit = (printed_at("unit", mention.unit_span),) if mention.unit_span else ()
            yield _row(
                anchor=mention.span,
                rule="form.funds" if money.measure_label else "form.cost",
                source="table",
                evidence=unit + tuple(printed_at(field, span) for field, span in money.labels),
                project_id=read.project_key(facts.project or read.project_at(mention.span, money.subject or None)),
                section_id=read.section_key(mention.span),
                subject=money.subject or None,
                measure=money.measure,
                fund_source=money.source,
                year=money.year or facts.form.year or read.identity.fiscal_year,
                amount_yuan=mention.value,
                amount_text=plain(read.document.text(mention.span)),
                direction=money.direction,
            )
