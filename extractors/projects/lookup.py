"""Which project words name: by its whole name, or by a short one that only its name holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from extractors.document import Span
from extractors.forms.names import name_key
from extractors.frozen import frozen
from extractors.projects.titles import SHORTEST, is_account
from extractors.prose.spot import Told
from patterns.loader import asked

WORD = asked("project_words")


def is_next_part(one: Told, before: Told | None) -> bool:
    """甲项目预算90万元，包括中央补助60万元、区级配套30万元: whether what stands right before a part is its whole, or another part of it."""
    if one.head is None or before is None or before.mention.span.block != one.mention.span.block or before.sentence != one.sentence:
        return False
    whole = one.head.mention.span
    return before.mention.span == whole or (before.head is not None and before.head.mention.span == whole and before.rule == one.rule)


@frozen
class Names:
    """The names by which words tell a project, by their first characters, so that a look-up does not grow with the projects."""

    by_key: Mapping[str, Span] = field(default_factory=dict)
    by_head: Mapping[str, Sequence[str]] = field(default_factory=dict)  # the longest first
    letters: frozenset[str] = frozenset()  # that a name begins with
    asked: dict[str, Span | None] = field(default_factory=dict, compare=False)  # a figure's words are asked for it, its rate and its row

    @classmethod
    def of(cls, keys: Mapping[str, Span]) -> Names:
        by_key = {key: name for key, name in keys.items() if len(key) >= SHORTEST}
        by_head: dict[str, list[str]] = {}
        for name in sorted(by_key, key=len, reverse=True):
            by_head.setdefault(name[:SHORTEST], []).append(name)
        return cls(by_key, by_head, frozenset([name[0] for name in by_key]))

    def told_in(self, words: str) -> Span | None:
        """The project whose name the words hold, of several the longest; a line of an account (某某项目结转资金) must begin with it."""
        if words not in self.asked:
            self.asked[words] = self._opening(name_key(words)) if is_account(words) else self._longest(name_key(words))
        return self.asked[words]

    def in_short(self, words: str) -> Span | None:
        """The only project whose name holds the one that words open with (护水项目进度偏慢 of 村级护水项目)."""
        short = WORD["short_name"].match(words)
        key = name_key(short["name"]) if short else ""
        held = [name for name in self.by_key if key in name] if len(key) >= SHORTEST else []
        return self.by_key[held[0]] if len(held) == 1 else None

    def _opening(self, bare: str) -> Span | None:
        return min((self.by_key[name] for name in self.by_head.get(bare[:SHORTEST], ()) if bare.startswith(name)), default=None)

    def _longest(self, bare: str) -> Span | None:
        found, last = "", len(bare) - SHORTEST
        for at, letter in enumerate(bare):
            if at > last:
                break  # what is left is no longer
            if letter in self.letters:
                for name in self.by_head.get(bare[at : at + SHORTEST], ()):
                    if bare.startswith(name, at):
                        if len(name) > len(found):
                            found, last = name, len(bare) - len(name) - 1
                        break  # the others are shorter
        return self.by_key[found] if found else None
