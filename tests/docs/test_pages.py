"""The documentation says what the sample warehouse says, and leads nowhere that isn't there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import duckdb
import pytest

from devtools import docs_answers, docs_pages
from gongkai.settings import PROJECT
from tests.published import samples

PAGES = [PROJECT / "README.md", PROJECT / "README.zh-CN.md", *sorted((PROJECT / "docs").rglob("*.md"))]


@pytest.fixture(scope="module")
def expected() -> dict[Path, str]:
    with duckdb.connect(str(samples()), read_only=True) as connection:
        return docs_pages.current(connection)


def test_every_answer_and_reference_page_is_current(expected: dict[Path, str]) -> None:
    stale = [p.name for p, text in expected.items() if p.read_text(encoding="utf-8") != text]
    assert stale == [], "run make docs"


@pytest.mark.parametrize(
    ("page", "count"), [("docs/questions.md", 10), ("docs/questions.zh-CN.md", 10), ("docs/cookbook.md", 30), ("docs/cookbook.zh-CN.md", 30)]
)
def test_questions_are_all_there_and_have_answers(page: str, count: int, expected: dict[Path, str]) -> None:
    text = expected[PROJECT / page]
    answers = re.findall(r"<!-- answer -->\n(.*?)<!-- end -->", text, re.DOTALL)
    assert len(answers) == text.count("```sql\n") == count
    assert [a for a in answers if a.count("\n") < 3] == []


def test_a_changed_answer_is_noticed() -> None:
    page = "```sql\nselect 1 as n\n```\n\n<!-- answer -->\n| n |\n| --: |\n| 2 |\n<!-- end -->\n"
    with duckdb.connect() as connection:
        renewed = docs_answers.answered(page, connection)
        assert renewed == page.replace("| 2 |", "| 1 |").replace("--:", "--:")
        assert docs_answers.answered(renewed, connection) == renewed


def test_a_hostile_answer_stays_in_its_cell() -> None:
    with duckdb.connect() as connection:
        text = docs_answers.table(
            connection, "select 'a|b' || chr(10) || 'c' as x, 1.500::decimal(9, 3) as y"
        )
    assert text.splitlines()[-1] == "| a\\|b c | 1.5 |"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        assert target.startswith("http") or (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES[:2], ids=lambda p: p.name)
def test_the_first_page_is_short_and_shows_a_picture(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.count("\n") <= 120
    assert "![" in text


def test_every_make_target_that_is_named_exists() -> None:
    listed = subprocess.run(["make", "help"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    targets = {line.split()[0] for line in listed.splitlines() if line.strip()}
    named = {t for page in PAGES for t in re.findall(r"`make ([a-z]+)`", page.read_text(encoding="utf-8"))}
    assert named - targets == set()


def test_the_chinese_pages_have_no_english_half(expected: dict[Path, str]) -> None:
    page = "## 审计人员 · Auditors\n\n### 4. 执行率低于 80% 的项目 Projects below 80 %\n\n说明。\nIn English.\n\n```sql\nselect 'In English'\n```\n"
    assert docs_answers.in_chinese(page) == "## 审计人员\n\n### 4. 执行率低于 80% 的项目\n\n说明。\n\n```sql\nselect 'In English'\n```\n"
    headings = re.findall(r"^#+ .*$", expected[PROJECT / "docs" / "cookbook.zh-CN.md"], re.MULTILINE)
    assert [h for h in headings if re.search(r"[a-z]{3} [a-z]{2}", h)] == []
