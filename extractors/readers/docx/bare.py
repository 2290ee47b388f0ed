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


def _run(group: str) -> str:
    """A run of text: its properties, whether its blanks count, its text."""
    properties = rf"(?:<w:rPr>({group}(?:<(?!/?w:rP?r?[ >])[^>]*+>)*+)</w:rPr>)?+"
    return rf'<w:r{_ATTRIBUTES}>{properties}<w:t({group} xml:space="preserve")?+>({group}[^<]*+)</w:t></w:r>'


_RUN = re.compile(_run(""))
_PARAGRAPH = re.compile(
    rf"<w:p{_ATTRIBUTES}(?:/>|>(?:<w:pPr>((?:<(?!/?w:pP?r?[ >])[^>]*+>)*+)</w:pPr>)?+(?:{_run('')}((?:{_run('?:')})*+))?+</w:p>)"
)
_EMPTY = rf"<[\w:]++{_ATTRIBUTES}/>"
_PROPERTIES = re.compile(rf"(?:{_EMPTY}|<([\w:]++){_ATTRIBUTES}>(?:{_EMPTY})*+</\1>)*+")
_PROPERTY = re.compile(r'<w:(\w+)(?:[^>]*? w:val="([^"]*)")?')
_ROOT = re.compile("<w:document [^>]*>")
_OTHERWISE_ENCODED = re.compile(r"""\s*<\?xml[^>]*\sencoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_ODD = re.compile("[\0-\x08\n\x0b-\x1f\uf020-\uf0ff\ufffe\uffff]")  # what no XML holds, what its parser changes, signs of symbol fonts
_BLANKS = " \t"  # at the ends of a text, where they do not count
_SECTION = W + "sectPr"  # it names headers and footers
_CHANGING = frozenset((RSTYLE, VANISH))  # what may change the text of a run
RunSaid = tuple[bool | None, float | None]  # whether a run says that it is bold, and of which size
Run = tuple[str, RunSaid]
Bare = tuple[Format, str, list[Run]]  # what a paragraph says of itself, its text, and the runs that make it up


def cut(raw: bytes) -> tuple[bytes, list[list[Bare]]]:
    """A part without its bare paragraphs, and the stretches of them by their numbers."""
    text = _readable(raw)
    said, run_said = cache(_said), cache(_run_said)  # each wording of properties is read once: a report has few
    kept, stretches, at = list[str](), list[list[Bare]](), 0
    for match in _PARAGRAPH.finditer(text):
        paragraph = _bare(match, said, run_said)
        if paragraph is None:
            continue
        if match.start() > at:
            kept += text[at : match.start()], f'<w:p {STRETCH}="{len(stretches)}"/>'
            stretches.append([])
        stretches[-1].append(paragraph)
        at = match.end()
    return ("".join((*kept, text[at:])).encode(), stretches) if stretches else (raw, stretches)


def _readable(raw: bytes) -> str:
    """The characters of a part that is written as usual: in UTF-8, without CDATA, its elements called w:p and w:r. Else nothing."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return ""
    root = _ROOT.search(text)
    usual = root is not None and f' xmlns:w="{WORD}"' in root[0] and "]]>" not in text and not _OTHERWISE_ENCODED.match(text)
    return text if usual else ""


def _bare(match: re.Match[str], said: Callable[[str], Format | None], run_said: Callable[[str], RunSaid | None]) -> Bare | None:
    """The paragraph, where there is no more to it than text."""
    properties, looks, spaced, text, further = match.groups("")
    format_, runs = said(properties), [(looks, spaced, text)]
    if format_ is None:
        return None
    if further:
        runs += _RUN.findall(further)
    told: list[Run] = []
    for looks, spaced, printed in runs:
        look = run_said(looks)
        if look is None or "&" in printed or not (printed.isprintable() or _ODD.search(printed) is None):
            return None
        if not spaced and printed.strip(_BLANKS) != printed:
            return None
        told.append((printed, look))
    return format_, "".join([printed for printed, _ in told]) if further else text, told


def _said(properties: str) -> Format | None:
    """What a paragraph says of itself; None where there is more to that."""
    told = _told(properties)
    return None if told is None or _SECTION in told else format_of(told)


def _run_said(properties: str) -> RunSaid | None:
    """Whether a run is bold, and of which size; None where it says more that matters."""
    told, fonts = _told(properties), properties.lower()
    if told is None or not _CHANGING.isdisjoint(told) or "dings" in fonts or "symbol" in fonts:
        return None
    return is_on(told, BOLD), points(told.get(SIZE))


def _told(properties: str) -> dict[str, str] | None:
    """The values of properties by their names, where they are well-formed."""
    return {W + name: value for name, value in _PROPERTY.findall(properties)} if _PROPERTIES.fullmatch(properties) else None
