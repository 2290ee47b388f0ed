"""What stands below a form and belongs to it: the lines of its sheet, and elsewhere the notes right under it; and what below the last
item of a list is about the whole of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractors.document import Document, Section, Span
from extractors.forms import FormFacts
from extractors.prose.finds import where
from patterns.loader import asked

SHEETS = ("xlsx", "xls")
TURNING = 40  # characters of a paragraph in which it turns back
POINTS_BACK = ("上述", "以上各", "以上资金", "以上项目")
WORD = asked("project_words")


def below(document: Document, sections: Sequence[Section], forms: Sequence[FormFacts]) -> Iterator[tuple[int, Span]]:
    """Every such block with the name of the form's project; none below a table of several projects. A heading, and the
    name of another, ends what belongs to it."""
    named: dict[int | None, set[Span | None]] = {}
    for facts in forms:
        named.setdefault(document.blocks[facts.form.last].place.table, set()).add(facts.project)
    opened = {section.heading.block for section in sections} | {facts.form.name.block for facts in forms if facts.form.name is not None}
    for facts in forms:
        if facts.project is None or len(named[document.blocks[facts.form.last].place.table]) > 1:
            continue
        for order in range(facts.form.last + 1, len(document.blocks)):
            block = document.blocks[order]
            if block.place.table is not None or order in opened:
                break
            if document.format not in SHEETS and where("form_notes", "note", block.text) is None:
                break
            yield order, facts.project


def pointing_back(
    document: Document, sections: Sequence[Section], by_section: Mapping[int, Span | None], whole: Span | None
) -> Iterator[tuple[int, Span | None]]:
    """Paragraphs below the last item of a list that speak of all of them (上述资金中), or of the rest (除上述项目外), or of what the
    agency itself needs (公用经费总额): they are about what the list is of."""
    for section in sections:
        if section.kind != "item" or section.parent is None:
            continue
        for block in document.blocks[section.first + 1 : section.last + 1]:
            text = block.text.lstrip()
            told = text[:TURNING]
            if text.startswith(POINTS_BACK) or WORD["of_agency"].match(told) or where("project_passages", "turns_back", told) is not None:
                yield block.order, by_section.get(section.parent, whole)
