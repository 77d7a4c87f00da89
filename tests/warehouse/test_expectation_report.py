"""What the published file was held against, to read: a line a table, and a page that loads nothing."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from expectations import report
from expectations.catalogue import CATALOGUE
from tests.warehouse.conftest import Bench


def test_every_expectation_is_on_the_page(built: Bench) -> None:
    path = built.settings.warehouse
    rows = report.read(path)
    page = report.page(rows, path)
    assert {row.name for row in rows} == {item.name for item in CATALOGUE}
    assert all(item.title.split("＝")[0].split("×")[0] in page for item in CATALOGUE)
    assert "<script" not in page
    assert "//" not in page.replace("</", "")


def test_what_fails_is_named_with_examples_and_nothing_examined_is_no_success(tmp_path: Path) -> None:
    path = tmp_path / "file.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            """create schema quality; create table quality.expectation_result as
            select * from (values
                ('arithmetic', 'money_adds_up', 'critical', false, 3, 1, '[{"document_id": "a<b"}]', '相加'),
                ('completeness', 'numbers_are_used', 'warning', null, 0, 0, '', '读入')
            ) as rows (suite, expectation, severity, success, examined_count, unexpected_count, sample, title)"""
        )
    rows = report.read(path)
    assert report.text(rows).splitlines()[-1].startswith("0 成立 / hold，1 不成立 / fail，1 无可检查")
    assert "critical 相加 [money_adds_up]: 1 / 3" in report.text(rows)
    assert "document_id=a&lt;b" in report.page(rows, path)


def test_without_a_file_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GONGKAI_WAREHOUSE", str(tmp_path / "none.duckdb"))
    assert report.main() == 1
    assert "make build" in capsys.readouterr().err
