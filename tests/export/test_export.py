"""What is exported says what the warehouse says, and no spreadsheet runs any of it."""

from __future__ import annotations

import csv
import json
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas
import pytest
from frictionless import Package, system
from lxml import etree

from gongkai.errors import BuildError
from gongkai.export import workbook as export_workbook
from gongkai.export.__main__ import FACTS, FINDINGS, export
from gongkai.export.cells import LONGEST_CELL, fitting, neutral, neutral_sql
from gongkai.export.workbook import Sheet, columns_of

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "＝1+1", "\r=1"]


def cells(path: Path, sheet: str) -> dict[str, tuple[str, str | None]]:
    """Reference → (kind, the text in the file), without turning a number into a float."""
    with zipfile.ZipFile(path) as archive:
        book = etree.fromstring(archive.read("xl/workbook.xml"))
        names = [s.get("name") for s in book.findall(".//m:sheet", NS)]
        part = etree.fromstring(archive.read(f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"))
    found = {}
    for cell in part.iterfind(".//m:c", NS):
        kind = cell.get("t") or "n"
        text = "".join(t.text or "" for t in cell.iterfind(".//m:t", NS)) if kind == "inlineStr" else None
        value = cell.find("m:v", NS)
        found[str(cell.get("r"))] = (kind, text if value is None else value.text)
    return found


@pytest.mark.parametrize(("book", "sheets"), [("facts.xlsx", FACTS), ("findings.xlsx", FINDINGS)])
def test_the_workbook_agrees_with_the_warehouse_number_by_number(
    book: str, sheets: tuple[Sheet, ...], exported: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    compared = 0
    for sheet in sheets:
        found = cells(exported / book, sheet.name)
        columns = columns_of(warehouse, sheet.query)
        names = ", ".join(f'"{c.name}"' for c in columns)
        for number, row in enumerate(warehouse.execute(f"select {names} from ({sheet.query})").fetchall(), 2):
            for index, (column, value) in enumerate(zip(columns, row, strict=True)):
                reference = f"{openpyxl.utils.get_column_letter(index + 1)}{number}"
                if value is None:
                    assert reference not in found
                elif column.is_number:
                    assert Decimal(str(found[reference][1])) == value, (sheet.name, reference)
                    compared += 1
                elif column.kind == "VARCHAR":
                    kind, text = found[reference]
                    # Excel has no carriage return within a cell.
                    assert (kind, (text or "").strip()) == ("inlineStr", fitting(neutral(value)).strip())
    assert compared > 500


def test_the_workbook_is_laid_out_for_reading(exported: Path) -> None:
    for name, sheets in (("facts.xlsx", FACTS), ("findings.xlsx", FINDINGS)):
        book = openpyxl.load_workbook(exported / name)
        assert book.sheetnames == ["说明", *(s.name for s in sheets)]
        for sheet in sheets:
            page = book[sheet.name]
            assert page.freeze_panes == "B2"
            assert page.auto_filter.ref is not None
            assert page.print_title_rows == "$1:$1"
        assert any("相符" in str(row[0].value) for row in book["说明"].iter_rows())
    page = openpyxl.load_workbook(exported / "findings.xlsx")["问题"]
    header = [cell.value for cell in page[1]]
    assert header[2:6] == ["严重程度", "归因", "规则名称", "说明"]
    severities = [row[2].value for row in page.iter_rows(min_row=2)]
    assert severities[0] == "错误"
    assert severities == sorted(severities, key=["错误", "提示", "舍入"].index)
    wide = max((len(row[5].value), row[5].row) for row in page.iter_rows(min_row=2))[1]
    assert page.cell(wide, 6).alignment.wrap_text
    assert page.row_dimensions[wide].height > 25
    page = openpyxl.load_workbook(exported / "facts.xlsx")["预算明细"]
    header = [cell.value for cell in page[1]]
    assert header[:2] == ["单位", "年度"]
    assert header[-3:] == ["页码", "行号", "原文"]
    assert page.cell(2, header.index("金额_元") + 1).number_format == "#,##0.00"


def test_no_cell_is_a_formula_or_a_link(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "create schema zh; create table zh.预算明细 (原文 varchar, 金额_元 decimal(20, 2))"
        )
        connection.executemany(
            "insert into zh.预算明细 values (?, 1)", [[t] for t in [*HOSTILE, "http://a.b/"]]
        )
        sheet = Sheet("预算明细", "from zh.预算明细", "=1+1")
        export_workbook.write(tmp_path / "a.xlsx", connection, "=1+1", [sheet], [("=1+1", "@x")])
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        pages = [archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
    assert len(pages) == 2
    assert [p for p in pages if b"<f>" in p or b"<hyperlink" in p] == []
    shown = [
        v[1] for r, v in cells(tmp_path / "a.xlsx", "预算明细").items() if r.startswith("B") and r != "B1"
    ]
    assert len(shown) == len(HOSTILE) + 1
    assert [t for t in shown if t and t.lstrip("\t\r\n")[0] in "=+@-＝"] == []


def test_amounts_longer_than_excel_keeps_are_text(tmp_path: Path) -> None:
    long, short = Decimal("123456789012345678.99"), Decimal("9999999999999.99")
    with duckdb.connect() as connection:
        connection.execute("create schema zh; create table zh.t (金额_元 decimal(20, 2))")
        connection.executemany("insert into zh.t values (?)", [[long], [short]])
        export_workbook.write(tmp_path / "a.xlsx", connection, "t", [Sheet("t", "from zh.t", "")], [])
    found = cells(tmp_path / "a.xlsx", "t")
    assert found["A2"] == ("inlineStr", str(long))
    assert found["A3"] == ("n", str(short))


def test_a_sheet_that_is_full_continues_on_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_workbook, "SHEET_ROWS", 4)
    with duckdb.connect() as connection:
        sheet = Sheet("数", "select range as n from range(9)", "")
        export_workbook.write(tmp_path / "a.xlsx", connection, "t", [sheet], [])
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["说明", "数", "数(2)", "数(3)"]
    assert [c.value for n in book.sheetnames[1:] for c in book[n]["A"][1:]] == list(range(9))


@pytest.mark.parametrize("text", [*HOSTILE, "-0.02", "+3.5%", "文字", "", "1,234.50", "-", "-12,000"])
def test_python_and_sql_neutralise_alike(text: str) -> None:
    with duckdb.connect() as connection:
        row = connection.execute(
            f"select {neutral_sql(chr(34) + 'x' + chr(34))} from (select ? as x)", [text]
        ).fetchone()
    assert row == (neutral(text),)


def test_signed_numbers_stay_numbers_and_formulas_do_not() -> None:
    assert [neutral(t) for t in ("-0.02", "+3.5%", "-12,000")] == ["-0.02", "+3.5%", "-12,000"]
    assert all(neutral(t) == f"'{t}" for t in HOSTILE)
    assert len(fitting("数" * 40_000)) == LONGEST_CELL


def test_a_public_validator_accepts_the_package(exported: Path) -> None:
    with system.use_context(trusted=True):
        report = Package(exported / "datapackage.json").validate()
    assert [
        (e.title, e.message) for e in (*report.errors, *(e for t in report.tasks for e in t.errors))
    ] == []
    assert report.stats["tasks"] > 10


def test_the_package_speaks_the_fiscal_data_package(exported: Path) -> None:
    package = json.loads((exported / "datapackage.json").read_text(encoding="utf-8"))
    resource = next(r for r in package["resources"] if r["name"] == "fiscal_budget")
    types = {f["name"]: f.get("columnType") for f in resource["schema"]["fields"]}
    assert types["amount_yuan"] == "value"
    assert types["fiscal_year"] == "date:fiscal-year"
    assert types["functional_code"] == "functional-classification:generic:code"


def test_csv_and_parquet_agree_with_the_warehouse(
    exported: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    tables = [
        r[0]
        for r in warehouse.execute(
            "select table_name from duckdb_tables() where schema_name = 'marts'"
        ).fetchall()
    ]
    for table in tables:
        parquet = exported / "parquet" / f"{table}.parquet"
        assert (
            warehouse.execute(
                f"(from marts.{table} except all from '{parquet}') union all (from '{parquet}' except all from marts.{table})"
            ).fetchall()
            == []
        )
    with (exported / "csv" / "fct_budget_line.csv").open(encoding="utf-8-sig", newline="") as file:
        amounts = [(r["budget_line_id"], r["amount_yuan"], r["amount_printed"]) for r in csv.DictReader(file)]
    facts = warehouse.execute(
        "select budget_line_id, amount_yuan::varchar, amount_printed from marts.fct_budget_line"
    ).fetchall()
    assert amounts == facts


def test_excel_shows_a_csv_in_chinese_and_other_readers_see_its_columns(
    exported: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    resources = json.loads((exported / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    for resource in resources:
        path = exported / resource["path"]
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert list(pandas.read_csv(path, dtype=str, nrows=1).columns) == names
        assert [r[0] for r in warehouse.execute(f"describe from '{path}'").fetchall()] == names


def test_main_tables_of_the_flat_budget_add_up_to_the_wide_table(
    exported: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    path = exported / "parquet" / "fiscal_budget.parquet"
    flat = warehouse.execute(
        f"select sum(amount_yuan) from '{path}' where is_counted and direction = 'expenditure' and phase = 'approved'"
    ).fetchone()
    assert flat == warehouse.execute("select sum(总支出_元) from zh.预算明细").fetchone()


def test_an_export_replaces_the_last_one_and_nothing_else(published: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "csv").mkdir(parents=True)
    (tmp_path / "out" / "csv" / "old.csv").write_text("a")
    (tmp_path / "out" / "notes.txt").write_text("mine")
    export(published, tmp_path / "out")
    assert (tmp_path / "out" / "notes.txt").read_text() == "mine"
    assert not (tmp_path / "out" / "csv" / "old.csv").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out"]


def test_the_export_of_the_same_build_is_left_unless_something_of_it_is_gone(
    exported: Path, published: Path
) -> None:
    written = {path: path.stat().st_mtime_ns for path in exported.rglob("*.*")}
    export(published, exported)
    assert {path: path.stat().st_mtime_ns for path in exported.rglob("*.*")} == written
    (exported / "csv" / "dim_rule.csv").write_text("a")
    export(published, exported)
    assert (exported / "csv" / "dim_rule.csv").stat().st_size > 1000


@pytest.mark.parametrize(
    "text",
    [
        "a & b < c > d",
        " 前后 ",
        "一\n二",
        "\x1b[31m\x00",
        "_x0041_",
        "\uffff",
        "=" + "数" * 20_000,
        "数" * 20_000,
    ],
)
def test_a_text_comes_back_as_it_was(text: str, tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("create schema zh; create table zh.t (原文 varchar, 日 date, 是 boolean)")
        connection.execute("insert into zh.t values (?, '2024-02-29', true)", [text])
        export_workbook.write(tmp_path / "a.xlsx", connection, "t", [Sheet("t", "from zh.t", "")], [])
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["t"]
    values: dict[str, Any] = {cell.coordinate[0]: cell.value for cell in page[2]}
    read = openpyxl.utils.escape.unescape(values["C"])
    assert read == fitting(neutral(text)).replace("\uffff", "\ufffd")
    assert (values["A"].date(), values["B"]) == (date(2024, 2, 29), "是")


def test_without_a_published_file_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="make build"):
        export(tmp_path / "none.duckdb", tmp_path / "out")
