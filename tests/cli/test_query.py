"""The commands that read the published file: explain, sql, documents; and what needs none."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from gongkai.cli.main import cli
from gongkai.settings import Settings
from tests.cli import drafts


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in arguments], input=stdin, catch_exceptions=False)


def one(settings: Settings, query: str) -> str:
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return str(row[0])


_PLANTED = "select {} from marts.{} where document_id like 'planted-%' and {} limit 1"


def test_a_fact_leads_to_its_row_and_the_rules_that_used_it(warehouse: Settings) -> None:
    fact_id = one(warehouse, _PLANTED.format("budget_line_id", "fct_budget_line", "amount_printed = '650'"))
    found = json.loads(run("explain", "--json", fact_id).stdout)
    assert found["fact"]["line"] == drafts.PLANTED_LINE
    assert found["fact"]["text"] == drafts.PLANTED_ROW
    assert found["file_name"] == "planted.txt"
    assert {(u["rule_id"], u["status"]) for u in found["uses"]} >= {
        ("row_sum", "pass"),
        ("hierarchy", "fail"),
    }
    printed = run("explain", fact_id).stdout
    assert drafts.PLANTED_ROW in printed
    assert f"第 {drafts.PLANTED_LINE} 行" in printed


def test_tables_of_analysts_need_no_prefix(warehouse: Settings) -> None:
    found = run(
        "sql",
        "--json",
        "select (select count(*) from 披露文件) = (select count(*) from dim_document) as same",
    )
    assert found.exit_code == 0, found.output
    assert json.loads(found.stdout) == [{"same": True}]


def test_a_check_leads_to_both_sides(warehouse: Settings) -> None:
    check_id = one(
        warehouse, _PLANTED.format("check_id", "fct_check", "status = 'fail' and rule_id = 'hierarchy'")
    )
    [use] = json.loads(run("explain", "--json", check_id).stdout)["uses"]
    assert use["check_id"] == check_id
    assert drafts.PLANTED_ROW in [operand["text"] for operand in use["operands"]]


def test_a_fact_of_a_draft_can_be_explained_without_a_warehouse(tmp_path: Path) -> None:
    path = drafts.write(tmp_path, "draft.txt", drafts.PLANTED)
    document = json.loads(run("check", "--json", path).stdout)["files"][0]["documents"][0]
    check_id = document["findings"][0]["check_id"]
    outcome = run("explain", check_id, "--file", path)
    assert outcome.exit_code == 0
    assert drafts.PLANTED_ROW in outcome.stdout


def test_an_unknown_id_is_an_expected_error(warehouse: Settings) -> None:
    outcome = run("explain", "nothing")
    assert outcome.exit_code == 2
    assert "没有这个编号" in outcome.stderr


@pytest.mark.parametrize(
    ("style", "expected"),
    [("csv", "a,b\n1,x|y\n"), ("markdown", "| a | b |\n| --- | --- |\n| 1 | x\\|y |\n")],
)
def test_query_results_in_other_formats(warehouse: Settings, style: str, expected: str) -> None:
    assert run("sql", "select 1 as a, 'x|y' as b", "--format", style).stdout == expected


def test_amounts_in_json_are_exact_text(warehouse: Settings) -> None:
    query = "select amount_yuan from marts.fct_budget_line where amount_printed = '650'"
    assert json.loads(run("sql", "--json", query).stdout) == [{"amount_yuan": "650.00"}]


def test_queries_come_from_standard_input(warehouse: Settings) -> None:
    assert run("sql", "--format", "csv", stdin="select 42 as answer;\n").stdout == "answer\n42\n"


@pytest.mark.parametrize("query", ["selec 1", "create table t (a int)", "drop schema marts cascade"])
def test_wrong_and_writing_queries_fail_without_a_traceback(warehouse: Settings, query: str) -> None:
    outcome = run("sql", query)
    assert outcome.exit_code == 2
    assert "查询出错" in outcome.stderr


def test_controls_in_a_result_do_not_reach_the_terminal(warehouse: Settings) -> None:
    outcome = run("sql", "select chr(27) || '[2J' || chr(8238) || '[bold]x[/bold]' as a")
    assert "\x1b" not in outcome.stdout
    assert "\u202e" not in outcome.stdout
    assert "[bold]x[/bold]" in outcome.stdout


def test_a_reader_does_not_keep_a_build_from_publishing(warehouse: Settings, tmp_path: Path) -> None:
    """The prompt keeps its connection; a replaced file is noticed at the next query."""
    from gongkai.cli.sql import Shell

    shell = Shell()
    before = shell.run("select count(*) from marts.dim_document")[1]
    fresh = tmp_path / warehouse.warehouse.name
    fresh.write_bytes(warehouse.warehouse.read_bytes())
    with duckdb.connect(str(fresh)) as connection:
        connection.execute("create table replaced as select 1 as a")
    kept = tmp_path / "kept.duckdb"
    kept.write_bytes(warehouse.warehouse.read_bytes())
    os.replace(fresh, warehouse.warehouse)
    try:
        assert shell.run("select a from replaced")[1] == [(1,)]
        assert shell.run("select count(*) from marts.dim_document")[1] == before
    finally:
        shell.connection.close()
        os.replace(kept, warehouse.warehouse)


def test_documents_are_listed_with_their_quality(warehouse: Settings) -> None:
    listed = {
        d["file_name"]: d["quality"] for d in json.loads(run("documents", "--json").stdout)["documents"]
    }
    assert listed["planted.txt"] == "discrepant"
    assert "planted.txt" in run("documents").stdout


@pytest.mark.parametrize("arguments", [["sql", "select 1"], ["explain", "x"], ["documents"]])
def test_without_a_warehouse_the_way_to_one_is_named(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_WAREHOUSE", str(tmp_path / "none.duckdb"))
    outcome = run(*arguments)
    assert outcome.exit_code == 2
    assert "gongkai build" in outcome.stderr


def test_tables_are_shown_as_printed_and_written_as_csv(tmp_path: Path) -> None:
    path = drafts.write(tmp_path, "draft.txt", drafts.HOSTILE)
    [document] = json.loads(run("tables", "--json", path).stdout)["documents"]
    [grid] = document["tables"]
    assert grid["columns"] == ["合计", "基本支出", "项目支出"]
    assert [grid["rows"][2]["code"], *grid["rows"][2]["amounts"]] == ["2081105", "650", "200", "450"]
    assert run("tables", path, "--csv", tmp_path / "out").exit_code == 0
    [file] = (tmp_path / "out").rglob("01-*.csv")
    rows = list(csv.reader(file.open(encoding="utf-8-sig")))
    assert rows[3][3].startswith("'=")
    assert rows[3][5:8] == ["650", "200", "450"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    assert "_GONGKAI_COMPLETE" in run("completion", shell).stdout


def test_the_check_does_not_import_what_is_slow() -> None:
    """Neither dbt nor Great Expectations is on the way of a check, nor pandas, which DuckDB would load for a parameter."""
    program = (
        "import sys, gongkai.cli.main, gongkai.check.command, gongkai.check.report_html, gongkai.check.report_xlsx, gongkai.show.tables;"
        "from gongkai import sparing; sparing.without_pandas(); import duckdb; duckdb.sql('select $1', params=[1]).fetchall();"
        "print([m for m in ('dbt', 'great_expectations', 'pandas', 'sqlalchemy') if sys.modules.get(m)])"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "[]"
