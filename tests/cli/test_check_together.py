"""``gongkai check`` on what belongs together: files of one disclosure, and files that are in the warehouse already."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gongkai.cli.main import cli
from gongkai.settings import Settings
from tests.cli import drafts

HEAD, *_TABLE = drafts.CLEAN.splitlines(keepends=True)
TABLE = HEAD + "".join(_TABLE)
STATED = "2025年，支出预算0.18万元，其中：基本支出0.08万元。\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in arguments], catch_exceptions=False)


def documents(*arguments: str | Path) -> dict[str, Any]:
    files = json.loads(run("check", "--json", *arguments).stdout)["files"]
    return {document["file_name"]: document for file in files for document in file["documents"]}


def test_prose_without_an_agency_is_held_against_the_tables_given_with_it(tmp_path: Path) -> None:
    table = drafts.write(tmp_path, "table.txt", TABLE)
    prose = drafts.write(tmp_path, "prose.txt", "单位预算编制说明\n\n" + STATED.replace("0.18", "0.19"))
    found = documents(table, prose)["prose.txt"]
    assert found["is_presumed"]
    assert found["companions"] == ["table.txt"]
    assert found["missing"] == []
    [finding] = found["findings"]
    assert (finding["rule_id"], finding["stated"], finding["expected"]) == ("NT-01", "0.19", "0.18")
    assert finding["operands"][1]["file_name"] == "table.txt"
    assert "table.txt 第 " in run("check", table, prose).stdout
    assert "未印单位" in run("check", table, prose).stdout


def test_prose_with_nothing_to_check_is_fine_beside_its_tables_and_no_verdict_alone(tmp_path: Path) -> None:
    table = drafts.write(tmp_path, "table.txt", TABLE)
    prose = drafts.write(tmp_path, "prose.txt", "名词解释\n\n从略。\n")
    assert documents(table, prose)["prose.txt"]["status"] == "fine"
    assert "里面没有可核对的数字；同一次公开的 table.txt 另有结论" in run("check", table, prose).stdout
    assert documents(prose)["prose.txt"]["status"] == "unchecked"


def test_prose_of_another_year_or_beside_two_disclosures_is_not_presumed_to_belong(tmp_path: Path) -> None:
    table = drafts.write(tmp_path, "table.txt", TABLE)
    other = drafts.write(tmp_path, "other.txt", TABLE.replace("测试", "另一测试"))
    prose = drafts.write(tmp_path, "prose.txt", f"单位预算编制说明\n\n{STATED}")
    older = drafts.write(tmp_path, "older.txt", f"2023年单位预算编制说明\n\n{STATED.replace('2025', '2023')}")
    assert not documents(table, other, prose)["prose.txt"]["is_presumed"]
    assert not documents(table, older)["older.txt"]["is_presumed"]


def test_a_draft_is_held_against_the_same_agency_s_files_in_the_warehouse(
    published: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_STAGING", str(published.staging))
    draft = drafts.write(tmp_path, "draft.txt", drafts.CLEAN)
    assert documents(draft)["draft.txt"]["findings"] == []

    outcome = run("check", "--against-warehouse", draft)

    assert outcome.exit_code == 1
    assert outcome.stderr.strip().endswith("planted.txt")
    assert f"planted.txt 第 {drafts.PLANTED_LINE} 行" in outcome.stdout
    found = documents(draft, "--against-warehouse")["draft.txt"]["findings"]
    assert {f["rule_id"] for f in found} == {"XY-07"}
    assert {(o["file_name"], o["value"]) for f in found for o in f["operands"]} == {
        ("draft.txt", "600"), ("planted.txt", "650"), ("draft.txt", "400"), ("planted.txt", "450"),
    }  # fmt: skip


def test_without_relatives_in_the_warehouse_that_is_said(
    published: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_STAGING", str(published.staging))
    draft = drafts.write(tmp_path, "draft.txt", drafts.CLEAN.replace("测试", "陌生"))
    outcome = run("check", "--against-warehouse", draft)
    assert "没有同一单位的已入库文件可对照" in outcome.stderr
    assert documents(draft) == documents(draft, "--against-warehouse")
