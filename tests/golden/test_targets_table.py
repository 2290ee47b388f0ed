"""Two hundred targets and actual values, every kind the field knows: each parsed column exact."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extractors.targets import Quantity, attainment, target

ROWS = list(csv.DictReader((Path(__file__).parent / "targets.csv").open(encoding="utf-8")))


def columns(prefix: str, quantity: Quantity | None) -> dict[str, str]:
    value = quantity.value if quantity else None
    upper = quantity.upper if quantity else None
    told = {"value": value, "upper": upper}
    numbers = {f"{prefix}_{name}": "" if number is None else format(number, "f") for name, number in told.items()}
    return numbers | {f"{prefix}_unit": (quantity.unit if quantity else None) or "", f"{prefix}_op": quantity.op if quantity else ""}


def test_there_are_two_hundred_of_them() -> None:
    assert len(ROWS) >= 200


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['target']} | {row['actual']}")
def test_targets_and_actual_values_are_read_exactly(row: dict[str, str]) -> None:
    goal, reached = target(row["target"]), target(row["actual"])
    found = columns("target", goal) | columns("actual", reached) | {"attainment": attainment(goal, reached)}
    assert {name: found[name] for name in row if name in found} == {name: text for name, text in row.items() if name in found}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['target']} | {row['actual']}")
def test_what_was_reached_is_told_only_between_like_units(row: dict[str, str]) -> None:
    if row["attainment"] != "unknown":
        smallest = [row[name].lstrip("十百千万亿") or row[name] for name in ("target_unit", "actual_unit")]
        assert smallest[0] == smallest[1]
