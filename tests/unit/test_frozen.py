"""Rows made and changed without calling their class are the rows it makes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from extractors.document import Span
from extractors.frozen import changed, changer, maker, taker
from extractors.tables.mentions import MentionRow

TOLD = MentionRow(anchor=Span(1, 2, 8), rule="amount", kind="amount", value=Decimal(50000), unit="万元", text="5万元")


def test_a_maker_makes_what_the_class_makes_defaults_and_all() -> None:
    made = maker(MentionRow)(anchor=Span(1, 2, 8), rule="amount", kind="amount", value=Decimal(50000), unit="万元", text="5万元")
    assert made == TOLD
    assert type(made) is MentionRow


def test_a_changed_row_is_the_one_replace_gives_and_the_old_one_stays() -> None:
    assert changed(TOLD, claimed_by="f1.2") == replace(TOLD, claimed_by="f1.2")
    assert TOLD.claimed_by is None


def test_a_changer_made_beforehand_gives_the_same() -> None:
    owned = changer(MentionRow, "claimed_by", "unit")
    assert owned(TOLD, "f1.2", None) == owned(TOLD, claimed_by="f1.2", unit=None) == changed(TOLD, claimed_by="f1.2", unit=None)


def test_a_taker_takes_a_list_for_each_field() -> None:
    assert taker("kind", "text")([TOLD, changed(TOLD, text="6万元")]) == [["amount", "amount"], ["5万元", "6万元"]]
