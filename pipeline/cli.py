"""The command `jixiao`: each command mirrors one function of the library; heavy imports wait until a command needs them."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.console import console, errors

if TYPE_CHECKING:
    from extractors.read import Read

OUT = Path("data/parquet")
EXIT_CODES = """
Exit codes: 0 all went well; 1 some input could not be read (run: only with --strict, then also where only a part was); 2 wrong usage;
3 another run holds the output folder; 4 the tables cannot be read, or not asked so; 130 interrupted.
"""

app = typer.Typer(
    name="jixiao",
    help="Archived Chinese budget-performance reports in, linked Parquet tables out.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
patterns_app = typer.Typer(no_args_is_help=True, help="The reports' language: check it, find words nobody knows, words nobody uses.")
app.add_typer(patterns_app, name="patterns")

Paths = Annotated[list[Path] | None, typer.Argument(help="Files and folders to read.", show_default="data/raw")]
Out = Annotated[Path, typer.Option("--out", file_okay=False, help="The folder of the tables.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]
OneFile = Annotated[Path, typer.Argument(help="One report.", exists=True, dir_okay=False)]


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        console.print(f"jixiao {version('jixiao')}", markup=False)
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.", callback=_version, is_eager=True)] = False,
) -> None:
    pass


class EngineName(StrEnum):
    local = "local"
    ray = "ray"


class Format(StrEnum):
    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


@app.command(epilog=EXIT_CODES)
def run(
    paths: Paths = None,
    out: Out = OUT,
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="Worker processes; 0 = one per core.")] = 0,
    force: Annotated[bool, typer.Option("--force", help="Read again what was read before.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Remove the rows of inputs that are gone.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Read at most so many new files.")] = None,
    timeout: Annotated[float, typer.Option("--timeout", min=1, help="Seconds one file may take.")] = 300.0,
    memory: Annotated[int, typer.Option("--memory", min=256, help="Megabytes one worker may use.")] = 4096,
    engine: Annotated[EngineName, typer.Option("--engine", help="local: worker processes; ray: many machines.")] = EngineName.local,
    as_json: AsJson = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when any input could not be read whole.")] = False,
) -> None:
    """Read reports into tables; what was read before and has not changed is skipped."""
    from pipeline.progress import watched
    from pipeline.run import Options
    from pipeline.run import run as run_reports
    from pipeline.store import Held
    from pipeline.summary import as_dict, print_summary

    wanted = _existing(paths)
    options = Options(jobs=jobs, force=force, prune=prune, limit=limit, timeout=timeout, memory_mb=memory, engine=engine.value)
    try:
        with watched(quiet=as_json) as progress:
            summary = run_reports(wanted, out, options, progress)
    except Held as held:
        errors.print(f"jixiao run: {held}")
        raise typer.Exit(3) from None
    except KeyboardInterrupt:
        errors.print(f"jixiao run: interrupted; what was read is in {out}, run again to read the rest")
        raise typer.Exit(130) from None
    if as_json:
        sys.stdout.write(json.dumps(as_dict(summary), ensure_ascii=False, default=str) + "\n")
    else:
        print_summary(summary, out)
    if strict and (summary.failed or summary.parts):
        raise typer.Exit(1)


@app.command(epilog=EXIT_CODES)
def show(file: OneFile) -> None:
    """Print one report as it is read: its outline, tables and mentions, amounts highlighted."""
    from pipeline.show import show_report

    show_report(_read(file))


@app.command(epilog=EXIT_CODES)
def query(
    sql: Annotated[str, typer.Argument(help="SQL over the tables and views (DuckDB).")],
    out: Out = OUT,
    form: Annotated[Format, typer.Option("--format", help="How to print the rows.")] = Format.table,
    output: Annotated[Path | None, typer.Option("--output", help="Write to this file (needed for parquet).")] = None,
) -> None:
    """Ask the tables in SQL, with the views v_figures, v_projects, v_indicators, execution_rates and cells."""
    from pipeline.query import QueryError, answer

    try:
        answer(sql, out, form.value, output)
    except QueryError as error:
        errors.print(str(error))
        raise typer.Exit(4) from None
    except OSError as error:
        errors.print(f"jixiao query: {output} cannot be written: {error.strerror}; name a file in a folder that exists")
        raise typer.Exit(2) from None


@app.command()
def schema(
    table: Annotated[str | None, typer.Argument(help="One table; all of them without it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print the tables and their columns: the data dictionary."""
    from pipeline.dictionary import dictionary, print_dictionary

    entries = [entry for entry in dictionary() if table in (None, entry["table"])]
    if not entries:
        errors.print(f"jixiao schema: no table {table}; without a name all tables are listed")
        raise typer.Exit(2)
    if as_json:
        sys.stdout.write(json.dumps(entries, ensure_ascii=False) + "\n")
    else:
        print_dictionary(entries)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Tell what is installed, which formats can be read, and how to add the rest."""
    from pipeline.doctor import checkup, print_checkup

    found = checkup()
    if as_json:
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        print_checkup(found)


@patterns_app.command("check")
def patterns_check() -> None:
    """Run every example of every pattern; print what a file promises and does not keep."""
    from patterns.loader import faults, names

    found = [fault for name in names() for fault in faults(name)]
    for fault in found:
        errors.print(fault)
    console.print(f"{len(names())} pattern files, {len(found)} faults")
    if found:
        raise typer.Exit(1)


@patterns_app.command("unmatched")
def patterns_unmatched(paths: Paths = None) -> None:
    """Print header words that no pattern knows, as TOML ready to paste."""
    from pipeline.unmatched import documents, unknown_words

    sys.stdout.write(unknown_words(documents(_existing(paths))))


@patterns_app.command("unused")
def patterns_unused(paths: Paths = None) -> None:
    """Print pattern words that no report uses."""
    from pipeline.unmatched import documents, unused_words

    for file, meaning, word in unused_words(documents(_existing(paths))):
        console.print(f"{file}.toml [{meaning}] {word}", markup=False)


@app.command(epilog=EXIT_CODES)
def coverage(
    file: Annotated[
        Path | None, typer.Argument(help="One report; without it one line for each report in the tables.", exists=True, dir_okay=False)
    ] = None,
    out: Out = OUT,
) -> None:
    """Print each amount and percent of FILE that no fact owns, in its sentence; without FILE how many there are in each report."""
    from pipeline.coverage import print_folder, print_report
    from pipeline.store_snapshot import BrokenStore

    if file is not None:
        print_report(_read(file))
        return
    try:
        print_folder(out)
    except BrokenStore as error:
        errors.print(f"jixiao coverage: {error}")
        raise typer.Exit(4) from None


@app.command(epilog=EXIT_CODES)
def explain(fact_id: Annotated[str, typer.Argument(help="The key of a fact, such as 0123456789abcdef-f12.37.")], out: Out = OUT) -> None:
    """Print one fact, the words it was read from, and the rule that found it."""
    from pipeline.explain import NoSuchFact
    from pipeline.explain import explain as explain_fact
    from pipeline.store_snapshot import BrokenStore

    try:
        explain_fact(fact_id, out)
    except (NoSuchFact, BrokenStore) as error:
        errors.print(f"jixiao explain: {error}")
        raise typer.Exit(4) from None


def _existing(paths: list[Path] | None) -> list[Path]:
    """The paths to read, data/raw where none is named."""
    wanted = paths or [Path("data/raw")]
    for path in wanted:
        if not path.exists():
            errors.print(f"jixiao: {path} does not exist; name a report or a folder of reports")
            raise typer.Exit(2)
    return wanted


def _read(file: Path) -> Read:
    """One report, read as far as prose and forms go; prints why it cannot be."""
    from extractors import readers
    from extractors.report import Unreadable, read
    from pipeline.containers import members

    try:
        return read(readers.read(file.read_bytes(), file.name))
    except Unreadable as error:
        if error.code == "unsupported_format" and members(file) is not None:
            errors.print(f"{file.name} is an archive; jixiao run reads what it holds, unpack one report to look at it alone")
            raise typer.Exit(1) from None
        errors.print(f"{error.code}: {error.message}")
        raise typer.Exit(1) from None


def main() -> None:
    from patterns.loader import PatternError

    try:
        app()
    except PatternError as error:
        errors.print(f"jixiao: {error}", markup=False)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
