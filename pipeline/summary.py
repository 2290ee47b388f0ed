"""What a run tells at its end: every count, every failure with its remedy, what the tables hold now."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from rich.table import Table

import pipeline
from pipeline.console import console
from pipeline.run import Summary

SHOWN = ("documents", "projects", "budget_figures", "statement_lines", "rates", "indicators", "scores", "citations", "mentions", "findings")
MOST = 20  # failures that are printed; the rest are in the table inputs


def as_dict(summary: Summary) -> dict[str, Any]:
    return dataclasses.asdict(summary)


def print_summary(summary: Summary, out: Path) -> None:
    """What the tables hold, what went wrong, and the counts of this run last, where the eye is."""
    _holdings(out)
    _failures(summary)
    if summary.removed:
        told = "their rows were removed" if summary.pruned else "their rows stay; --prune removes them"
        gone = "1 input is" if len(summary.removed) == 1 else f"{len(summary.removed)} inputs are"
        console.print(f"{gone} gone, {told}: {', '.join(summary.removed[:5])}")
    if summary.left:
        console.print(f"{summary.left} left for the next run (--limit)")
    console.print(_counts(summary))


def _counts(summary: Summary) -> str:
    """First what every path is, in counts that add up; then what this run did."""
    if not summary.found and not summary.removed:
        return "0 inputs: no file there; name a report, or a folder of reports"
    kinds = {"whole": summary.whole, "in part": len(summary.parts), "failed": summary.failed, "set aside": len(summary.set_aside)}
    kinds["left"] = summary.found - sum(kinds.values())
    told = ", ".join(f"{count} {kind}" for kind, count in kinds.items() if count)
    noun = "input" if summary.found == 1 else "inputs"
    return (
        f"{summary.found} {noun}: {told or 'none is left'}; "
        f"{summary.read} read now, {summary.unchanged} unchanged, in {summary.seconds:.1f} s"
    )


def _failures(summary: Summary) -> None:
    for failure in summary.failures[:MOST]:
        console.print(f"failed {failure.source_uri}: {failure.code}: {failure.message}")
    if len(summary.failures) > MOST:
        console.print(f"… and {len(summary.failures) - MOST} more: SELECT * FROM inputs WHERE status = 'failed'")
    for part in summary.parts[:MOST]:
        console.print(f"read in part {part.source_uri}: {part.message}")
    if len(summary.parts) > MOST:
        console.print(f"… and {len(summary.parts) - MOST} more: SELECT * FROM inputs WHERE status = 'partial'")
    for aside in summary.set_aside[:MOST]:
        console.print(f"set aside {aside.source_uri}: {aside.message}")


def _holdings(out: Path) -> None:
    with pipeline.tables(out) as tables:
        table = Table("table", "rows", title=f"rows in {out}", title_justify="left")
        for name in SHOWN:
            table.add_row(name, f"{tables[name].num_rows:,}")
    console.print(table, soft_wrap=False)
