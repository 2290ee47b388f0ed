"""The command line as a user types it, on the sample reports, in a process of its own."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from command import RAW, ROOT, jixiao


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    jixiao("run", RAW, "--out", folder, "--jobs", 1)
    return folder


def test_a_run_tells_what_it_found_and_what_the_tables_hold(tmp_path: Path) -> None:
    told = jixiao("run", RAW, "--out", tmp_path / "tables", "--jobs", 1)
    assert "6 inputs: 6 whole; 6 read now, 0 unchanged, in " in told
    assert "budget_figures" in told


def test_a_second_run_reads_nothing(out: Path) -> None:
    summary = json.loads(jixiao("run", RAW, "--out", out, "--json"))
    assert (summary["read"], summary["unchanged"]) == (0, 6)


def test_strict_fails_where_an_input_cannot_be_read_and_says_why(tmp_path: Path) -> None:
    broken = tmp_path / "报告.docx"
    broken.write_bytes(b"PK\x03\x04 nothing more")
    told = jixiao("run", broken, "--out", tmp_path / "tables", "--strict", expect=1)
    assert "报告.docx" in told
    jixiao("run", broken, "--out", tmp_path / "tables")


def test_strict_fails_where_only_a_part_could_be_read_and_the_remedy_is_told(tmp_path: Path) -> None:
    cut = tmp_path / "报告.rtf"
    cut.write_bytes(rb"{\rtf1\ansi Budget 10 yuan\par of the year")
    told = jixiao("run", cut, "--out", tmp_path / "tables", "--strict", expect=1)
    assert "read in part" in told
    assert "fetch it anew" in told
    assert "1 input: 1 in part; 1 read now" in told


def test_a_folder_without_reports_says_what_to_name(tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    assert "name a report" in jixiao("run", tmp_path / "nothing", "--out", tmp_path / "tables")


def test_the_version_is_told() -> None:
    assert re.fullmatch(r"jixiao \d+\.\d+\.\d+\n", jixiao("--version"))


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    assert "does not exist" in jixiao("run", tmp_path / "nowhere", "--out", tmp_path / "tables", expect=2)


def test_a_query_prints_rows_in_every_form(out: Path, tmp_path: Path) -> None:
    sql = "SELECT name, budget_yuan FROM projects WHERE budget_yuan = 8600000"
    assert "农村供水保障专项资金" in jixiao("query", sql, "--out", out)
    assert jixiao("query", sql, "--out", out, "--format", "csv").splitlines() == ["name,budget_yuan", "农村供水保障专项资金,8600000.00"]
    assert json.loads(jixiao("query", sql, "--out", out, "--format", "json"))[0]["name"] == "农村供水保障专项资金"
    jixiao("query", sql, "--out", out, "--format", "parquet", "--output", tmp_path / "rows.parquet")
    assert pq.read_table(tmp_path / "rows.parquet").num_rows == 1


def test_json_tells_amounts_as_numbers_and_days_as_days(out: Path) -> None:
    sql = "SELECT 1234.50::DECIMAL(20,2) AS amount, 8::DECIMAL(20,2) AS whole, DATE '2024-03-01' AS day"
    assert json.loads(jixiao("query", sql, "--out", out, "--format", "json")) == [{"amount": 1234.5, "whole": 8, "day": "2024-03-01"}]


def test_wrong_sql_says_where_the_columns_are_listed(out: Path) -> None:
    assert "jixiao schema" in jixiao("query", "SELECT nothing FROM nowhere", "--out", out, expect=4)


def test_a_folder_without_tables_says_what_writes_them(tmp_path: Path) -> None:
    assert "jixiao run" in jixiao("query", "SELECT 1", "--out", tmp_path / "empty", expect=4)


def test_show_prints_outline_table_and_mentions(out: Path) -> None:
    told = jixiao("show", RAW / "06-扁平文本自评表.txt")
    assert "一、项目基本情况" in told
    assert "器材验收合格率" in told.replace("\n", "")
    assert "amount 8" in told


def test_schema_prints_a_table_with_its_vocabularies() -> None:
    told = jixiao("schema", "rates", "--json")
    kind = next(c for c in json.loads(told)[0]["columns"] if c["name"] == "kind")
    assert kind["vocabulary"] == ["execution", "completion", "share", "change"]


def test_doctor_lists_the_formats_that_can_be_read() -> None:
    found = json.loads(jixiao("doctor", "--json"))
    assert {"docx", "txt", "pdf"} <= set(found["formats"])


def test_every_archive_that_doctor_lists_is_opened(tmp_path: Path) -> None:
    page = tmp_path / "报告.txt"
    page.write_text("某局2021年度项目支出绩效自评报告\n一、概况\n本年预算9万元。\n", "utf-8")
    kinds = json.loads(jixiao("doctor", "--json"))["archives"]
    packers = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}
    (tmp_path / "in").mkdir()
    for kind in kinds:
        made = tmp_path / "in" / f"报告.{kind}"
        if kind == "zip":
            with zipfile.ZipFile(made, "w") as archive:
                archive.write(page, page.name)
        elif kind.startswith("tar"):
            with tarfile.open(made, f"w:{kind[4:]}") as packed:
                packed.add(page, page.name)
        else:
            made.write_bytes(packers[kind](page.read_bytes()))
    jixiao("run", tmp_path / "in", "--out", tmp_path / "tables", "--jobs", 1)
    sql = "SELECT source_uri, status FROM inputs"
    told = json.loads(jixiao("query", sql, "--out", tmp_path / "tables", "--format", "json"))
    assert {row["source_uri"].rpartition("/in/")[2].partition("!/")[0] for row in told if row["status"] == "ok"} == {
        f"报告.{kind}" for kind in kinds
    }


def test_explain_leads_from_a_key_to_its_words_and_its_rule(out: Path) -> None:
    sql = "SELECT figure_id FROM budget_figures WHERE amount_yuan = 7904200"
    key = json.loads(jixiao("query", sql, "--out", out, "--format", "json"))[0]["figure_id"]
    told = jixiao("explain", key, "--out", out)
    assert "截至2022年12月31日，支出【790.42万元】" in told
    assert "found by rule prose." in told


def test_explain_of_a_rate_shows_the_two_figures_it_follows_from_and_where_they_stand(out: Path) -> None:
    sql = "SELECT rate_id FROM rates WHERE rule = 'form.rate' AND computed_rate IS NOT NULL"
    key = json.loads(jixiao("query", sql, "--out", out, "--format", "json"))[0]["rate_id"]
    told = jixiao("explain", key, "--out", out)
    assert all(re.search(rf"{label} .*【.+】.*\(.*table [0-9]+ row [0-9]+ column [0-9]+", told) for label in ("denominator", "numerator"))


def test_explain_of_a_document_shows_where_its_title_and_its_agency_are_printed(out: Path) -> None:
    sql = "SELECT document_id, agency FROM documents WHERE title IS NOT NULL AND agency IS NOT NULL"
    row = json.loads(jixiao("query", sql, "--out", out, "--format", "json"))[0]
    told = jixiao("explain", row["document_id"], "--out", out)
    assert re.search(rf"agency .*【{row['agency']}】", told)
    assert re.search(r"title .*【.+】", told)


def test_a_pattern_file_that_cannot_be_read_is_named_in_one_line(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "patterns", tmp_path / "patterns")
    (tmp_path / "patterns" / "funds.toml").write_text("[central]\nis = 中央\n", "utf-8")
    roads = os.pathsep.join((str(tmp_path), str(ROOT)))
    found = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "patterns", "check"],
        env=os.environ | {"PYTHONPATH": roads},
        cwd=tmp_path,
        capture_output=True,
    )
    told = found.stderr.decode().strip()
    assert found.returncode == 2
    assert told.startswith("jixiao: funds.toml cannot be read")
    assert "Traceback" not in told


def test_explain_of_an_unknown_key_is_told_so(out: Path) -> None:
    assert "no table holds the key" in jixiao("explain", "0000-f1.1", "--out", out, expect=4)


def test_coverage_tells_what_no_fact_owns(out: Path, tmp_path: Path) -> None:
    report = tmp_path / "报告.txt"
    report.write_text("某局2021年度项目支出绩效自评报告\n一、概况\n本次检查合格率为87.5%，较为理想。\n", "utf-8")
    told = jixiao("coverage", report)
    assert "合格率为87.5%" in told
    assert "0 of 1 amounts and percents owned" in told
    assert "all: " in jixiao("coverage", "--out", out)


def test_unknown_header_words_come_as_toml_ready_to_paste(tmp_path: Path) -> None:
    report = tmp_path / "表.txt"
    cells = [
        "\t项目名称",
        "\t校舍维修",
        "",
        "\t一级指标",
        "\t三级指标",
        "\t年度指标值",
        "\t奇异列头",
        "",
        "\t产出指标",
        "\t维修校舍",
        "\t3栋",
        "\t甲",
        "",
        "",
    ]
    report.write_text("项目支出绩效自评表\n" + "\n".join(cells) + "\n完\n", "utf-8")
    assert '"奇异列头"' in jixiao("patterns", "unmatched", report)


def test_unused_words_are_listed_with_their_file() -> None:
    told = jixiao("patterns", "unused", RAW / "06-扁平文本自评表.txt")
    assert "columns.toml" in told
    assert "[" in told
