"""A page that goes on without a header and has fewer columns of amounts: its labels are still those of the table."""

from __future__ import annotations

from loaders.model import Document
from loaders.pipeline import load
from loaders.readers import read_source, recognised

PAGE = """<p>支出总表</p><p>单位：万元</p>
<table><tr><td>支出功能分类科目</td><td>部门支出经济分类科目</td><td>合计</td><td>基本支出</td><td>项目支出</td><td>上缴上级支出</td></tr>
<tr><td>2050299-其他普通教育支出</td><td>30201-办公费</td><td>8.00</td><td>3.00</td><td>4.00</td><td>1.00</td></tr>
<tr><td>2050299-其他普通教育支出</td><td>30202-印刷费</td><td>9.00</td><td>4.00</td><td>4.00</td><td>1.00</td></tr></table>
<table><tr><td></td><td>2050299-其他普通教育支出</td><td>30205-水费</td><td>5.00</td><td>5.00</td></tr>
<tr><td></td><td>2050299-其他普通教育支出</td><td>30206-电费</td><td>7.00</td><td>7.00</td></tr></table>"""


def test_second_subject_of_a_page_without_header() -> None:
    document = read_source(recognised("a.html", f"<html><body>{PAGE}</body></html>".encode()))
    assert isinstance(document, Document)

    lines = load(document).parsed.budget_lines

    assert [(one.subject_name, one.second_subject_name) for one in lines if one.amount_printed == "7.00"] == [
        ("其他普通教育支出", "30206-电费")
    ] * 2
