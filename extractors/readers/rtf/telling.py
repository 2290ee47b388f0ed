"""What an RTF file has told so far: the state of the innermost group, the row being defined, the stories apart."""

from __future__ import annotations

from collections.abc import Callable

from extractors.document import Builder
from extractors.readers.rtf.fonts import Font, code_page
from extractors.readers.rtf.story import Kept, State, Story, list_number
from extractors.word.flow import Flow
from extractors.word.rows import WIDEST, Bounds
from extractors.word.symbols import equation, symbols

_WORST = 1_000_000  # twips
_NO_FONT = Font()


class Telling:
    """Receives what the parser finds. `endnotes` are the notes that stand behind the body."""

    def __init__(self, head: str) -> None:
        self.builder = Builder()
        self.flow = Flow(self.builder)
        self.state = State(Story(self.flow))
        self.fonts: dict[int, Font] = {}
        self.default_font = -1
        self.outlines: dict[int, int] = {}
        self.endnotes: list[str] = []
        self.facing = self.titled = False
        self.drawn = ""  # by the form field whose code is being read
        self._encoding = code_page(head)
        self._bytes: list[bytes] = []
        self._margins: list[tuple[str, str]] = []
        self._rows: tuple[list[Bounds], list[Bounds]] = ([], [])  # of tables, of tables in tables
        self._left, self.joined, self.merge = 0, False, ""  # of the cell that is being defined

    # text

    def raw(self, part: bytes) -> None:
        self._bytes.append(part)

    def flush(self) -> None:
        """The bytes read so far, as text: a character may be torn over several tokens."""
        if self._bytes:
            raw = b"".join(self._bytes)
            self._bytes.clear()
            own, wide = self._font(self.state.font), self._font(self.state.wide_font)
            self.say(raw.decode(own.encoding or wide.encoding or self._encoding, "replace"))

    def say(self, text: str) -> None:
        state = self.state
        if not (state.unseen or state.deleted or state.shapes):
            signs = self._font(state.font).signs
            state.story.add(symbols(text, signs) if signs else text, state)

    def _font(self, number: int) -> Font:
        return self.fonts.get(self.default_font if number < 0 else number, _NO_FONT)

    # paragraphs, cells, rows

    def end_paragraph(self) -> None:
        """A mark that is deleted or hidden joins two paragraphs."""
        state = self.state
        if not (state.deleted or state.unseen or state.shapes):
            state.story.end(state, state.depth)

    def end_cell(self, depth: int) -> None:
        if not self.state.shapes:
            self.state.story.end(self.state, depth)
            self.state.story.sink.cell(depth)

    def end_row(self, depth: int) -> None:
        story = self.state.story
        if any(part.strip() for part in story.parts):
            self.end_cell(depth)
        story.sink.row(depth, tuple(self._rows[depth > 1]))

    def begin_row(self) -> None:
        self._rows[self.state.inner_row].clear()
        self._left, self.joined, self.merge = 0, False, ""

    def left_edge(self, edge: int) -> None:
        self._left = min(max(edge, -_WORST), _WORST)

    def right_edge(self, edge: int) -> None:
        row = self._rows[self.state.inner_row]
        if len(row) < WIDEST:
            left = row[-1].right if row else self._left
            row.append(Bounds(left, min(max(edge, -_WORST), _WORST), self.joined, self.merge or None))
        self.joined, self.merge = False, ""

    # stories apart

    def margin(self, word: str) -> None:
        self._apart(lambda kept: self._margins.append((word, kept.text())))

    def note(self) -> None:
        outer = self.state.story

        def done(kept: Kept) -> None:
            if story.last:
                self.endnotes.append(kept.text().strip())
            else:
                outer.notes.append(kept)

        story = self._apart(done)

    def number(self) -> None:
        outer = self.state.story

        def done(kept: Kept) -> None:
            outer.number = list_number("".join(kept.lines))

        self._apart(done)

    def text_box(self) -> None:
        self._apart(self.state.story.boxes.append)

    def code(self) -> None:
        """The code of a field is not printed, but may draw something: a ringed number, a ticked box."""
        self.drawn = ""

        def done(kept: Kept) -> None:
            drawn = self.drawn or equation(kept.text())
            self.drawn = ""
            if drawn:
                self.say(drawn)

        self._apart(done)

    def _apart(self, done: Callable[[Kept], None]) -> Story:
        """A story of its own for the group that just began; `done` gets what it told when the group ends."""
        kept, state = Kept(), self.state
        state.paragraph()
        state.shapes = False
        state.story = Story(kept, lambda: done(kept))
        return state.story

    def margins(self) -> list[tuple[str, str]]:
        """The headers and footers that are printed: those of first and even pages only where they are in force."""
        idle = (*("f" * (not self.titled)), *("l" * (not self.facing)))
        found = [(word[:6], text) for word, text in self._margins if text.strip() and word[6:] not in idle]
        return list(dict.fromkeys(found))
