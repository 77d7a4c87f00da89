"""``gongkai check`` as a user runs it: findings, exit status, reports, hostile text."""

from __future__ import annotations

import json
import re
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from gongkai.cli.main import cli
from loaders.intake import runner
from loaders.intake.isolation import Limits
from tests.cli import drafts
from tests.formats import budget, generate
from tests.originals import SHARED


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in arguments], catch_exceptions=False)


def checked(path: Path) -> dict[str, object]:
    outcome = run("check", "--json", path)
    document = json.loads(outcome.stdout)["files"][0]["documents"][0]
    assert isinstance(document, dict)
    return document


def test_a_planted_error_is_named_with_its_row(tmp_path: Path) -> None:
    outcome = run("check", drafts.write(tmp_path, "draft.txt", drafts.PLANTED))
    assert outcome.exit_code == 1
    assert f"第 {drafts.PLANTED_LINE} 行" in outcome.stdout
    assert drafts.PLANTED_ROW in outcome.stdout
    assert "相差 50 元" in outcome.stdout


def test_the_same_draft_without_the_error_has_no_such_finding(tmp_path: Path) -> None:
    document = checked(drafts.write(tmp_path, "draft.txt", drafts.CLEAN))
    assert document["findings"] == []
    assert sum(t["passed"] for t in document["tallies"]) > 20  # type: ignore[attr-defined]


def test_one_wrong_number_is_pointed_at_with_the_value_that_fits(tmp_path: Path) -> None:
    text = drafts.CLEAN.replace("残疾人就业 600 200 400", "残疾人就业 690 200 400")
    document = checked(drafts.write(tmp_path, "draft.txt", text))
    [suspect] = document["suspects"]  # type: ignore[misc]
    assert (suspect["place"]["value"], suspect["proposed"]) == ("690", "600")
    assert len(suspect["check_ids"]) == 2


def test_missing_tables_are_listed_and_make_it_wrong(tmp_path: Path) -> None:
    path = drafts.write(tmp_path, "draft.txt", drafts.CLEAN)
    outcome = run("check", path)
    assert outcome.exit_code == 1
    assert "缺少的内容（7）" in outcome.stdout
    missing = {o["title"] for o in checked(path)["missing"]}  # type: ignore[attr-defined]
    assert "收支总表" in missing
    assert "支出总表" not in missing


@pytest.mark.skipif(not SHARED.exists(), reason="the original documents are not here")
def test_a_clean_document_says_what_was_checked_and_what_was_not() -> None:
    outcome = run("check", SHARED / "disclosures" / "qingpu-2025-unit-budget.txt")
    document = checked(SHARED / "disclosures" / "qingpu-2025-unit-budget.txt")
    assert outcome.exit_code == 0, outcome.stdout
    assert document["status"] == "fine"
    assert "核对了什么" in outcome.stdout
    assert "没有核对的" in outcome.stdout
    assert re.search(r"已核对的 \d{2,} 处都相符", outcome.stdout)
    assert "没有印得分" in outcome.stdout


def test_a_clean_generated_budget_is_fine_and_says_what_no_rule_used(tmp_path: Path) -> None:
    made = budget.unit_budget(3)
    extra = generate.Para("本单位购置办公桌12张，每张价格另行公布，预计收取押金3.21万元。")
    path = tmp_path / "clean.docx"
    path.write_bytes(generate.as_docx([*made.items[:1], extra, *made.items[1:]]))
    outcome = run("check", path)
    document = checked(path)
    assert outcome.exit_code == 0, outcome.stdout
    assert (document["status"], document["findings"], document["missing"]) == ("fine", [], [])
    assert re.search(r"✓ 已核对的 \d{3} 处都相符", outcome.stdout)
    assert re.search(r"应公开的 \d+ 项内容，有 \d+ 项", outcome.stdout)
    assert "没有核对的" in outcome.stdout
    assert "没有规则用到、因而没有核对的数：文字金额 " in outcome.stdout
    assert "3.21" in [p["value"] for p in document["unchecked_amounts"]]  # type: ignore[attr-defined]


def test_a_workbook_s_places_are_sheets(tmp_path: Path) -> None:
    data = generate.as_xlsx(budget.unit_budget(3).items)
    path = tmp_path / "draft.xlsx"
    path.write_bytes(data)
    book = openpyxl.load_workbook(path)
    cell = next(c for row in book.worksheets[3].iter_rows(min_row=7) for c in row if isinstance(c.value, int))
    cell.value += 90_000
    book.save(path)
    outcome = run("check", path)
    assert outcome.exit_code == 1
    assert "9 张工作表" in outcome.stdout
    assert "1. 第 4 张工作表 · " in outcome.stdout
    assert "第 4 页" not in outcome.stdout


