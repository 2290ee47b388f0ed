"""Every pattern file keeps what it promises: each example is told as its meaning and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from patterns import loader
from patterns.loader import PatternError, asked, faults, fold, load, names

EXTRACTORS = Path(loader.__file__).parents[1] / "extractors"


@pytest.mark.parametrize("name", names())
def test_every_example_is_told_as_its_meaning_alone_and_every_list_is_sorted(name: str) -> None:
    assert list(faults(name)) == []


@pytest.mark.parametrize("name", names())
def test_every_pattern_file_says_what_it_is_for(name: str) -> None:
    assert (loader.HERE / f"{name}.toml").read_text("utf-8").startswith("# ")


@pytest.fixture
def pattern_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(loader, "HERE", tmp_path)
    return tmp_path / "made.toml"


def test_one_word_with_two_meanings_is_a_load_error(pattern_file: Path) -> None:
    pattern_file.write_text('[budget]\nis = ["预算数"]\n[executed]\nis = ["预算 数"]\n', "utf-8")
    with pytest.raises(PatternError, match=r"预算 数.*budget.*executed"):
        load.__wrapped__("made")


def test_a_regex_without_an_example_is_a_load_error(pattern_file: Path) -> None:
    pattern_file.write_text("[rate]\nfind = '执行率'\n", "utf-8")
    with pytest.raises(PatternError, match=r"rate.*no examples"):
        load.__wrapped__("made")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[rate]\nis = 执行率\n", "made.toml cannot be read: .*line 2"),
        ("label = '率'\n", "label stands outside every"),
        ("[rate]\nfind = '(执行率'\nexamples = ['执行率']\n", r"regex of \[rate\] cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_names_the_place(pattern_file: Path, written: str, told: str) -> None:
    pattern_file.write_text(written, "utf-8")
    with pytest.raises(PatternError, match=told):
        load.__wrapped__("made")


def test_words_are_compared_without_white_space_and_width() -> None:
    assert fold("预算数（Ａ）\n ") == fold("预算数(A)")


def test_what_is_asked_by_itself_may_be_told_beside_others(pattern_file: Path) -> None:
    pattern_file.write_text("[a]\nasked = '资金$'\nexamples = ['项目资金']\n[b]\nasked = '项目'\nexamples = ['项目资金']\n", "utf-8")
    load.cache_clear()
    assert list(faults("made")) == []
    assert asked("made")["a"].search("省级资金")


def test_a_question_that_its_example_does_not_answer_is_a_fault(pattern_file: Path) -> None:
    pattern_file.write_text("[a]\nasked = '资金$'\nexamples = ['资金到位']\nnot = ['资金']\n", "utf-8")
    load.cache_clear()
    assert [fault.split(": ", 1)[1] for fault in faults("made")] == [
        "example «资金到位» of [a] is told as nothing",
        "«资金» must not be [a]",
    ]


@pytest.mark.parametrize("name", [name for name in names() if asked(name)])
def test_every_question_of_a_pattern_file_is_asked_by_the_code(name: str) -> None:
    asking = [text for path in EXTRACTORS.rglob("*.py") if f'asked("{name}")' in (text := path.read_text("utf-8"))]
    assert [question for question in asked(name) if not any(f'"{question}"' in text for text in asking)] == []
