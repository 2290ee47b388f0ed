"""Whether a document tells facts at all: a regulation, a notice, a blank template or a model essay only speaks of such facts."""

from __future__ import annotations

from extractors.document import Document
from extractors.identity import Identity
from extractors.identity.titles import kind_of_title

LONGEST_TITLE = 60


def tells_facts(document: Document, identity: Identity) -> bool:
    """True unless its title says otherwise and no report is annexed to it (关于印发某某绩效评价报告的通知, and the report below)."""
    if identity.title is None or kind_of_title(identity.title) != "other":
        return True
    titles = (block.text for block in document.blocks if len(block.text) <= LONGEST_TITLE and "报告" in block.text)
    return any(kind_of_title(title) not in (None, "other") for title in titles)
