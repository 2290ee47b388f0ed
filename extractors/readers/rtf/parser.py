"""RTF in one pass over its tokens, without recursion: groups are a stack, control words change the state on top of it."""

from __future__ import annotations

import re

from extractors.document import Unreadable
from extractors.readers.rtf import tokens
from extractors.readers.rtf.fonts import fonts
from extractors.readers.rtf.story import State
from extractors.readers.rtf.styles import outlines
from extractors.readers.rtf.telling import Telling
from extractors.readers.rtf.words import GROUPS, KNOWN, SKIPPED, Act, actions

_Token = re.Match[str]
DEEPEST = 10_000  # groups in groups
_SIGNS = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
_NO_HEX = re.compile(r"[\\'\r\n]+")
_TICKBOX = re.compile(r"\\fftype1(?![0-9])")
_RESULT = re.compile(r"\\ffres([0-9]{1,2})")
_DEFAULT = re.compile(r"\\ffdefres([0-9]{1,2})")
_AS_DEFAULT = "25"


class Parser:
    """Reads one file; what it finds is told to `telling`. `cut` when the file's groups are not closed."""

    def __init__(self, text: str, name: str) -> None:
        self._text, self._name = text, name
        self.telling = Telling(text[:4096])
        self.cut = False
        self._stack: list[State] = []
        self._runs: dict[str, list[tuple[Act, int | None]]] = {}

    def parse(self) -> None:
        text, at, size, match = self._text, 0, len(self._text), tokens.TOKEN.match
        tell = (_Token.end, self._words, self._unicode, self._raw, self._symbol, self._binary, self._open, self._close, self._plain)
        while at < size:
            token = match(text, at)
            at = at + 1 if token is None else tell[token.lastindex or 0](token)
        self._end()

    def _end(self) -> None:
        telling = self.telling
        telling.flush()
        self.cut = bool(self._stack)
        while self._stack:
            self._pop()
        if telling.state.story.begun:
            telling.end_paragraph()
        telling.flow.leave()

    def _words(self, token: _Token) -> int:
        run = token[1]
        told = self._runs.get(run)
        if told is None:
            told = self._runs[run] = actions(run)
        if told:
            self.telling.flush()
            for act, number in told:
                act(self.telling, number)
        return token.end()

    def _unicode(self, token: _Token) -> int:
        self.telling.flush()
        run = tokens.numbered(self.telling.state.skip).match(self._text, token.start())
        if run is None:
            return token.end()
        self.telling.say(tokens.characters(run.group()))
        return run.end()

    def _raw(self, token: _Token) -> int:
        self.telling.raw(bytes.fromhex(_NO_HEX.sub("", token[3])))
        return token.end()

    def _plain(self, token: _Token) -> int:
        self.telling.raw(token[8].encode("latin-1"))
        return token.end()

    def _binary(self, token: _Token) -> int:
        return token.end() + int(token[5][:10] or 0)

    def _symbol(self, token: _Token) -> int:
        sign = token[4]
        self.telling.flush()
        if sign in "\r\n":
            self.telling.end_paragraph()
        elif sign in _SIGNS:
            self.telling.say(_SIGNS[sign])
        return token.end()

    def _open(self, token: _Token) -> int:
        """A group begins; one that holds no text of the report is over at once."""
        telling, at = self.telling, token.start()
        telling.flush()
        named = tokens.DESTINATION.match(self._text, at)
        word = named[2] if named else ""
        if word in SKIPPED or (named and named[1] and word not in KNOWN):
            return self._skip(word, at)
        self._push()
        if named and word == "upr":  # the same twice, first for old readers
            return tokens.group_end(self._text, named.end() + 1)
        if named is None or word not in GROUPS:
            return named.end() if named and named[1] else at + 1
        GROUPS[word](telling)
        return named.end()

    def _push(self) -> None:
        if len(self._stack) >= DEEPEST:
            raise Unreadable("corrupt", f"{self._name} nests more than {DEEPEST} groups; open it in Word or WPS and save it again")
        self._stack.append(self.telling.state)
        self.telling.state = self.telling.state.inner()

    def _skip(self, word: str, at: int) -> int:
        end = tokens.group_end(self._text, at + 1)
        if word == "fonttbl":
            self.telling.fonts = fonts(self._text[at:end])
        elif word == "stylesheet":
            self.telling.outlines = outlines(self._text[at:end])
        elif word == "formfield" and _TICKBOX.search(self._text, at, end):
            result, default = (pattern.search(self._text, at, end) for pattern in (_RESULT, _DEFAULT))
            ticked = default if result is None or result[1] == _AS_DEFAULT else result
            self.telling.drawn = "☑" if ticked and ticked[1] != "0" else "☐"
        return end

    def _close(self, token: _Token) -> int:
        self._pop()
        return token.end()

    def _pop(self) -> None:
        telling = self.telling
        telling.flush()
        if not self._stack:
            return
        inner, outer = telling.state, self._stack.pop()
        story = inner.story
        if story is not outer.story and story.begun:
            story.end(inner, inner.depth)
        telling.state = outer
        if story is not outer.story and story.done:
            story.done()
