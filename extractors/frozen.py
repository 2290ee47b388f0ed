"""Values that nobody changes: slotted dataclasses whose freezing is the type checker's work, not the interpreter's.

A frozen dataclass sets every field through `object.__setattr__`: a row of eighteen columns takes 7.8 us to make, one of these 2.0 us,
and a report is thousands of them. mypy --strict refuses to set a field of either.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform, overload

T = TypeVar("T")


@overload
def frozen(made: type[T]) -> type[T]: ...
@overload
def frozen(*, kw_only: bool = ..., order: bool = ..., eq: bool = ...) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(
    made: type[T] | None = None, *, kw_only: bool = False, order: bool = False, eq: bool = True
) -> type[T] | Callable[[type[T]], type[T]]:
    """`@frozen`, or `@frozen(kw_only=True)`: compared and hashed by its fields, like a frozen dataclass; with `eq=False` each is
    only itself, which is all that things made once and looked up often need."""

    def of(made: type[T]) -> type[T]:
        return dataclass(slots=True, eq=eq, unsafe_hash=eq, kw_only=kw_only, order=order)(made)

    return of if made is None else of(made)
