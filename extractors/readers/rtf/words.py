"""What the control words of RTF do. A word that is not here changes nothing a reader of the text would see."""

from __future__ import annotations

from collections.abc import Callable

from extractors.readers.rtf.telling import Telling
from extractors.readers.rtf.tokens import words

Act = Callable[[Telling, int | None], None]
Setting = Callable[[int | None], tuple[str, object]]


def _prints(text: str) -> Act:
    return lambda telling, _: telling.say(text)


def _sets(name: str, value: object) -> Setting:
    return lambda _: (name, value)


def _takes(name: str, otherwise: object) -> Setting:
    return lambda number: (name, otherwise if number is None else number)


def _toggles(name: str) -> Setting:
    """On, unless the number says 0."""
    return lambda number: (name, number != 0)


def _of_file(name: str, value: object) -> Act:
    return lambda telling, number: setattr(telling, name, number if value is None else value)


def _end_cell(telling: Telling, _: int | None) -> None:
    telling.end_cell(1)


def _end_inner_cell(telling: Telling, _: int | None) -> None:
    telling.end_cell(max(telling.state.nested, 2))


def _end_row(telling: Telling, _: int | None) -> None:
    telling.end_row(1)


def _end_inner_row(telling: Telling, _: int | None) -> None:
    telling.end_row(max(telling.state.nested, 2))


def _last_note(telling: Telling, _: int | None) -> None:
    telling.state.story.last = True


# What a word changes in the looks of the text and the paragraphs behind it.
SETTINGS: dict[str, Setting] = {
    "intbl": _sets("in_table", True),
    "itap": lambda number: ("nested", max(number or 0, 0)),
    "qc": _sets("centred", True),
    **dict.fromkeys(("ql", "qr", "qj", "qd"), _sets("centred", False)),
    "outlinelevel": lambda number: ("outline", number if number is not None and 0 <= number < 9 else None),
    "b": _toggles("bold"),
    "fs": _takes("size", None),
    "f": _takes("font", -1),
    "dbch": _sets("wide", True),
    **dict.fromkeys(("loch", "hich", "ltrch", "rtlch"), _sets("wide", False)),
    "v": _toggles("unseen"),
    "deleted": _toggles("deleted"),
    "uc": lambda number: ("skip", max(number or 0, 0)),
}
# These are about Chinese characters only behind \\dbch, else about scripts written from the right.
WIDE: dict[str, Setting] = {"ab": _takes("wide_bold", True), "afs": _takes("wide_size", None), "af": _takes("wide_font", -1)}
ACTIONS: dict[str, Act] = {
    "par": lambda telling, _: telling.end_paragraph(),
    "sect": lambda telling, _: telling.end_paragraph(),
    "pard": lambda telling, _: telling.state.paragraph(),
    "plain": lambda telling, _: telling.state.plain(),
    "cell": _end_cell,
    "nestcell": _end_inner_cell,
    "row": _end_row,
    "nestrow": _end_inner_row,
    "trowd": lambda telling, _: telling.begin_row(),
    "trleft": lambda telling, number: telling.left_edge(number or 0),
    "cellx": lambda telling, number: telling.right_edge(number or 0),
    "clmrg": _of_file("joined", True),
    "clvmgf": _of_file("merge", "restart"),
    "clvmrg": _of_file("merge", "continue"),
    "s": lambda telling, number: setattr(telling.state, "outline", telling.outlines.get(number or 0)),
    "deff": _of_file("default_font", None),
    "ftnalt": _last_note,
    "titlepg": _of_file("titled", True),
    "facingp": _of_file("facing", True),
    "tab": _prints("\t"),
    "line": _prints("\n"),
    "lbr": _prints("\n"),
    "page": _prints("\f"),
    "column": _prints("\f"),
    "emdash": _prints("—"),
    "endash": _prints("–"),
    "lquote": _prints("‘"),
    "rquote": _prints("’"),
    "ldblquote": _prints("“"),
    "rdblquote": _prints("”"),
    "bullet": _prints("•"),
    "emspace": _prints("\u3000"),
    "enspace": _prints(" "),
    "qmspace": _prints(" "),
}


def actions(run: str) -> list[tuple[Act, int | None]]:
    """What a run of control words does. Most only set what a later word sets again: what is left of them is set at once."""
    found: list[tuple[Act, int | None]] = []
    settings: dict[str, object] = {}
    for word, number in words(run):
        setting = SETTINGS.get(word) or (WIDE.get(word) if settings.get("wide") else None)
        if setting is not None:
            name, value = setting(number)
            settings[name] = value
        elif word in ACTIONS or (word in WIDE and "wide" not in settings):
            if settings:
                found.append((_setting(settings), None))
                settings = {}
            found.append((ACTIONS[word] if word in ACTIONS else _setting_wide(WIDE[word]), number))
    return [*found, (_setting(settings), None)] if settings else found


def _setting(settings: dict[str, object]) -> Act:
    pairs = tuple(settings.items())

    def act(telling: Telling, _: int | None) -> None:
        for name, value in pairs:
            setattr(telling.state, name, value)

    return act


def _setting_wide(setting: Setting) -> Act:
    return lambda telling, number: setattr(telling.state, *setting(number)) if telling.state.wide else None


# Groups that tell a story of their own, or change what those inside them mean.
GROUPS: dict[str, Callable[[Telling], None]] = {
    **{word: lambda telling, word=word: telling.margin(word) for word in ("header", "headerf", "headerl", "headerr")},  # type: ignore[misc]
    **{word: lambda telling, word=word: telling.margin(word) for word in ("footer", "footerf", "footerl", "footerr")},  # type: ignore[misc]
    "footnote": lambda telling: telling.note(),
    "listtext": lambda telling: telling.number(),
    "pntext": lambda telling: telling.number(),
    "fldinst": lambda telling: telling.code(),
    "shptxt": lambda telling: telling.text_box(),
    "dptxbxtext": lambda telling: telling.text_box(),
    "shpinst": lambda telling: setattr(telling.state, "shapes", True),
    "do": lambda telling: setattr(telling.state, "shapes", True),
    "nesttableprops": lambda telling: setattr(telling.state, "inner_row", True),
}
# Groups that hold no text of the report. What begins with \* and is not known is skipped as well.
_TEXTLESS = """
    fonttbl formfield colortbl stylesheet info pict filetbl nonesttables shprslt nonshppict xe rxe tc tcn
    bkmkstart bkmkend objdata comment template ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn atnid atnauthor
    annotation themedata datastore latentstyles mmathPict sp listtable listoverridetable revtbl rsidtbl generator
"""
SKIPPED = frozenset(_TEXTLESS.split())
KNOWN = frozenset(("moMath", "moMathPara", "ud", *GROUPS))
