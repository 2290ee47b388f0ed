"""The gate: read the labelled reports, score the tables with their own scorer, hold every figure against its floor.

    python tests/gate/gate.py SHARED [SUITE ...] [--raise]

`floors.toml` may only rise: `--raise` writes the figures of this run where they are higher, less the suite's margin and rounded down to
steps of 0.005.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import tomllib
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.toml")
STEP = Decimal("0.005")
HEAD = "# Floors of the gate: they may only rise (python tests/gate/gate.py ../shared --raise)."


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("suites", nargs="*", help="only these suites of floors.toml")
    parser.add_argument("--raise", dest="lift", action="store_true", help="write higher floors where this run allows them")
    options = parser.parse_args()
    suites = tomllib.loads(FLOORS.read_text("utf-8"))
    failed = False
    for name in options.suites or suites:
        suite, started = suites[name], time.monotonic()
        figures = measure(options.shared, suite["files"], suite["expect"])
        failed |= report(name, suite["floors"], figures, time.monotonic() - started)
        if options.lift:
            suite["floors"] = {key: max(floor, lifted(figures[key], suite.get("margin", 0))) for key, floor in suite["floors"].items()}
    if options.lift:
        FLOORS.write_text(as_toml(suites), "utf-8")
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


def report(name: str, floors: dict[str, float], figures: dict[str, float], seconds: float) -> bool:
    """Print each figure beside its floor; tell whether one fell below."""
    below = {key for key, floor in floors.items() if figures.get(key, 0.0) < floor}
    for key, floor in floors.items():
        print(f"{name:10} {key:28} {figures.get(key, 0.0):.4f}  floor {floor:.3f}{'  BELOW' if key in below else ''}")
    print(f"{name}: {len(floors) - len(below)} passed, {len(below)} failed, {seconds:.0f} s", flush=True)
    return bool(below)


def lifted(figure: float, margin: float) -> float:
    steps = (Decimal(str(figure)) - Decimal(str(margin))) / STEP
    return float(steps.to_integral_value(ROUND_FLOOR) * STEP)


def as_toml(suites: dict[str, dict[str, Any]]) -> str:
    lines = [HEAD]
    for name, suite in suites.items():
        about = [f"{key} = {json.dumps(value)}" for key, value in suite.items() if key != "floors"]
        lines += ["", f"[{name}]", *about, f"[{name}.floors]", *(f'"{key}" = {floor}' for key, floor in suite["floors"].items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
