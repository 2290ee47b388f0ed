"""What each property list of paragraphs comes to, its style included. The paragraphs of a form share few of them, so each is read once."""

from __future__ import annotations

from dataclasses import field

from extractors.frozen import frozen
from extractors.readers.doc.pieces import Runs
from extractors.readers.doc.properties import Look, Paragraph, paragraph, toggled
from extractors.readers.doc.styles import Styles, outline_level
from extractors.word.rows import Bounds

Shown = tuple[bool, float | None]  # whether a run is bold, and its size


@frozen
class Manner:
    """How paragraphs with one property list stand: `depth` is how many tables deep, `list_id` 0 where no number is printed."""

    depth: int
    ends_cell: bool
    ends_row: bool
    bounds: tuple[Bounds, ...]
    list_id: int
    level: int
    outline: int | None
    centred: bool
    hidden: bool
    bold: bool
    size: float | None
    shown: dict[bytes, Shown] = field(default_factory=dict)


class Manners(dict[bytes, Manner]):
    """The manners of one file by their property lists. `extra` is the stream where lists too long for a page stand."""

    def __init__(self, styles: Styles, extra: bytes) -> None:
        super().__init__()
        self._styles, self._extra = styles, extra
        self._alike: dict[Paragraph, Manner] = {}

    def __missing__(self, raw: bytes) -> Manner:
        said = paragraph(raw, self._extra)
        if said not in self._alike:
            self._alike[said] = self._read(said)
        self[raw] = self._alike[said]
        return self[raw]

    def _read(self, said: Paragraph) -> Manner:
        look = self._styles.look(said.style)
        # A list named by the paragraph goes before its style's; list 0 is none.
        list_id = look.list_id if said.list_id is None else said.list_id
        level = look.level if said.level is None else said.level
        outline = look.outline if said.outline is None else outline_level(said.outline)
        centred = look.centred if said.centred is None else said.centred
        number = 0 if said.ends_row else list_id or 0
        marks = said.depth, said.ends_cell, said.ends_row, said.bounds
        return Manner(*marks, number, level or 0, outline, centred, look.hidden, look.bold, look.size)

    def shown(self, manner: Manner, run: Look) -> Shown:
        """How a run comes out over the style of its paragraph."""
        if run.style is None:
            return toggled(run.bold, manner.bold), run.size or manner.size
        own = self._styles.look(run.style)
        return toggled(run.bold, manner.bold or own.bold), run.size or own.size or manner.size

    def marks(self, runs: Runs) -> set[int]:
        """The marks of cells and rows, which in tables within tables look like those of paragraphs."""
        ending = {raw for raw in dict.fromkeys(runs.values) if (manner := self[raw]).ends_cell or manner.ends_row}
        return {end - 1 for end, raw in zip(runs.ends, runs.values, strict=True) if raw in ending}
