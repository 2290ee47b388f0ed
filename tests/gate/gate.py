"""The gate: read the labelled reports, score the tables with their own scorer, hold every figure against its floor.

    python tests/gate/gate.py SHARED [--raise]

`floors.toml` may only rise: `--raise` writes the figures of this run where they are higher (rounded down to three digits).
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.toml")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--raise", dest="lift", action="store_true", help="write higher floors where this run allows them")
    options = parser.parse_args()
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    failed = False
    for name, suite in floors.items():
        figures = measure(options.shared, suite["files"], suite["expect"])
        failed |= report(name, suite["floors"], figures)
        if options.lift:
            suite["floors"] = {key: max(floor, rounded(figures[key])) for key, floor in suite["floors"].items()}
    if options.lift:
        FLOORS.write_text(as_toml(floors), "utf-8")
    return int(failed)


def measure(shared: Path, globs: list[str], expect: int) -> dict[str, float]:
    """Every figure the scorer knows, by one flat name, for the files of one suite."""
    files = sorted(str(path) for pattern in globs for path in shared.glob(pattern))
    with tempfile.TemporaryDirectory() as scratch:
        tables, scores = Path(scratch, "tables"), Path(scratch, "scores.json")
        run = [sys.executable, "-m", "pipeline.cli", "run", *files, "--out", str(tables), "--json", "--strict", "--timeout", "600"]
        subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
        scorer = [sys.executable, str(shared / "tools/score.py"), str(tables), "--gold", str(shared / "gold")]
        subprocess.run([*scorer, "--json", str(scores), "--expect", str(expect)], check=True, stdout=subprocess.DEVNULL)
        told = json.loads(scores.read_text("utf-8"))
    return {"strict_f1": told["strict_f1"], "macro_f1": told["macro_f1"], **told["tables"], **told["fields"]}


def report(name: str, floors: dict[str, float], figures: dict[str, float]) -> bool:
    """Print each figure beside its floor; tell whether one fell below."""
    below = {key for key, floor in floors.items() if figures.get(key, 0.0) < floor}
    for key, floor in floors.items():
        print(f"{name:10} {key:28} {figures.get(key, 0.0):.4f}  floor {floor:.3f}{'  BELOW' if key in below else ''}")
    print(f"{name}: {len(floors) - len(below)} passed, {len(below)} failed")
    return bool(below)


def rounded(figure: float) -> float:
    return math.floor(figure * 1000) / 1000


def as_toml(floors: dict[str, dict[str, object]]) -> str:
    lines = ["# Floors of the gate: they may only rise (python tests/gate/gate.py ../shared --raise)."]
    for name, suite in floors.items():
        lines += ["", f"[{name}]", f"files = {json.dumps(suite['files'])}", f"expect = {suite['expect']}", f"[{name}.floors]"]
        lines += [f'"{key}" = {floor}' for key, floor in dict(suite["floors"]).items()]  # type: ignore[call-overload]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
