"""`findings`: every broken cross-check within a report."""

from __future__ import annotations

from extractors.frozen import frozen
from extractors.row import Fact, Key, Text, column
from extractors.vocabulary import FINDING_RULES, SEVERITIES


@frozen(kw_only=True)
class Finding(Fact):
    TABLE = "findings"
    KEY = "finding_id"
    LETTER = "x"
    LABEL = "勾稽发现"
    ABOUT = "one broken cross-check; `rule` says which; its spans are evidence rows (stated, expected, part)"

    project_id: Key | None = column("项目", "the project it is about")
    severity: Text = column("严重程度", "error: cannot be right", SEVERITIES)
    message_zh: Text = column("说明", "what does not fit, in Chinese")
    message_en: Text = column("说明（英文）", "what does not fit, in English")
    stated: Text | None = column("所述", "what the report states")
    expected: Text | None = column("应为", "what follows from the rest")

    def __post_init__(self) -> None:
        if self.rule not in FINDING_RULES:
            raise ValueError(f"findings: {self.rule!r} is no rule; add it to FINDING_RULES in extractors/vocabulary.py")
