"""What a clerk does wrong, and what happens to folders and files, is told in one line with the exit code that --help promises."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from command import RAW, ROOT, jixiao, ran, refused
from rich.text import Text

from pipeline.console import console

PAGE = "白沙镇2022年度项目支出绩效自评报告\n一、项目概况\n全年预算3.5万元，支出3.2万元。\n"


def page(file: Path, text: str = PAGE) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables that no test changes."""
    folder = tmp_path_factory.mktemp("tables")
    jixiao("run", RAW / "06-扁平文本自评表.txt", "--out", folder, "--jobs", 1)
    return folder


@pytest.fixture
def own(out: Path, tmp_path: Path) -> Path:
    """Tables that a test may damage."""
    shutil.copytree(out, tmp_path / "own", ignore=shutil.ignore_patterns("readers"))
    return tmp_path / "own"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder that even root cannot make files in")
def test_an_output_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    told = refused("run", page(tmp_path / "报告.txt"), "--out", "/proc/jixiao", expect=4)
    assert told.startswith("jixiao run: /proc/jixiao cannot be written: No such file or directory; ")
    assert "give another output folder" in told


def test_an_output_folder_below_a_file_is_named(tmp_path: Path) -> None:
    told = refused("run", page(tmp_path / "报告.txt"), "--out", tmp_path / "报告.txt" / "tables", expect=4)
    assert "Not a directory" in told


@pytest.mark.parametrize(
    "content", ['{"format": 1, "schema"', '{"format": 1}', "[]", '{"format": 1, "schema": "", "next": 1, "parts": [{}]}']
)
@pytest.mark.parametrize("command", [("run", RAW), ("query", "SELECT 1"), ("coverage",), ("explain", "0-f1.1")], ids=lambda words: words[0])
def test_a_damaged_snapshot_is_named_by_every_command(own: Path, content: str, command: tuple[object, ...]) -> None:
    (own / "snapshot.json").write_text(content, "utf-8")
    told = refused(*command, "--out", own, expect=4)
    assert "snapshot.json is damaged" in told
    assert "restore it, or move the folder away" in told


@pytest.mark.parametrize("harm", [Path.unlink, lambda file: file.write_bytes(file.read_bytes()[:60])], ids=["missing", "cut"])
def test_a_lost_or_damaged_file_of_a_table_is_named(own: Path, harm) -> None:  # type: ignore[no-untyped-def]
    (file,) = {*own.glob("runs/*.parquet")} - {own / "runs" / "00000000.parquet"}
    harm(file)
    told = refused("run", RAW / "06-扁平文本自评表.txt", "--out", own, expect=4)
    assert f"runs/{file.name}" in told
    assert "restore it, or run into an empty folder" in told


def test_an_input_that_is_not_there_makes_no_tables(tmp_path: Path) -> None:
    told = refused("run", tmp_path / "nowhere", "--out", tmp_path / "tables", expect=2)
    assert "nowhere does not exist; name a report" in told
    assert not (tmp_path / "tables").exists()
    for command in ("unmatched", "unused"):
        assert "does not exist; name a report" in refused("patterns", command, tmp_path / "nowhere", expect=2)


def test_a_slip_beside_tables_is_told_too(own: Path, tmp_path: Path) -> None:
    assert "does not exist; name a report" in refused("run", tmp_path / "nowhere", "--out", own, expect=2)


def test_a_folder_that_was_removed_can_be_pruned(tmp_path: Path) -> None:
    page(tmp_path / "raw/a/1.txt"), page(tmp_path / "raw/b/2.txt", PAGE + "二、问题\n")
    jixiao("run", tmp_path / "raw", "--out", tmp_path / "out", "--jobs", 1)
    shutil.rmtree(tmp_path / "raw/a")
    assert "1 input is gone, their rows stay; --prune removes them" in jixiao("run", tmp_path / "raw/a", "--out", tmp_path / "out")
    told = jixiao("run", tmp_path / "raw/a", "--prune", "--out", tmp_path / "out")
    assert "1 input is gone, their rows were removed: " in told
    assert "0 inputs: none is left; 0 read now" in told
    rows = json.loads(jixiao("query", "SELECT file_name FROM inputs", "--out", tmp_path / "out", "--format", "json"))
    assert rows == [{"file_name": "2.txt"}]


def test_tables_among_the_reports_are_never_read_as_reports(tmp_path: Path) -> None:
    page(tmp_path / "raw/报告.txt"), page(tmp_path / "raw/projects/报告.txt", PAGE + "二、问题\n")
    for read in (2, 0):
        summary = json.loads(jixiao("run", tmp_path / "raw", "--out", tmp_path / "raw", "--jobs", 1, "--json"))
        assert (summary["found"], summary["read"], summary["failures"]) == (2, read, [])


