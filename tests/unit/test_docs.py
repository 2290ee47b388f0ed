"""The documentation is true: no command, option, column or exit code is undocumented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.cli import EXIT_CODES
from pipeline.dictionary import commands, dictionary, markdown

ROOT = Path(__file__).parent.parent.parent
READMES = ("README.md", "README.zh-CN.md")
ROOMS = ("patterns", "extractors", "pipeline", "docs")
PATH = re.compile(
    r"(?<![\w/.*{<…])(?:patterns|extractors|pipeline|tests|golden|tools|docs|benchmarks|notebooks)(?:/[a-z0-9_.-]*[a-z0-9_])+(?![\w*{<>/])"
)
PATTERN_FILE = re.compile(r"(?<![\w/.}*])[a-z_]+\.toml")


@pytest.mark.parametrize("name", READMES)
def test_the_data_dictionary_is_the_one_of_the_row_classes(name: str) -> None:
    assert markdown() in (ROOT / name).read_text("utf-8"), "make docs writes it anew"


@pytest.mark.parametrize("name", READMES)
def test_every_command_and_option_is_listed(name: str) -> None:
    assert commands(chinese="zh" in name) in (ROOT / name).read_text("utf-8"), "make docs writes it anew"


def test_every_column_has_a_chinese_label_and_a_description() -> None:
    bare = [(e["table"], c["name"]) for e in dictionary() for c in e["columns"] if not (c["label_zh"] and c["description"])]
    assert bare == []


@pytest.mark.parametrize("name", READMES)
def test_every_exit_code_is_explained(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    codes = re.findall(r"(?:^|[:;] ?)([0-9]) ", EXIT_CODES.replace("\n", " "))
    assert codes == ["0", "1", "2", "3", "4"]
    assert all(re.search(rf"[:：;；\n ]{code} ", text) for code in codes)
    if name == "README.md":
        assert _words(EXIT_CODES) in _words(text)


def _words(text: str) -> str:
    return " ".join(text.replace("`", "").split())


def test_every_decision_says_why_in_its_first_lines() -> None:
    decisions = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert decisions
    assert all(path.read_text("utf-8").startswith("# ") and len(path.read_text("utf-8")) > 200 for path in decisions)


def test_every_file_that_a_comment_or_a_page_names_is_there() -> None:
    """Code moves, and what speaks of it must move along."""
    texts = [path for room in ROOMS for path in (ROOT / room).rglob("*") if path.suffix in (".py", ".toml", ".md")]
    told = {(path.relative_to(ROOT), name) for path in (*ROOT.glob("*.md"), *texts) for name in _files(path.read_text("utf-8"))}
    assert not sorted(
        f"{path} names {name}" for path, name in told if not any((ROOT / at / name).exists() for at in ("", "tests", "patterns"))
    )


def _files(text: str) -> set[str]:
    return {*PATH.findall(text), *PATTERN_FILE.findall(text)}
