"""The markup of our own sample reports: what a passage is worth is written into the passage, so text and truth cannot part.

    项目全年预算⟦120万元|budget⟧，实际支出⟦118.5万元|executed⟧，预算执行率⟦98.75%|execution⟧。

A mark is `⟦text|role⟧`, where the role is a measure (with `/fund source`), a kind of rate, `score:component`, or `cite`;
`@name` behind it names the project. The text outside the marks is what a reader of the report sees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from extractors.vocabulary import MEASURES, RATE_KINDS

MARK = re.compile(r"⟦([^|⟧]+)\|([^@⟧]+)(?:@([^⟧]*))?⟧")


@dataclass
class Truth:
    """What a perfect reading of one sample gives, in reading order."""

    document: dict[str, Any] = field(default_factory=dict)
    sections: list[dict[str, Any]] = field(default_factory=list)
    projects: list[dict[str, Any]] = field(default_factory=list)
    budget_figures: list[dict[str, Any]] = field(default_factory=list)
    rates: list[dict[str, Any]] = field(default_factory=list)
    scores: list[dict[str, Any]] = field(default_factory=list)
    indicators: list[dict[str, Any]] = field(default_factory=list)
    citations: list[dict[str, Any]] = field(default_factory=list)

    def read(self, marked: str, project: str | None) -> str:
        """The passage without its marks; what they say is kept."""
        for text, role, named in MARK.findall(marked):
            self._keep(text, role, named or project)
        return MARK.sub(r"\1", marked)

    def _keep(self, text: str, role: str, project: str | None) -> None:
        measure, _, fund = role.partition("/")
        if measure in MEASURES and not text.endswith("%"):
            self.budget_figures.append({"text": text, "measure": measure, "fund_source": fund or None, "project": project})
        elif role in RATE_KINDS:
            self.rates.append({"text": text, "kind": role, "project": project})
        elif role.startswith("score:"):
            self.scores.append({"text": text, "component": role.removeprefix("score:"), "project": project})
        elif role == "cite":
            self.citations.append({"text": text})
        else:
            raise ValueError(f"«{text}» is marked as {role!r}, which is no measure, rate, score or citation")