def test_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = drafts.write(tmp_path, "draft.txt", drafts.PLANTED)
    by_option = run("check", "--lang", "en", path)
    monkeypatch.setenv("GONGKAI_LANG", "en")
    by_environment = run("check", path)
    assert by_option.stdout == by_environment.stdout
    assert "What was checked" in by_option.stdout
    assert f"line {drafts.PLANTED_LINE}" in by_option.stdout
    assert "Printed 1,500, expected 1,550, difference -50" in by_option.stdout
    assert "Subjects add up to their parent [hierarchy]" in by_option.stdout
    assert by_option.stdout.count("Explanations, formulas and grounds are in Chinese") == 1


def test_several_files_are_checked_together_and_the_worst_decides(tmp_path: Path) -> None:
    clean = drafts.write(tmp_path / "a", "draft.txt", drafts.CLEAN.replace("测试", "另一测试"))
    planted = drafts.write(tmp_path / "b", "draft.txt", drafts.PLANTED)
    outcome = run("check", "--json", clean, planted)
    files = json.loads(outcome.stdout)["files"]
    assert [f["path"] for f in files] == [str(clean), str(planted)]
    assert [len(f["documents"][0]["findings"]) > 0 for f in files] == [False, True]
    assert outcome.exit_code == 1


def test_an_unreadable_file_is_said_to_be_so(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing of use")
    outcome = run("check", broken)
    assert outcome.exit_code == 2
    assert "未能读取" in outcome.stdout


def test_a_text_without_numbers_gets_no_verdict(tmp_path: Path) -> None:
    outcome = run("check", drafts.write(tmp_path, "note.txt", "今天天气很好。\n明天也不错。\n"))
    assert outcome.exit_code == 2
    assert "不能下结论" in outcome.stdout


@pytest.mark.parametrize(
    "arguments", [["check"], ["check", "no-such-file.pdf"], ["check", "--limit", "-1", "x"], ["nonsense"]]
)
def test_usage_errors_have_status_2_and_no_traceback(arguments: list[str]) -> None:
    outcome = CliRunner().invoke(cli, arguments)
    assert outcome.exit_code == 2
    assert "Traceback" not in outcome.output
    assert outcome.stderr


def test_a_file_that_takes_forever_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = partial(runner.run, handler="tests.cli.stub_worker:process", limits=Limits(seconds=0.5, wall=0.5))
    monkeypatch.setattr(runner, "run", hanging)
    outcome = run("check", drafts.write(tmp_path, "draft.txt", drafts.CLEAN))
    assert outcome.exit_code == 2
    assert "0.5 秒" in outcome.stdout + outcome.stderr


class _Tags(HTMLParser):
    """Names of the elements of a page, and attributes that would load something."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        inside = [name for name, value in attrs if (value or "").startswith("data:")]  # loads nothing
        self.loads += [
            name for name, _ in attrs if (name in ("src", "href") and name not in inside) or name.startswith("on")
        ]


def test_the_page_is_self_contained_and_shows_hostile_text_as_text(tmp_path: Path) -> None:
    path = drafts.write(tmp_path, "=1+1.txt", drafts.HOSTILE)  # as the workbook's
    page = tmp_path / "report.html"
    assert run("check", path, "--html", page).exit_code == 1
    text = page.read_text(encoding="utf-8")
    tags = _Tags()
    tags.feed(text)
    assert "script" not in tags.names
    assert tags.loads == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert f"第 {drafts.PLANTED_LINE} 行" in text


def test_the_workbook_holds_text_only(tmp_path: Path) -> None:
    path = drafts.write(tmp_path, "=1+1.txt", drafts.HOSTILE)
    book_path = tmp_path / "report.xlsx"
    assert run("check", path, "--xlsx", book_path).exit_code == 1
    book = openpyxl.load_workbook(book_path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [c.value for c in cells if re.match(r"[=@]|[+-](?!\d)", str(c.value))]
    assert "'=1+1.txt" in [c.value for c in cells]
    findings = book["不符"]
    assert findings.freeze_panes == "A2"
    assert findings.auto_filter.ref
    assert [c.value for c in findings[2]][1] == "1"
    assert [c.value for c in findings[2]][4] == "10"


def test_a_report_never_overwrites_the_draft(tmp_path: Path) -> None:
    path = drafts.write(tmp_path, "draft.txt", drafts.CLEAN)
    outcome = run("check", path, "--html", path)
    assert outcome.exit_code == 2
    assert path.read_text(encoding="utf-8") == drafts.CLEAN
