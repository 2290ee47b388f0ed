"""One amount or percent in its sentence, and what the walk over the report remembers when it comes to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.document import Mention, Section, Span
from extractors.frozen import frozen
from extractors.prose.finds import hint
from extractors.prose.leads import Lead, RateWords, Words
from extractors.prose.subjects import Subject
from extractors.prose.years import year_of_account
from patterns.loader import asked

HEADING = asked("prose_headings")
LEAD = asked("prose_leads")
STAGED = hint((HEADING["done"], HEADING["planned"]))
BALANCES = ("opening_balance", "closing_balance")
BESIDE = ("prose.threshold", "prose.last_year")  # figures that are told in passing and have no parts
MEMORY = 12  # figures that a later enumeration may name


@frozen
class Told:
    """One amount or percent of prose; `role` is a measure, or a kind of rate. `within` is the figure it explains in brackets,
    `head` the one whose enumeration it stands in, `sentence` where its sentence begins."""

    mention: Mention
    role: str
    rule: str
    subject: Subject | None
    printed: str
    sentence: int
    year: int | None = None
    direction: str | None = None
    fund_source: str | None = None
    within: Told | None = None
    head: Told | None = None
    base: bool = False  # a percent right behind is of it (完成预算40万元的81.5%): its sentence is about another figure


@frozen
class Above:
    """The headings over a block, innermost first: all titles, those of headings alone, the line that the nearest has to itself, the year
    that one tells, and whether they speak of a budget that is done (2021年预算执行情况) or ahead (2022年预算草案)."""

    titles: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    line: Span | None = None
    year: int | None = None
    stage: str | None = None

    def under(self, section: Section) -> Above:
        """What stands above a block of a section within the last of these."""
        title = section.title
        if section.kind != "heading":
            return Above((title, *self.titles), self.headings, None, self.year, self.stage)
        stage = self.stage
        if STAGED.search(title) is not None:
            done, planned = HEADING["done"].search(title) is not None, HEADING["planned"].search(title) is not None
            if done != planned:
                stage = "done" if done else "ahead" if "草案" in title else None
        return Above(
            titles=(title, *self.titles),
            headings=(title, *self.headings),
            line=section.heading,
            year=year_of_account(title, self.year),
            stage=stage,
        )


@frozen
class Spot:
    """A number and the words before and behind it: where those before it begin, and where its sentence does."""

    mention: Mention
    lead: Lead
    begin: int
    tail: str
    above: Above
    sentence: int
    printed: str


@frozen
class RateSpot(Spot):
    """A percent."""

    words: RateWords


@frozen
class AmountSpot(Spot):
    """An amount; `more` tells that another number follows in its sentence, `listed` that 、 stands before it."""

    words: Words
    more: bool
    listed: bool


@dataclass(slots=True)
class Flow:
    """What the walk remembers: figures of the sentence, the head of an enumeration and the plan it belongs to, the topic."""

    last: Told | None = None
    said: list[Told] = field(default_factory=list)
    head: Told | None = None
    planned: Told | None = None
    topic: Subject | None = None
    earlier: Subject | None = None  # what the sentence before in its paragraph told of
    topic_fund: str | None = None
    funded: Subject | None = None  # the topic that the fund was named for
    names: list[Subject] | None = None
    shared: list[Subject] = field(default_factory=list)
    opened: Told | None = None
    rate: Told | None = None  # the last one of the sentence
    aim: tuple[int, int] | None = None  # block and start of a sentence that tells what is aimed at
    lent: str | None = None  # what the words before a colon say of every amount of their sentence
    outer: list[Told] = field(default_factory=list)  # heads of the enumerations around the one that goes on
    fund: str | None = None  # of the sentence
    label: str | None = None  # the fund that the paragraph is labelled with
    money: bool = False
    about_money: bool = False
    cost: bool = False
    planning: bool = False
    settling: bool = False
    fiscal_year: int | None = None
    year: int | None = None  # what the sentence speaks of, else its heading
    years: list[int] = field(default_factory=list)  # of the next numbers of a list
    all_years: list[int] = field(default_factory=list)  # of a list that another may follow
    uses: bool = False  # the paragraph is an item of a list of what money was used for
    pays: bool = False  # the report calls what it spent 拨付
    alone: bool = False  # the amount is the whole of a table cell: no words tell what it is
    bracket: tuple[Told | None, Subject | None, str | None, int] | None = None  # head, topic, its fund, figures where one opened
    beside: Told | None = None  # the figure that the open bracket stands right behind
    recent: list[Told] = field(default_factory=list)  # figures of the paragraphs before, too

    def of_book(self, measure: str) -> str:
        """In a budget book 收入 and 支出 are planned."""
        return "budget" if self.planning and measure in ("income", "executed") else measure

    def new_paragraph(self) -> None:
        """Of the paragraphs before nothing is remembered but their figures."""
        self.last = self.head = self.planned = self.opened = self.rate = self.bracket = self.beside = None
        self.topic = self.earlier = self.topic_fund = self.funded = self.names = self.aim = self.lent = self.fund = self.year = None
        self.said, self.shared, self.outer = [], [], []

    def new_sentence(self, *, continues: bool) -> None:
        self.earlier = (self.head.subject if self.head else None) or self.topic or self.earlier
        if not continues:
            self.head, self.planned, self.said, self.shared, self.outer = self.opened, None, [], [], []
            self.lent, self.rate = None, None
        self.topic, self.topic_fund, self.names, self.bracket, self.beside = None, None, None, None, None
        self.years, self.all_years = [], []

    def enumerate_named(self, lead: str) -> None:
        """人员经费主要包括: what is enumerated was told before under this name."""
        recent = (t for t in reversed(self.recent[-MEMORY:]) if t.role != "change")
        named = (t for t in recent if t.subject is not None and lead.endswith(t.subject.text))
        self.head = next(named, self.head)

    def enter(self, closed: str) -> None:
        """What a bracket says in passing (（其中县级资金200万元）) is forgotten where it closes; one within the lead is masked."""
        if self.bracket is not None and ("）" in closed or ")" in closed):
            self.head, self.topic, self.topic_fund, told = self.bracket
            self.said, self.bracket, self.beside = self.said[:told], None, None
        if "（" in closed or "(" in closed:
            self.bracket = self.head, self.topic, self.topic_fund, len(self.said)
            self.beside = self.last if closed.startswith(("（", "(")) else None

    def turn(self, lead: Lead, plans: Sequence[str]) -> None:
        """What words do to the sentence that open or close something in it."""
        self.enter(lead.closed)
        if "；" in lead.text or ";" in lead.text:
            self.close_inner()
        if lead.names is None:
            return
        if LEAD["other_side"].search(lead.text):
            self.change_side()
        elif self.head is not None and self.said and LEAD["sorted"].search(lead.text) and "其中" not in lead.text:
            self.head = self.outer[0] if self.outer else self.head  # the same money, sorted once more
            self.outer, self.topic = [], None
        elif self.said:
            self.enumerate(plans, spent=LEAD["spending"].search(lead.text) is not None)
        else:
            self.enumerate_named(lead.names)

    def change_side(self) -> None:
        """支出包括 after an enumeration of income: its parts are none of the figures before."""
        self.head, self.topic, self.topic_fund, self.outer, self.last = self.opened, None, None, [], None

    def is_whole(self) -> bool:
        """Whether the parts told of the head of the enumeration add up to it."""
        parts = (t.mention.value for t in self.said if t.head is self.head and t.mention.value is not None)
        return self.head is not None and sum(parts) == self.head.mention.value

    def ends_sources(self) -> bool:
        """Whether the last figures told are what two sources gave."""
        given = [t.fund_source for t in self.said[-2:] if t.role != "change"]
        return len(given) > 1 and None not in given and given[0] != given[1]

    def parts_initial(self) -> bool:
        """年初预算90万元，决算80万元，其中：接待费预算30万元: whether the plan whose parts are told is the initial one."""
        return self.head is not None and self.planned is not None and self.planned.role == "initial_budget"

    def tells_parts_alone(self) -> bool:
        """Whether nothing but its parts was told since the head of the enumeration."""
        behind = next((at for at, told in enumerate(self.said, 1) if told is self.head), 0)
        return all(told.head is self.head for told in self.said[behind:])

    def close_inner(self) -> None:
        """A semicolon ends an enumeration within an enumeration."""
        if self.outer:
            self.head = self.outer.pop()

    def open_list(self) -> None:
        """A paragraph that ends with a colon heads the paragraphs that follow it."""
        self.opened = next((t for t in reversed(self.said) if t.role != "change"), None)

    def spread(self, names: list[Subject]) -> Subject:
        """Names that share one verb wait for their amounts; the first is taken at once."""
        self.names, self.shared = names[1:], names
        return names[0]

    def enumerate(self, plans: Sequence[str], *, spent: bool) -> None:
        """其中: the figure before heads what follows, a change apart, and a balance where it is spending that follows (实际支出90万元，结余
        5万元。其中基本支出60万元); the plan before heads the funds that follow."""
        heads = [t for t in self.said if t.role != "change" and t.rule not in BESIDE]
        left = heads if not spent or self.head is not None else [t for t in self.recent[-MEMORY:] if t.role == "executed"] or heads
        head = next((t for t in reversed(heads) if not spent or t.role not in BALANCES), left[-1] if left else self.head)
        if self.head is not None and head is not None and head.head is self.head:
            self.outer.append(self.head)
        self.head = head
        self.planned = next((t for t in reversed(self.said) if t.role in plans), self.planned)
