"""Paragraphs that are nothing but text, as most are, read before their part is parsed: to parse one and to walk through it takes
three times as long.

They are taken only where they are well-formed by the grammar below and can mean nothing else; all others are left to the parser.
In place of a stretch of them (one right behind the other) stands an empty paragraph that bears the stretch's number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from extractors.readers.docx.formats import Format, format_of, is_on
from extractors.readers.docx.package import WORD
from extractors.readers.docx.styles import BOLD, RSTYLE, SIZE, VANISH, W, points

STRETCH = "stretch"  # the attribute that bears its number

_ATTRIBUTES = r'(?: [\w:]++="[^"<&]*+")*+'
# What no text holds that is read here: what is none in XML, what its parser changes, signs of symbol fonts.
_ODD = "<&\\]\0-\x08\n\x0b-\x1f\uf020-\uf0ff\ufffe\uffff"


def _run(group: str) -> str:
    """A run of text: its properties; its text, with blanks at its ends or, where those do not count, without."""
    properties = rf"(?:<w:rPr>({group}(?:<(?!/?w:rP?r?[ >])[^>]*+>)*+)</w:rPr>)?+"
    spaced, plain = rf' xml:space="preserve">({group}[^{_ODD}]*+)', rf">({group}(?![ \t])[^{_ODD}]*+)(?<![ \t])"
    return f"<w:r{_ATTRIBUTES}>{properties}<w:t(?:{spaced}|{plain})</w:t></w:r>"


_RUN = re.compile(_run(""))
_PARAGRAPH = re.compile(
    rf"(<w:p{_ATTRIBUTES}(?:/>|>(?:<w:pPr>((?:<(?!/?w:pP?r?[ >])[^>]*+>)*+)</w:pPr>)?+(?:{_run('')}((?:{_run('?:')})*+))?+</w:p>))"
)
_EMPTY = rf"<[\w:]++{_ATTRIBUTES}/>"
_PROPERTIES = re.compile(rf"(?:{_EMPTY}|<([\w:]++){_ATTRIBUTES}>(?:{_EMPTY})*+</\1>)*+")
_PROPERTY = re.compile(r'<w:(\w+)(?:[^>]*? w:val="([^"]*)")?')
_ROOT = re.compile("<w:document [^>]*>")
_OTHERWISE_ENCODED = re.compile(r"""\s*<\?xml[^>]*\sencoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_SECTION = W + "sectPr"  # it names headers and footers
_CHANGING = frozenset((RSTYLE, VANISH))  # what may change the text of a run
RunSaid = tuple[bool | None, float | None]  # whether a run says that it is bold, and of which size
Run = tuple[str, RunSaid]
Bare = tuple[Format, str, list[Run]]  # what a paragraph says of itself, its text, and the runs that make it up


def cut(raw: bytes) -> tuple[bytes, list[list[Bare]]]:
    """A part without its bare paragraphs, and the stretches of them by their numbers; as it is where a paragraph may stand in CDATA."""
    said, run_said = cache(_said), cache(_run_said)  # each wording of properties is read once: a report has few
    pieces = _PARAGRAPH.split(_readable(raw))  # all at once: to ask a thousand matches for their groups takes longer than to find them
    whole, properties, looks, spaced, plain, further, gaps = (pieces[at::7] for at in range(1, 8))
    kept, stretches, stretch = [pieces[0]], list[list[Bare]](), list[Bare]()
    of_each = zip(whole, map(said, properties), map(run_said, looks), spaced, plain, further, gaps, strict=True)
    for paragraph, format_, look, blanks, text, more, gap in of_each:
        text = blanks or text or ""
        runs = None if look is None else [(text, look)] if not more else _runs(text, look, more, run_said)
        if format_ is None or runs is None:
            kept.append(paragraph)
            stretch = []
        else:
            if not stretch:
                kept.append(f'<w:p {STRETCH}="{len(stretches)}"/>')
                stretches.append(stretch)
            stretch.append((format_, text if not more else "".join([printed for printed, _ in runs]), runs))
        if gap:
            kept.append(gap)
            stretch = []
    left = "".join(kept)
    return (left.encode(), stretches) if stretches and "<![CDATA[" not in left else (raw, [])


def _runs(text: str, look: RunSaid, more: str, run_said: Callable[[str | None], RunSaid | None]) -> list[Run] | None:
    """The runs of a paragraph that has more than one; None where one of them says more than its text."""
    runs = [(text, look)]
    for looks, blanks, text in _RUN.findall(more):
        said = run_said(looks)
        if said is None:
            return None
        runs.append((blanks or text, said))
    return runs


def _readable(raw: bytes) -> str:
    """The characters of a part that is written as usual: in UTF-8, its elements called w:p and w:r. Else nothing."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return ""
    root = _ROOT.search(text)
    usual = root is not None and f' xmlns:w="{WORD}"' in root[0] and not _OTHERWISE_ENCODED.match(text)
    return text if usual else ""


def _said(properties: str | None) -> Format | None:
    """What a paragraph says of itself; None where there is more to that."""
    told = _told(properties or "")
    return None if told is None or _SECTION in told else format_of(told)


def _run_said(properties: str | None) -> RunSaid | None:
    """Whether a run is bold, and of which size; None where it says more that matters."""
    told, fonts = _told(properties or ""), (properties or "").lower()
    if told is None or not _CHANGING.isdisjoint(told) or "dings" in fonts or "symbol" in fonts:
        return None
    return is_on(told, BOLD), points(told.get(SIZE))


def _told(properties: str) -> dict[str, str] | None:
    """The values of properties by their names, where they are well-formed."""
    return {W + name: value for name, value in _PROPERTY.findall(properties)} if _PROPERTIES.fullmatch(properties) else None
