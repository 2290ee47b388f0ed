"""The stories of an RTF file while they are read: the body, told straight into blocks, and what stands apart from it
(headers, notes, text boxes, list numbers, the codes of fields), kept until its place comes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from extractors.document import PLAIN, Style
from extractors.frozen import frozen
from extractors.word.lists import bullet, joint
from extractors.word.rows import Bounds
from extractors.word.text import clean

_shared = lru_cache(4096)(Style)


class Sink(Protocol):
    """Where paragraphs and marks go: a flow, or a record of it."""

    def paragraph(self, depth: int, text: str, style: Style = PLAIN) -> None: ...

    def cell(self, depth: int) -> None: ...

    def row(self, depth: int, bounds: Sequence[Bounds]) -> None: ...

    def note(self, text: str) -> None: ...


class Kept:
    """A story apart."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._steps: list[Callable[[Sink], None]] = []

    def paragraph(self, depth: int, text: str, style: Style = PLAIN) -> None:
        self.lines.append(text)
        self._steps.append(lambda sink: sink.paragraph(depth, text, style))

    def cell(self, depth: int) -> None:
        self._steps.append(lambda sink: sink.cell(depth))

    def row(self, depth: int, bounds: Sequence[Bounds]) -> None:
        self._steps.append(lambda sink: sink.row(depth, bounds))

    def note(self, text: str) -> None:
        self._steps.append(lambda sink: sink.note(text))

    def text(self) -> str:
        return "\n".join(line for line in self.lines if line.strip())

    def tell(self, sink: Sink, depth: int) -> None:
        """Put the story where it belongs, so many tables deep."""
        for step in self._steps:
            step(_Deeper(sink, depth) if depth else sink)


@frozen
class _Deeper:
    sink: Sink
    by: int

    def paragraph(self, depth: int, text: str, style: Style = PLAIN) -> None:
        self.sink.paragraph(depth + self.by, text, style)

    def cell(self, depth: int) -> None:
        self.sink.cell(depth + self.by)

    def row(self, depth: int, bounds: Sequence[Bounds]) -> None:
        self.sink.row(depth + self.by, bounds)

    def note(self, text: str) -> None:
        self.sink.note(text)


@dataclass(slots=True)
class State:
    """What a group hands down to the groups inside it: the story it tells, and the looks of its text."""

    story: Story
    skip: int = 1
    font: int = -1
    wide_font: int = -1
    wide: bool = False  # after \dbch: what follows is about Chinese characters
    bold: bool = False
    wide_bold: bool = False
    size: int | None = None
    wide_size: int | None = None
    unseen: bool = False
    deleted: bool = False
    in_table: bool = False
    nested: int = 0
    centred: bool = False
    outline: int | None = None
    shapes: bool = False  # inside a shape only its text box is told
    inner_row: bool = False  # what defines a row defines one of a table in a table

    def inner(self) -> State:
        return State(
            self.story,
            self.skip,
            self.font,
            self.wide_font,
            self.wide,
            self.bold,
            self.wide_bold,
            self.size,
            self.wide_size,
            self.unseen,
            self.deleted,
            self.in_table,
            self.nested,
            self.centred,
            self.outline,
            self.shapes,
            self.inner_row,
        )

    def plain(self) -> None:
        self.bold = self.wide_bold = self.wide = self.unseen = self.deleted = False
        self.size = self.wide_size = None
        self.font = self.wide_font = -1

    def paragraph(self) -> None:
        self.in_table = self.centred = False
        self.nested, self.outline = 0, None

    @property
    def depth(self) -> int:
        return max(self.nested, 1) if self.in_table else 0


@dataclass(slots=True)
class Story:
    """One story: where its paragraphs go, and the paragraph that is being read."""

    sink: Sink
    done: Callable[[], None] | None = None  # what happens when its group ends
    last: bool = False  # a note that stands behind the body
    parts: list[str] = field(default_factory=list)
    bold: bool | None = None
    size: float | None = None
    number: str | None = None
    notes: list[Kept] = field(default_factory=list)
    boxes: list[Kept] = field(default_factory=list)

    def add(self, text: str, state: State) -> None:
        """Bold when all its text is, of the size of its first text."""
        self.parts.append(text)
        if (self.bold is not False or self.size is None) and not text.isspace():
            self.bold = (state.bold or state.wide_bold) and self.bold is not False
            size = state.wide_size or state.size
            self.size = self.size or (size / 2 if size else None)

    @property
    def begun(self) -> bool:
        return bool(self.parts or self.number or self.notes or self.boxes)

    def end(self, state: State, depth: int) -> None:
        """The paragraph is over; its boxes and notes follow it."""
        text = clean("".join(self.parts))
        number = self.number
        if number:
            text = number + joint(number, "tab", text) + text
        style = PLAIN if depth else _shared(state.outline, number, self.bold, self.size, state.centred)
        self.sink.paragraph(depth, text, style)
        for box in self.boxes:
            box.tell(self.sink, depth)
        for note in self.notes:
            self.sink.note(note.text().strip())
        self.parts, self.notes, self.boxes = [], [], []
        self.bold = self.size = self.number = None


def list_number(text: str) -> str | None:
    """The number of a list item as the file spells it, with its tab: without it, and bullets of all fonts as one."""
    number = clean(text).strip()
    if not number:
        return None
    return bullet(number) if len(number) == 1 and not number.isalnum() else number
