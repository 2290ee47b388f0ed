"""Letters without the module `regex`: its property classes cost every pattern that runs on every block."""

from __future__ import annotations

# All that `\p{Han}` tells, and unassigned code points between; to be set between brackets.
HAN = r"\u2e80-\u2fd5々〇〡-〩〸-〻㐀-䶿一-鿿\uf900-\ufad9\U00016fe2-\U00016ff6\U00020000-\U000323af"


def has_letter(text: str) -> bool:
    """Whether any character is a letter, of whatever script."""
    return any(map(str.isalpha, text))
