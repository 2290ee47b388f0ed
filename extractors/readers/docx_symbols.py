"""Where the signs of symbol fonts stood; they are in `extractors.word_symbols` now."""

from extractors.word_symbols import equation as equation
from extractors.word_symbols import is_symbol_font as is_symbol_font
from extractors.word_symbols import symbol as symbol
from extractors.word_symbols import symbols as symbols
