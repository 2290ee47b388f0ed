"""The cells of a table row as a Word file defines them (sprmTDefTable and what fast saving lays over it)."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extractors.word.rows import Bounds

_DEFINE, _MERGE_DOWN, _JOIN, _SPLIT, _DELETE, _WIDEN, _INSERT = 0xD608, 0xD62B, 0x5624, 0x5625, 0x5622, 0x7623, 0x7621
ROW_CODES = frozenset((_DEFINE, _MERGE_DOWN, _JOIN, _SPLIT, _DELETE, _WIDEN, _INSERT))
_FIRST_JOINED, _JOINED, _MERGED, _RESTART = 0x01, 0x02, 0x20, 0x40
_MOST = 64  # cells in a row


@dataclass(slots=True)
class RowShape:
    """A row while its property list is read: n + 1 edges and n sets of flags."""

    edges: list[int] = field(default_factory=lambda: [0])
    flags: list[int] = field(default_factory=list)

    def change(self, code: int, operand: bytes) -> None:
        if code == _DEFINE:
            self._define(operand)
        elif len(operand) < 2:
            return
        elif code == _MERGE_DOWN:
            if len(operand) > 2 and operand[1] < len(self.flags):
                self.flags[operand[1]] = self.flags[operand[1]] & ~(_MERGED | _RESTART) | (operand[2] & 3) << 5
        elif code == _INSERT:
            self._insert(operand[0], operand[1], int.from_bytes(operand[2:4], "little", signed=True))
        else:
            self._over(code, operand[0], min(operand[1], len(self.flags)), operand)

    def _define(self, operand: bytes) -> None:
        """A list of edges cut off, or falling short of its flags, leaves cells without flags."""
        count = min(operand[2] if len(operand) > 2 else 0, _MOST, max(len(operand) - 5, 0) // 2)
        self.edges = list(struct.unpack_from(f"<{count + 1}h", operand, 3)) if count else [0]
        first = 3 + 2 * (count + 1)
        self.flags = [int.from_bytes(operand[first + 20 * n : first + 20 * n + 2], "little") for n in range(count)]

    def _over(self, code: int, first: int, last: int, operand: bytes) -> None:
        """A change of the cells from `first` up to `last`."""
        if code == _DELETE and first < last:
            self._widen(first, last, 0)
            del self.flags[first:last], self.edges[first:last]
        elif code == _WIDEN:
            self._widen(first, last, int.from_bytes(operand[2:4], "little", signed=True))
        elif code in (_JOIN, _SPLIT):
            for cell in range(first, last):
                joined = 0 if code == _SPLIT else _JOINED if cell > first else _FIRST_JOINED
                self.flags[cell] = self.flags[cell] & ~(_JOINED | _FIRST_JOINED) | joined

    def _insert(self, first: int, count: int, width: int) -> None:
        """New cells before cell `first`; beyond the end, cells up to there as well."""
        while len(self.flags) < min(first, _MOST):
            self.edges.append(self.edges[-1] + width)
            self.flags.append(0)
        count = min(count, _MOST - len(self.flags))
        if first <= len(self.flags) and count > 0:
            at = self.edges[first]
            self.edges[first + 1 :] = [edge + width * count for edge in self.edges[first + 1 :]]
            self.edges[first + 1 : first + 1] = [at + width * (n + 1) for n in range(count)]
            self.flags[first:first] = [0] * count

    def _widen(self, first: int, last: int, width: int) -> None:
        for cell in range(first, last):
            shift = width - (self.edges[cell + 1] - self.edges[cell])
            self.edges[cell + 1 :] = [edge + shift for edge in self.edges[cell + 1 :]]


def bounds(changes: Sequence[tuple[int, bytes]]) -> tuple[Bounds, ...]:
    """The cells of a row, from the properties that define and change them, in their order."""
    if not changes:
        return ()
    shape = RowShape()
    for code, operand in changes:
        shape.change(code, operand)
    return _bounds(tuple(shape.edges), tuple(shape.flags))


@lru_cache(512)
def _bounds(edges: tuple[int, ...], flags: tuple[int, ...]) -> tuple[Bounds, ...]:
    """Rows that are alike share their bounds, whatever else their properties say."""
    sides = zip(edges, edges[1:], flags, strict=False)
    return tuple(Bounds(left, right, bool(own & _JOINED), _merge(own)) for left, right, own in sides)


def _merge(flags: int) -> str | None:
    if flags & _RESTART:
        return "restart"
    return "continue" if flags & _MERGED else None