def test_the_engine_that_is_not_installed_names_its_extra(tmp_path: Path) -> None:
    script = "import sys; sys.modules['ray'] = None; sys.argv[0] = 'jixiao'; from pipeline.cli import main; main()"
    command = [sys.executable, "-c", script, "run", str(page(tmp_path / "报告.txt")), "--engine", "ray", "--out", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install -e '.[ray]'" in done.stderr


@pytest.mark.parametrize("suffix", ["csv", "json", "parquet"])
def test_a_query_writes_a_file_in_the_form_its_name_says(out: Path, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"rows.{suffix.upper()}"
    assert jixiao("query", "SELECT 7 AS seven", "--out", out, "--output", file) == ""
    assert file.read_bytes() == {"csv": b"seven\n7\n", "json": b'[{"seven": 7}]\n'}.get(suffix, file.read_bytes())
    assert (suffix == "parquet") == file.read_bytes().startswith(b"PAR1")


@pytest.mark.parametrize("words", [("--output", "rows.txt"), ("--output", "rows.csv", "--format", "table")])
def test_a_file_in_no_form_is_wrong_usage(out: Path, words: tuple[str, ...]) -> None:
    assert "needs --format csv, json or parquet" in refused("query", "SELECT 1", "--out", out, *words, expect=2)
    assert not (ROOT / words[1]).exists()


def test_parquet_without_a_file_is_wrong_usage(out: Path) -> None:
    assert "needs --output FILE" in refused("query", "SELECT 1", "--out", out, "--format", "parquet", expect=2)


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_a_file_that_cannot_be_written_is_named(out: Path, tmp_path: Path, form: str) -> None:
    told = refused("query", "SELECT 1", "--out", out, "--format", form, "--output", tmp_path / "no" / "rows", expect=2)
    assert f"{tmp_path}/no/rows cannot be written: No such file or directory; name a file" in told


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_reader_that_has_seen_enough_ends_a_query_quietly(out: Path, form: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "pipeline.cli", "query", "SELECT * FROM range(9999)", "--out", str(out), "--format", form]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_columns_of_one_name_are_kept_apart(out: Path, form: str) -> None:
    told = jixiao("query", "SELECT 7 AS a, 8 AS a, 9 AS a_1, 6 AS a", "--out", out, "--format", form)
    assert re.findall(r"[a-z_]+[0-9]*", told)[:4] == ["a", "a_2", "a_1", "a_3"]
    assert re.findall(r"(?<![a_0-9])[0-9](?! row)", told) == ["7", "8", "9", "6"]


def test_lists_are_json_in_csv(out: Path) -> None:
    sql = "SELECT 1 AS n, ['类', '“款”'] AS path, [1.50::DECIMAL(20,2), NULL] AS sums UNION ALL SELECT 2, NULL, [] ORDER BY n"
    told = jixiao("query", sql, "--out", out, "--format", "csv").splitlines()
    assert told == ["n,path,sums", '1,"[""类"", ""“款”""]","[1.5, null]"', "2,,[]"]


def test_brackets_and_colons_of_a_value_are_printed_as_they_are(out: Path) -> None:
    told = jixiao("query", "SELECT '[/b] x' AS \"[red]\", '[red]y' AS b, '10:100:z' AS c", "--out", out)
    assert all(word in told for word in ("[/b] x", "[red] ", "[red]y", "10:100:z"))


def test_brackets_of_a_file_name_are_printed_as_they_are(tmp_path: Path) -> None:
    report = page(tmp_path / "raw" / "报告[final].txt")
    jixiao("run", tmp_path / "raw", "--out", tmp_path / "[out]", "--jobs", 1)
    report.unlink()
    told = jixiao("run", tmp_path / "raw", "--out", tmp_path / "[out]")
    assert "报告[final].txt" in told
    assert "/[out]" in told.replace("\n", "")


def test_styles_stay_where_a_text_brings_them() -> None:
    with console.capture() as seen:
        console.print(Text("支出", style="bold"), "[b]")
    assert seen.get() == "支出 [b]\n"


def test_a_remedy_names_the_install_of_the_readme() -> None:
    from pipeline.doctor import EXTRAS, print_checkup

    remedies = [remedy for *_, remedy in EXTRAS.values()]
    assert remedies[0] in (ROOT / "README.md").read_text("utf-8")
    extras = {name: {"installed": False, "serves": "", "remedy": remedy} for name, (*_, remedy) in EXTRAS.items()}
    with console.capture() as seen:
        print_checkup({"jixiao": "", "python": "", "formats": [], "archives": [], "libraries": {}, "extras": extras, "programs": {}})
    assert all(remedy in seen.get() for remedy in remedies)


def test_copies_of_a_failed_file_are_told_by_their_own_names(tmp_path: Path) -> None:
    for name in (".hidden", "empty.docx", "sub/empty.txt"):
        page(tmp_path / "raw" / name, "")
    for _ in range(2):  # read, then known
        failures = json.loads(jixiao("run", tmp_path / "raw", "--out", tmp_path / "out", "--jobs", 1, "--json"))["failures"]
        assert {Path(one["source_uri"]).name: one["message"] for one in failures} == {
            name: f"{name} is empty; fetch the file again" for name in (".hidden", "empty.docx", "empty.txt")
        }
    (tmp_path / "raw/.hidden").unlink()
    failures = json.loads(jixiao("run", tmp_path / "raw", "--prune", "--out", tmp_path / "out", "--json"))["failures"]
    assert [one["message"].split()[0] for one in failures] == ["empty.docx", "empty.txt"]


def test_copies_of_what_was_read_in_part_are_told_by_their_own_names(tmp_path: Path) -> None:
    for name in ("a.rtf", "b.rtf"):
        page(tmp_path / "raw" / name, r"{\rtf1\ansi Budget 10 yuan\par of the year")
    for _ in range(2):
        parts = json.loads(jixiao("run", tmp_path / "raw", "--out", tmp_path / "out", "--jobs", 1, "--json"))["parts"]
        assert [one["message"].split(":")[0] for one in parts] == ["a.rtf", "b.rtf"]


@pytest.mark.parametrize("words", [("show",), ("coverage",)])
def test_a_pipe_is_no_report(tmp_path: Path, words: tuple[str, ...]) -> None:
    os.mkfifo(tmp_path / "报告.txt")
    assert "报告.txt: not a regular file" in refused(*words, tmp_path / "报告.txt", expect=1)


@pytest.mark.parametrize("command", ["unmatched", "unused"])
def test_the_patterns_lists_tell_what_they_could_not_read(tmp_path: Path, command: str) -> None:
    page(tmp_path / "报告.txt")
    (tmp_path / "dead.docx").symlink_to(tmp_path / "gone.docx")
    os.mkfifo(tmp_path / "pipe.txt")
    page(tmp_path / "cut.rtf", r"{\rtf1\ansi Budget 10 yuan\par of the year")
    done = ran("patterns", command, tmp_path)
    assert done.returncode == 0
    assert "not read: dead.docx: cannot be opened (No such file or directory); restore the file or remove the link" in done.stderr
    assert "not read: pipe.txt: not a regular file" in done.stderr
    assert "read in part cut.rtf: " in done.stderr


def test_show_and_coverage_tell_what_is_missing(tmp_path: Path) -> None:
    cut = page(tmp_path / "报告.rtf", r"{\rtf1\ansi Budget 10 yuan\par of the year")
    for command in ("show", "coverage"):
        done = ran(command, cut)
        assert done.returncode == 0
        assert done.stderr.startswith("read in part 报告.rtf: ")
        assert "fetch it anew" in done.stderr


def test_coverage_of_the_tables_has_a_line_for_every_report(tmp_path: Path) -> None:
    page(tmp_path / "raw/无数.txt", "白沙镇2022年度项目支出绩效自评报告\n一、项目概况\n本项目已经完成。\n")
    page(tmp_path / "raw/有数.txt")
    jixiao("run", tmp_path / "raw", "--out", tmp_path / "out", "--jobs", 1)
    told = jixiao("coverage", "--out", tmp_path / "out").splitlines()
    assert sum("无数.txt: 0 of 0 amounts and percents owned" in line for line in told) == 1
    assert len(told) == 3


def test_unknown_words_are_toml_whatever_they_are_made_of(tmp_path: Path) -> None:
    cells = [
        "\t项目名称",
        "\t校舍维修",
        "",
        "\t一级指标",
        "\t三级指标",
        "\t年度指标值",
        '\t"怪"列\\名',
        "",
        "\t产出指标",
        "\t维修校舍",
        "\t3栋",
        "\t甲",
    ]
    report = page(tmp_path / "表\x01.txt", "项目支出绩效自评表\n" + "\n".join(cells) + "\n\n\n完\n")
    assert '"怪"列\\名' in tomllib.loads(jixiao("patterns", "unmatched", report))["unmatched"]["is"]
