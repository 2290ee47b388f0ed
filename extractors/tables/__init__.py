"""One module per table: its row class, and what makes its rows of what was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar, cast

from extractors.row import Fact

F = TypeVar("F", bound=Fact)


def of_table(kind: type[F], facts: Mapping[str, Sequence[Fact]]) -> Sequence[F]:
    """The facts of the table of a kind, which holds no others."""
    return cast("Sequence[F]", facts[kind.TABLE])
