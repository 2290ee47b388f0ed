"""What the patterns do not know yet, and what nobody uses: the maintainer's two lists."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from extractors import readers
from extractors.document import Document, Unreadable, grids
from extractors.forms import unmatched
from patterns.loader import fold, load, names
from pipeline.console import errors
from pipeline.corpus import discover

EXAMPLES = 3


def documents(paths: Sequence[Path]) -> Iterator[Document]:
    """Every report below the paths that can be read."""
    for one in discover(paths):
        try:
            yield readers.read(one.load(), one.file_name)
        except Unreadable as error:
            errors.print(f"not read: {error.message}")


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
        lines += [f'    "{word}",  # {count} times, first in {told[word]}' for word, count in seen[file].most_common()]
        lines += ["]", ""]
    return "\n".join(lines) or "# every header word is known\n"


def unused_words(read: Iterable[Document]) -> Iterator[tuple[str, str, str]]:
    """File, meaning and word of every pattern word that no report prints."""
    text = fold("\n".join(block.text for document in read for block in document.blocks))
    for name in names():
        for meaning in load(name):
            yield from ((name, meaning.id, word) for word in meaning.words if fold(word) not in text)
