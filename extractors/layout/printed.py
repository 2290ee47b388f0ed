"""What a line of text output holds beside the report: bookmarks, field codes, page numbers; and automatic numbers spelled out."""

from __future__ import annotations

import re

from extractors.document import PLAIN, Builder, Style

_BOOKMARK = re.compile(r"\[bookmark: [^\]\n]*\]")
_FIELD = re.compile(
    r"""(?:TOC(?:\ +\\[a-z](?:\ *"[^"\n]*")?)+
         |HYPERLINK(?:\ +\\l)?\ *"[^"\n]*"
         |PAGEREF\ +_\w+(?:\ +\\[hp])*
         |PAGE\ +(?:\\\*\ *MERGEFORMAT\ +)?(?=[0-9])
        )[ \t]*""",
    re.VERBOSE,
)
_PAGE_NUMBER = re.compile(
    r"""(?:[-—–―~·|]{1,2}\s?)?[0-9０-９]{1,3}(?:\s?[-—–―~·|]{1,2})?
        |第\s*[0-9]+\s*页(?:\s*[,，、/]?\s*共\s*[0-9]+\s*页)?
        |[0-9]{1,3}\s*/\s*[0-9]{1,3}""",
    re.VERBOSE,
)
# A converter writes automatic numbers as decimal and ONE space, whatever the list's own format was.
_AUTO = re.compile(r"(?:[0-9]{1,2}、|（[0-9]{1,2}）|第[0-9]{1,2}(?:部分|章|节)|·) (?=\S)")


def clean(text: str) -> str:
    """The text without bookmarks and field codes. Only before spans are taken."""
    if "[bookmark: " in text:
        text = _BOOKMARK.sub("", text)
    return _FIELD.sub("", text) if "PAGE" in text or "TOC" in text or "HYPERLINK" in text else text


def add_paragraph(builder: Builder, line: str, style: Style | None = None) -> None:
    """One line of running text as a block; a page number alone on its line is a footer, a blank line nothing."""
    text = clean(line).strip(" \t\r\x0c")
    bare = text.strip()
    if bare:
        kind = "footer" if len(bare) < 20 and _PAGE_NUMBER.fullmatch(bare) else "paragraph"
        builder.add(kind, text, style=style or flattened_style(text))


def flattened_style(text: str) -> Style:
    found = _AUTO.match(text)
    return PLAIN if found is None else Style(auto_number=found.group().rstrip())
