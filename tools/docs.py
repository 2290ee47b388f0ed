"""Write the data dictionary and the list of commands into both READMEs, between their marks.

python tools/docs.py
"""

from __future__ import annotations

from pathlib import Path

from pipeline.dictionary import commands, markdown

ROOT = Path(__file__).parent.parent


def between(text: str, mark: str, content: str) -> str:
    """The text with what stands between `<!-- mark -->` and `<!-- /mark -->` replaced."""
    opening, closing = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    before, rest = text.split(opening, 1)
    _, after = rest.split(closing, 1)
    return f"{before}{opening}\n\n{content}\n{closing}{after}"


for name in ("README.md", "README.zh-CN.md"):
    path = ROOT / name
    written = between(path.read_text("utf-8"), "dictionary", markdown())
    path.write_text(between(written, "commands", commands(chinese="zh" in name)), "utf-8")
