"""Signs of the symbol fonts as the characters a reader sees: Wingdings 0xFE is ☑. Ticks and boxes are answers in forms."""

from __future__ import annotations

import re

from extractors.word.numerals import numeral


def _greek() -> dict[int, str]:
    upper, lower = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
    return dict(zip(range(0x41, 0x5B), upper, strict=True)) | dict(zip(range(0x61, 0x7B), lower, strict=True))


def _run(first: int, signs: str) -> dict[int, str]:
    return dict(enumerate(signs, first))


_SYMBOL = (
    _greek()
    | {0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅"}
    | _run(0xA2, "′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…")
    | {0xB7: "·", 0xD0: "∠", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xE5: "∑"}
)
_WINGDINGS = (
    {0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0xA1: "○", 0xA2: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "☐", 0xAB: "★"}
    | _run(0x6C, "●❍■□□❑❒◆◆◆❖◆☒")
    | _run(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")
    | {0x9E: "·", 0x9F: "•", 0xD8: "➢", 0xF0: "⇨", 0xE8: "➔"}
    | _run(0xDF, "←→↑↓")
    | _run(0xFB, "✗✓☒☑")
)
_WINGDINGS_2 = {0xA2: "■", 0xA3: "☐", 0x97: "●"} | _run(0x4F, "✗✓☒☑☒☒") | _run(0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")
_WEBDINGS = {0x61: "✓", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "webdings": _WEBDINGS, "symbol": _SYMBOL}
# Overstruck pairs of an EQ field: Chinese Word writes 带圈字符 and ticked boxes so, and no result stands beside the code.
_OVERSTRUCK = re.compile(r"\\o\s*(?:\\[a-z]+\s*)*[(（]\s*([^,，]*)[,，]\s*(.*?)\s*[)）]\s*$", re.IGNORECASE)
_FRACTION = re.compile(r"\\f\s*[(（]\s*([^,，]*)[,，]\s*(.*?)\s*[)）]\s*$", re.IGNORECASE)
_TICKS, _CROSSES = "√✓✔", "×xX✗"


def is_symbol_font(font: str | None) -> bool:
    return font is not None and font.lower() in _FONTS


def symbol(code: int, font: str | None) -> str:
    """The sign of a symbol font at a code; fonts put them at 0xF000 and above or plainly. Unknown signs stay what they are."""
    signs = _FONTS.get((font or "wingdings").lower())
    low = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    if signs is None:
        return chr(low) if 0x20 <= low < 0x7F else chr(code)
    return signs.get(low) or (chr(low) if font and font.lower() == "symbol" and 0x20 <= low < 0x7F else chr(code))


def symbols(text: str, font: str | None) -> str:
    """Running text whose private-use characters, or whose font, say that it is signs."""
    if is_symbol_font(font):
        return "".join(char if char.isspace() else symbol(ord(char), font) for char in text)
    return "".join(symbol(ord(char), None) if "\uf020" <= char <= "\uf0ff" else char for char in text)


def equation(code: str) -> str:
    """What a field EQ draws: ① of \\o\\ac(○,1), ☑ of \\o\\ac(□,√), a/b of \\f(a,b); nothing of other fields."""
    if not code.lstrip().upper().startswith("EQ"):
        return ""
    if fraction := _FRACTION.search(code):
        return f"{fraction[1]}/{fraction[2]}"
    pair = _OVERSTRUCK.search(code)
    if pair is None:
        return ""
    around, inside = pair[1].strip(), pair[2]
    if around in ("○", "〇", "◯") and inside.isdecimal():
        return numeral(int(inside), "decimalEnclosedCircle")
    if around in ("□", "☐") and inside:
        return "☑" if inside in _TICKS else "☒" if inside in _CROSSES else inside
    return inside or around
