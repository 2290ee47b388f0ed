"""What the patterns do not know yet, and what nobody uses: the maintainer's two lists."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from extractors import readers
from extractors.document import Document, Unreadable, grids
from extractors.forms import unmatched
from patterns.loader import fold, load, names
from pipeline.console import errors
from pipeline.corpus import discover, loaded


def documents(paths: Sequence[Path]) -> Iterator[Document]:
    """Every report below the paths that can be read; the rest is told."""
    for one in discover(paths):
        try:
            document = readers.read(loaded(one), one.file_name)
        except Unreadable as error:
            errors.print(f"not read: {error.message}")
            continue
        if document.damage is not None:
            errors.print(f"read in part {one.file_name}: {document.damage}")
        yield document


def unknown_words(read: Iterable[Document]) -> str:
    """Header words and row labels that no pattern knows, the most frequent first, as TOML ready to paste."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    told: dict[str, str] = {}
    for document in read:
        for file, span in unmatched(document, grids(document.blocks)):
            word = "".join(document.text(span).split())
            seen[file][word] += 1
            told.setdefault(word, document.name)
    lines = []
    for file in sorted(seen):
        lines += [f"# patterns/{file}.toml: move each word below the meaning it has, drop what has none", "[unmatched]", "is = ["]
        lines += [f"    {_quoted(word)},  # {count} times, first in {_shown(told[word])}" for word, count in seen[file].most_common()]
        lines += ["]", ""]
    return "\n".join(lines) or "# every header word is known\n"


def _quoted(word: str) -> str:
    """A string of TOML: what JSON escapes, TOML escapes alike, but for the one control character JSON lets stand."""
    return json.dumps(word, ensure_ascii=False).replace("\x7f", "\\u007f")


def _shown(name: str) -> str:
    """A file name within a comment, where TOML has no escapes."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)


def unused_words(read: Iterable[Document]) -> Iterator[tuple[str, str, str]]:
    """File, meaning and word of every pattern word that no report prints."""
    text = fold("\n".join(block.text for document in read for block in document.blocks))
    for name in names():
        for meaning in load(name):
            yield from ((name, meaning.id, word) for word in meaning.words if fold(word) not in text)
