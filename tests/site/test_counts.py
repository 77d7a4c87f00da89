"""What does not add up is one number everywhere: a cause counts once, whatever follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest
from rich.console import Console

from gongkai.check import formats, report_html, report_text, report_xlsx
from gongkai.check.command import FileReport, as_json, check
from gongkai.settings import PROJECT
from gongkai.site import documents, figures, lists, overview
from gongkai.site.warehouse import Warehouse
from gongkai.warehouse import report as build_report
from gongkai.words import Words
from tests import published

FILE = PROJECT / "disclosures" / "zezhou-2024-department-budget.txt"
WORDS = Words("zh")


@pytest.fixture(scope="module")
def built() -> Path:
    return published.samples()


@pytest.fixture(scope="module")
def count(built: Path) -> int:
    """The causes of errors in the published file, of which some have consequences."""
    with duckdb.connect(str(built), read_only=True) as connection:
        row = connection.execute(
            """select count(*) filter (where is_root), count(*) from marts.fct_check inner join marts.dim_document using (document_id)
            where file_name = ? and status = 'fail' and fct_check.severity = 'error'""",
            [FILE.name],
        ).fetchone()
    assert row is not None
    assert 1 < row[0] < row[1]
    return int(row[0])


@pytest.fixture(scope="module")
def reports() -> list[FileReport]:
    return check([FILE], None, WORDS)


@pytest.fixture
def warehouse(built: Path) -> Iterator[Warehouse]:
    with Warehouse(built) as opened:
        yield opened


def test_reports_of_a_check_count_causes(reports: list[FileReport], count: int, tmp_path: Path) -> None:
    [result] = reports[0].results
    console = Console(width=200, record=True, file=(tmp_path / "out").open("w", encoding="utf-8"))
    report_text.show(console, result, WORDS, 50)
    report_xlsx.write(tmp_path / "report.xlsx", [result], WORDS)
    sarif = formats.sarif(reports, WORDS)["runs"][0]["results"]

    assert as_json(reports)["files"][0]["documents"][0]["error_count"] == count
    assert f"有 {count} 处不符" in console.export_text()
    assert f"有 {count} 处不符" in report_html.render([result], WORDS)
    assert openpyxl.load_workbook(tmp_path / "report.xlsx")["概要"]["G2"].value == str(count)
    assert sum(r["level"] == "error" and r["properties"]["isRoot"] for r in sarif) == count
    assert sum(r["level"] == "error" for r in sarif) == count


def test_site_and_build_count_causes(built: Path, warehouse: Warehouse, count: int) -> None:
    with duckdb.connect(str(built), read_only=True) as connection:
        [(key, agency)] = connection.execute(
            "select document_id, agency_id from marts.dim_document where file_name = ?", [FILE.name]
        ).fetchall()
    listed = {row[0]: row[11] for row in lists.documents(warehouse)}
    [page] = documents.pages(warehouse, [key])

    assert listed[figures.slug(key)] == count
    assert {row[0]: row[10] for row in lists.agencies(warehouse)}[figures.agency_slug(agency)] == count
    assert page.findings_by_severity[0][:2] == ("error", count)
    assert {row["document_id"]: row["errors"] for row in overview.most_findings(warehouse)}[key] == count
    assert f"不符 {sum(listed.values())}，" in build_report.summary(built)
    assert any(
        FILE.name in line and f"不符 {count}，" in line for line in build_report.summary(built).splitlines()
    )
