"""One amount or percent in its sentence, and what the walk over the report remembers when it comes to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.document import Mention, Section
from extractors.prose.clauses import clause_start
from extractors.prose.cues import Cue, cues
from extractors.prose.subjects import Subject


@dataclass(frozen=True, slots=True)
class Told:
    """One amount or percent of prose; `role` is a measure, or a kind of rate. `within` is the figure it explains in brackets."""

    mention: Mention
    role: str
    rule: str
    subject: Subject | None
    fund_source: str | None = None
    year: int | None = None
    direction: str | None = None
    within: Told | None = None
    printed: str = ""

    @property
    def words(self) -> str | None:
        """What may name a project: its own subject, and the one of the figure it explains."""
        own = self.subject.text if self.subject else ""
        outer = self.within.subject.text if self.within and self.within.subject else ""
        return f"{own}。{outer}" if own or outer else None


@dataclass(frozen=True, slots=True)
class Spot:
    """A number, the clause that leads to it, the words behind it; `more` tells that another number follows in its sentence."""

    mention: Mention
    clause: str
    before: str
    tail: str
    clause_at: int
    before_at: int
    listed: bool
    more: bool
    above: Sequence[Section]
    said: Sequence[Cue]
    printed: str

    @property
    def block(self) -> int:
        return self.mention.span.block


def spot(mention: Mention, printed: str, lead: str, begin: int, tail: str, above: Sequence[Section], *, more: bool) -> Spot:
    """The clause is the end of the lead; in a list parted by 、 its last member."""
    listed = lead.startswith("、") and mention.kind == "amount"
    cut = clause_start(lead, listed=listed)
    clause = lead[cut:]
    return Spot(mention, clause, lead[:cut], tail, begin + cut, begin, listed, more, above, cues(clause), printed)


@dataclass(slots=True)
class Flow:
    """What the walk remembers: figures of the sentence, the head of an enumeration and the plan it belongs to, the topic."""

    last: Told | None = None
    said: list[Told] = field(default_factory=list)
    head: Told | None = None
    planned: Told | None = None
    topic: Subject | None = None
    topic_fund: str | None = None
    funded: Subject | None = None  # the topic that the fund was named for
    names: list[Subject] | None = None
    shared: list[Subject] = field(default_factory=list)
    opened: Told | None = None
    fund: str | None = None
    money: bool = False
    about_money: bool = False
    cost: bool = False
    planning: bool = False

    def keep(self, told: Told, *, aside: bool) -> None:
        """A figure that another is only compared with (比年初预算68万元减少) heads nothing."""
        if aside and told.role != "change":
            return
        self.last = told
        self.said.append(told)

    def new_sentence(self, *, continues: bool) -> None:
        if not continues:
            self.head, self.planned, self.said, self.shared = self.opened, None, [], []
        self.topic, self.topic_fund, self.names = None, None, None

    def open_list(self) -> None:
        """A paragraph that ends with a colon heads the paragraphs that follow it."""
        self.opened = next((t for t in reversed(self.said) if t.role != "change"), None)

    def spread(self, names: list[Subject]) -> Subject | None:
        """Names that share one verb wait for their amounts; the first is taken at once."""
        self.names, self.shared = (names[1:], names) if names else (None, self.shared)
        return names[0] if names else None

    def enumerate(self, plans: Sequence[str]) -> None:
        """其中: the figure before heads what follows, a change apart; the plan before heads the funds that follow."""
        self.head = next((t for t in reversed(self.said) if t.role != "change"), self.head)
        self.planned = next((t for t in reversed(self.said) if t.role in plans), self.planned)
