"""Sheets put together of pages: rows beside their header, totals packed to the left, texts that run into the next cell."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from loaders.model import Document
from loaders.pipeline import load
from loaders.readers import read_source, recognised
from tests.tables import drawn
from tests.tables.grid_art import cells, draw, names, table

HEADER = "|功能科目|经济科目|合计|基本支出|项目支出\n" + "".join(
    f"|{{a}}|{name}|2.00|2.00|\n"
    for name in ("30101-基本工资", "30102-津贴补贴", "30103-奖金", "30107-绩效工资")
)
A = "2200504-气象事业机构"


def test_rows_of_a_narrower_page_stand_below_their_header() -> None:
    art = HEADER.format(a=A) + "\n".join(
        f"{A}|{name}|4.00||4.00|" for name in ("30201-办公费", "30205-水费", "30206-电费")
    )
    read = table("支出总表", "单位：万元", draw(art + "\n合计|20.00|8.00|12.00||"))

    assert [cells(read, row) for row in read.rows[3:6]] == [
        {"合计": "2.00", "基本支出": "2.00"},
        {"合计": "4.00", "项目支出": "4.00"},
        {"合计": "4.00", "项目支出": "4.00"},
    ]
    assert cells(read, read.rows[-1]) == {"合计": "20.00", "基本支出": "8.00", "项目支出": "12.00"}


def test_one_row_beside_its_header_is_left_where_it_stands() -> None:
    read = table("支出总表", "单位：万元", draw(HEADER.format(a=A) + f"{A}|30201-办公费|4.00||4.00|"))

    assert cells(read, read.rows[-1]) == {"基本支出": "4.00"}


def test_a_total_packed_to_the_left_fills_the_columns_of_amounts() -> None:
    read = table(
        "支出总表",
        "单位：元",
        draw("类|款|项|名称|合计|基本支出|项目支出\n201|03|01|行政运行|1,005|1,000|5\n合计|1,005|1,000|5|||"),
    )

    assert cells(read, read.rows[-1]) == {"合计": "1005", "基本支出": "1000", "项目支出": "5"}


def test_the_end_of_a_label_before_the_next_cells_amount_belongs_to_the_label() -> None:
    read = table(
        "支出总表",
        "单位：万元",
        draw("项目|预算数\n1、人员经费和公用经费支|出 2,022.39\n2、项目支出|5.00\n3、共 3 项|4.00"),
    )

    assert names(read.rows) == ["1、人员经费和公用经费支出", "2、项目支出", "3、共3项"]
    assert [row.amounts[0].text for row in read.rows] == ["2022.39", "5.00", "4.00"]


def test_a_date_in_a_column_of_money_is_reported() -> None:
    document = drawn.read(Path(__file__).with_name("blind") / "15-three-public-column.txt")
    data, _ = drawn.make(document)
    book = openpyxl.load_workbook(io.BytesIO(data))
    changed = [c for row in book.worksheets[0].iter_rows() for c in row if c.value == 230]
    for cell in changed:
        cell.number_format = "yyyy-mm-dd"
    target = io.BytesIO()
    book.save(target)
    found = read_source(recognised("document.xlsx", target.getvalue()))
    assert isinstance(found, Document)

    rejects = [reject.code for reject in load(found).parsed.rejects]

    assert changed
    assert rejects.count("date_for_amount") == len(changed)


def test_an_amount_like_a_year_and_a_month_is_no_date() -> None:
    read = table("支出总表", "单位：万元", draw("项目|预算数\n教育支出|2040.60\n农林水支出|1982.12\n合计|4022.72"))

    assert [row.amounts[0].text for row in read.rows] == ["2040.60", "1982.12", "4022.72"]
    assert not any(row.dates for row in read.rows)
