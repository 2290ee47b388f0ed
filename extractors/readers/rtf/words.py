"""What the control words of RTF do. A word that is not here changes nothing a reader of the text would see."""

from __future__ import annotations

from collections.abc import Callable

from extractors.readers.rtf.telling import Telling

Act = Callable[[Telling, int | None], None]


def _prints(text: str) -> Act:
    return lambda telling, _: telling.say(text)


def _sets(name: str, value: object) -> Act:
    return lambda telling, _: setattr(telling.state, name, value)


def _takes(name: str, otherwise: object) -> Act:
    return lambda telling, number: setattr(telling.state, name, otherwise if number is None else number)


def _toggles(name: str) -> Act:
    """On, unless the number says 0."""
    return lambda telling, number: setattr(telling.state, name, number != 0)


def _of_file(name: str, value: object) -> Act:
    return lambda telling, number: setattr(telling, name, number if value is None else value)


def _wide(name: str, otherwise: object = None) -> Act:
    """\\af, \\afs, \\ab are about Chinese characters only behind \\dbch, else about scripts written from the right."""

    def act(telling: Telling, number: int | None) -> None:
        if telling.state.wide:
            setattr(telling.state, name, otherwise if number is None else number)

    return act


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


def _outline(telling: Telling, number: int | None) -> None:
    telling.state.outline = number if number is not None and 0 <= number < 9 else None


def _after(telling: Telling, number: int | None) -> None:
    telling.state.skip = max(number or 0, 0)


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
    "intbl": _sets("in_table", True),
    "itap": lambda telling, number: telling.state.in_tables(number or 0),
    "qc": _sets("centred", True),
    "ql": _sets("centred", False),
    "qr": _sets("centred", False),
    "qj": _sets("centred", False),
    "qd": _sets("centred", False),
    "s": lambda telling, number: setattr(telling.state, "outline", telling.outlines.get(number or 0)),
    "outlinelevel": _outline,
    "b": _toggles("bold"),
    "fs": _takes("size", None),
    "f": _takes("font", -1),
    "dbch": _sets("wide", True),
    "loch": _sets("wide", False),
    "hich": _sets("wide", False),
    "ltrch": _sets("wide", False),
    "rtlch": _sets("wide", False),
    "ab": _wide("wide_bold", True),
    "afs": _wide("wide_size"),
    "af": _wide("wide_font", -1),
    "v": _toggles("unseen"),
    "deleted": _toggles("deleted"),
    "uc": _after,
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
