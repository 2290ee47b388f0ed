"""The command `jixiao`: each command mirrors one function of the library; heavy imports wait until a command needs them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.console import console, errors, write

if TYPE_CHECKING:
    from extractors.read import Read

RAW, OUT = Path("data/raw"), Path("data/parquet")
EXIT_CODES = """
Exit codes: 0 all went well; 1 some input could not be read (run: only with --strict, then also where only a part was); 2 wrong usage;
3 another run holds the output folder; 4 the tables cannot be read or written, or not asked so; 130 interrupted.
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

        console.print(f"jixiao {version('jixiao')}")
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
    from pipeline.doctor import EXTRAS, checkup
    from pipeline.progress import watched
    from pipeline.run import Options
    from pipeline.run import run as run_reports
    from pipeline.summary import as_dict, print_summary

    if engine is EngineName.ray and not checkup()["extras"]["ray"]["installed"]:
        errors.print(f"jixiao run: --engine ray needs the extra ray; {EXTRAS['ray'][-1]}")
        raise typer.Exit(2)
    options = Options(jobs=jobs, force=force, prune=prune, limit=limit, timeout=timeout, memory_mb=memory, engine=engine.value)
    with _faults("jixiao run"):
        try:
            with watched(quiet=as_json) as progress:
                summary = run_reports(paths or [RAW], out, options, progress)
        except KeyboardInterrupt:
            errors.print(f"jixiao run: interrupted; what was read is in {out}, run again to read the rest")
            raise typer.Exit(130) from None
        if as_json:
            write(json.dumps(as_dict(summary), ensure_ascii=False, default=str) + "\n")
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
    form: Annotated[
        Format | None, typer.Option("--format", help="How to give the rows.", show_default="a table, or what the suffix of --output says")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", help="Write csv, json or parquet to this file.")] = None,
) -> None:
    """Ask the tables in SQL, with the views v_figures, v_projects, v_indicators, execution_rates and cells."""
    from pipeline.query import QueryError, WrongOutput, answer

    try:
        answer(sql, out, form, output)
    except (QueryError, WrongOutput) as error:
        errors.print(f"jixiao query: {error}")
        raise typer.Exit(2 if isinstance(error, WrongOutput) else 4) from None


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
        write(json.dumps(entries, ensure_ascii=False) + "\n")
    else:
        print_dictionary(entries)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Tell what is installed, which formats can be read, and how to add the rest."""
    from pipeline.doctor import checkup, print_checkup

    found = checkup()
    if as_json:
        write(json.dumps(found, ensure_ascii=False) + "\n")
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

    with _faults("jixiao patterns unmatched"):
        write(unknown_words(documents(paths or [RAW])))


@patterns_app.command("unused")
def patterns_unused(paths: Paths = None) -> None:
    """Print pattern words that no report uses."""
    from pipeline.unmatched import documents, unused_words

    with _faults("jixiao patterns unused"):
        for file, meaning, word in unused_words(documents(paths or [RAW])):
            console.print(f"{file}.toml [{meaning}] {word}")


@app.command(epilog=EXIT_CODES)
def coverage(
    file: Annotated[
        Path | None, typer.Argument(help="One report; without it one line for each report in the tables.", exists=True, dir_okay=False)
    ] = None,
    out: Out = OUT,
) -> None:
    """Print each amount and percent of FILE that no fact owns, in its sentence; without FILE how many there are in each report."""
    from pipeline.coverage import print_folder, print_report

    if file is not None:
        print_report(_read(file))
        return
    with _faults("jixiao coverage"):
        print_folder(out)


@app.command(epilog=EXIT_CODES)
def explain(fact_id: Annotated[str, typer.Argument(help="The key of a fact, such as 0123456789abcdef-f12.37.")], out: Out = OUT) -> None:
    """Print one fact, the words it was read from, and the rule that found it."""
    from pipeline.explain import NoSuchFact
    from pipeline.explain import explain as explain_fact

    with _faults("jixiao explain"):
        try:
            explain_fact(fact_id, out)
        except NoSuchFact as error:
            errors.print(f"jixiao explain: {error}")
            raise typer.Exit(4) from None


@contextmanager
def _faults(command: str) -> Iterator[None]:
    """What stops a command, told in one line with the exit code of its kind."""
    from pipeline.corpus import NoSuchInput
    from pipeline.store_lock import Held
    from pipeline.store_snapshot import BrokenStore

    try:
        yield
    except (NoSuchInput, Held, BrokenStore) as fault:
        errors.print(f"{command}: {fault}")
        raise typer.Exit({NoSuchInput: 2, Held: 3}.get(type(fault), 4)) from None


def _read(file: Path) -> Read:
    """One report, read as far as prose and forms go; prints why it cannot be, or what of it is missing."""
    from extractors import readers
    from extractors.report import Unreadable, read
    from pipeline.containers import members
    from pipeline.corpus import itself, loaded

    try:
        document = readers.read(loaded(itself(file)), file.name)
    except Unreadable as error:
        if error.code == "unsupported_format" and file.is_file() and members(file) is not None:
            errors.print(f"{file.name} is an archive; jixiao run reads what it holds, unpack one report to look at it alone")
            raise typer.Exit(1) from None
        errors.print(f"{error.code}: {error.message}")
        raise typer.Exit(1) from None
    if document.damage is not None:
        errors.print(f"read in part {file.name}: {document.damage}")
    return read(document)


def main() -> None:
    from patterns.loader import PatternError

    try:
        app()
    except PatternError as error:
        errors.print(f"jixiao: {error}")
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
