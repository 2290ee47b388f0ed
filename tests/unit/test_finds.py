"""The words looked for before a regex is run: no match may be without one of them."""

from __future__ import annotations

import pytest

from extractors.prose.finds import meaning, nearest, where, words_needed
from patterns.loader import Meaning, load, names

FINDING = [pytest.param(one, id=f"{name}.{one.id}") for name in names() for one in load(name) if one.find is not None]


@pytest.mark.parametrize("one", FINDING)
def test_every_example_of_a_regex_holds_a_word_that_the_regex_needs(one: Meaning) -> None:
    assert one.find is not None
    needed = words_needed(one.find.pattern)
    told = [example for example in one.examples if one.find.search(example)]
    assert not needed or all(any(word in example for word in needed) for example in told)


def test_a_sequence_needs_its_longest_word_and_a_choice_one_of_each_branch() -> None:
    assert words_needed("结转(?:资金)?安排") == ("结转",)
    assert words_needed("(?:拨付|执行)进度款") == ("进度款",)
    assert words_needed("债券|自筹资金") == ("债券", "自筹资金")


def test_a_class_of_few_characters_is_needed_and_one_of_many_is_not() -> None:
    assert words_needed("[市县]{1,2}") == ("市", "县")
    assert words_needed(r"\p{Han}+[0-9]") == tuple("0123456789")
    assert words_needed("[一-龥]|债券") == ()


def test_what_may_be_left_out_or_must_not_stand_there_is_not_needed() -> None:
    assert words_needed("(?:追加)?(?!问题)(?<!上级|省级?)") == ()
    assert words_needed("[^市县]") == ()
    assert words_needed("(?i)ab") == ()


def test_the_find_nearest_the_end_counts_and_of_two_that_end_together_the_longer() -> None:
    found = nearest("prose_rates", "支出增长后的执行率")
    assert found is not None
    assert (found.id, found.start, found.end) == ("execution", 6, 9)
    assert nearest("prose_rates", "新购桌椅") is None


def test_a_title_tells_the_first_meaning_of_its_file_or_none() -> None:
    assert meaning("project_texts", "存在的问题") == "problems"
    assert meaning("project_texts", "机构设置") is None
    assert where("not_projects", "account", "机构设置") is None
