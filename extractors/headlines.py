"""A project's four headline numbers as prose tells them, joined with those of its forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.forms.names import name_key
from extractors.projects import Project
from extractors.prose.scores import Scored
from extractors.prose.spot import Told

BUDGETS = ("budget", "initial_budget")


@dataclass(frozen=True, slots=True)
class Headline:
    """The figures that stand for the whole project; each null where prose does not tell it."""

    budget: Told | None = None
    executed: Told | None = None
    rate: Told | None = None
    total: Scored | None = None


def headline(project: Project, told: Sequence[Told], scored: Iterable[Scored]) -> Headline:
    """What is said of the project as a whole: under its name, or under a word that names no part."""
    whole = [t for t in told if _of_whole(project, t)]
    budget = _first(whole, BUDGETS)
    executed, rate = _first(whole, ("executed",)), _first(whole, ("execution",))
    if budget is not None and executed is None:
        part = next((i for i, t in enumerate(told) if t.rule == "prose.cost_label" and t.mention.value == budget.mention.value), None)
        if part is not None and sum(t.rule == "prose.cost_label" for t in told) == 1:
            executed, rate = _first(told[part:], ("executed",)), rate or _first(told[part:], ("execution",))
    return Headline(budget, executed, rate, next((s for s in scored if s.component == "total"), None))


def _of_whole(project: Project, told: Told) -> bool:
    if told.rule in ("prose.enumeration", "prose.cost_label", "prose.spread"):
        return False
    if told.subject is None or told.subject.generic or told.rule == "prose.heading":
        return True
    about = name_key(told.subject.text)
    return project.key in about or about in project.key or about.startswith(("项目", "该项目", "本项目", "预算", "资金"))


def _first(told: Sequence[Told], roles: tuple[str, ...]) -> Told | None:
    return next((t for t in told if t.role in roles), None)
