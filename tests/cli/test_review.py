"""``gongkai review`` and baselines: what a person said is kept, used, and expires with its figure."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai.cli.main import cli
from gongkai.errors import ReviewError
from gongkai.review import register
from gongkai.review.register import Entry
from tests.cli import drafts

ENTRY = Entry("ab" * 32, "a.txt", "hierarchy", "表", "-50", "publisher", "原文如此")


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GONGKAI_REVIEWS", str(tmp_path / "own" / "reviews.csv"))
    monkeypatch.setenv("GONGKAI_LANG", "zh")
    return drafts.write(tmp_path, "a.txt", drafts.PLANTED)


def gongkai(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [str(w) for w in words])
    return result.exit_code, result.output


def errors(draft: Path) -> list[dict[str, str]]:
    _, text = gongkai("check", draft, "--json")
    [file] = json.loads(text)["files"]
    return [f for f in file["documents"][0]["findings"] if f["severity"] == "error"]


def test_a_misreading_no_longer_counts_until_the_figure_changes(draft: Path) -> None:
    ids = [f["check_id"] for f in errors(draft)]
    assert ids
    status, said = gongkai("review", "accept", *ids, "--misreading", "--note", "核对过原件", "--file", draft)
    assert status == 0, said
    assert {f["review"] for f in errors(draft)} == {"extraction"}
    status, text = gongkai("check", draft)
    assert "属误读" in text
    assert "有 " not in text.splitlines()[2]
    assert gongkai("review", "list", "--file", draft)[1].splitlines()[-1] == "0 条"
    draft.write_text(drafts.PLANTED.replace("650 200 450", "660 200 460"), encoding="utf-8")
    assert {f["review"] for f in errors(draft)} == {""}


def test_what_the_publisher_printed_still_counts(draft: Path) -> None:
    ids = [f["check_id"] for f in errors(draft)]
    gongkai("review", "accept", *ids, "--publisher", "--note", "原文如此", "--file", draft)
    status, text = gongkai("check", draft)
    assert status == 1
    assert "已复核：原文如此" in text


def test_a_review_can_be_taken_back_and_one_that_meets_nothing_is_listed(draft: Path, tmp_path: Path) -> None:
    ids = [f["check_id"] for f in errors(draft)]
    gongkai("review", "accept", *ids, "--misreading", "--note", "x", "--file", draft)
    path = tmp_path / "own" / "reviews.csv"
    mine = register.load(path)
    register.save(path, [*mine, replace(mine[0], difference="1")])
    assert gongkai("review", "expired", "--file", draft)[1].splitlines()[-1] == "1 条已失效"
    assert gongkai("review", "drop", *ids, "--file", draft)[1] == f"已撤回 {len(ids)} 条\n"
    assert len(register.load(path)) == 1


def test_an_id_that_names_nothing_is_said(draft: Path) -> None:
    status, text = gongkai("review", "accept", "nothing", "--publisher", "--note", "x", "--file", draft)
    assert status == 2
    assert "没有这条不符" in text
    assert gongkai("review", "accept", "nothing", "--note", "x", "--file", draft)[0] == 2


def test_a_baseline_leaves_what_is_new(draft: Path, tmp_path: Path) -> None:
    (tmp_path / "before.json").write_text(gongkai("check", draft, "--json")[1], encoding="utf-8")
    status, text = gongkai("check", draft, "--baseline", tmp_path / "before.json")
    assert "上次核对已有" in text
    assert status == 0
    draft.write_text(
        drafts.PLANTED.replace("221 02 01 住房公积金 300", "221 02 01 住房公积金 310"), encoding="utf-8"
    )
    status, text = gongkai("check", draft, "--baseline", tmp_path / "before.json")
    assert status == 1
    (tmp_path / "no.json").write_text("[]", encoding="utf-8")
    assert gongkai("check", draft, "--baseline", tmp_path / "no.json")[0] == 2


def test_findings_for_other_programs(draft: Path) -> None:
    report = json.loads(gongkai("check", draft, "--json")[1])
    count = report["files"][0]["documents"][0]["error_count"]
    assert 0 < count < len(errors(draft))
    log = json.loads(gongkai("check", draft, "--format", "sarif")[1])
    found = log["runs"][0]["results"]
    assert sum(r["level"] == "error" for r in found) == count
    assert {r["ruleId"] for r in found} <= {r["id"] for r in log["runs"][0]["tool"]["driver"]["rules"]}
    assert found[0]["locations"][0]["physicalLocation"]["region"]["startLine"] > 0
    lines = gongkai("check", draft, "--format", "github")[1].splitlines()
    assert sum(line.startswith("::error file=") for line in lines) == count
    draft.write_text(drafts.PLANTED.replace("残疾人就业", "残疾人就业\u0085::error::x"), encoding="utf-8")
    assert all(
        line.startswith("::") for line in gongkai("check", draft, "--format", "github")[1].splitlines()
    )


def test_the_file_is_written_whole_and_read_as_written(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    other = replace(ENTRY, difference="", scope='表"一",\n')
    register.save(path, [ENTRY, other])
    assert sorted(register.load(path), key=str) == sorted([ENTRY, other], key=str)
    assert list(tmp_path.iterdir()) == [path]
    assert register.load(tmp_path / "none.csv") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [("a,b\n1,2\n", "缺少列"), ("{head}\nx,a,r,s,1,nobody,n\n", "第 2 行"), ("{head}\nx,a,r,s,one,publisher,n\n", "difference")],
)  # fmt: skip
def test_a_file_that_is_none_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        text.format(head="sha256,file_name,rule_id,scope,difference,attribution,note"), encoding="utf-8"
    )
    with pytest.raises(ReviewError, match=said):
        register.load(path)
