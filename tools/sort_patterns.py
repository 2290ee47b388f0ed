"""Sort the word lists of the pattern files, one word a line where they do not fit on one.

python tools/sort_patterns.py patterns/measures.toml [...]
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path

LIST = re.compile(r"^(is|weak|behind) = \[(.*?)\]$", re.M | re.S)
WIDTH = 140


def sorted_list(match: re.Match[str]) -> str:
    words = sorted(set(tomllib.loads(match[0])[match[1]]))
    quoted = [json.dumps(word, ensure_ascii=False) for word in words]
    line = f"{match[1]} = [{', '.join(quoted)}]"
    if len(line) <= WIDTH:
        return line
    return f"{match[1]} = [\n" + "".join(f"    {word},\n" for word in quoted) + "]"


for name in sys.argv[1:]:
    path = Path(name)
    path.write_text(LIST.sub(sorted_list, path.read_text("utf-8")), "utf-8")
