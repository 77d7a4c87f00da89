"""Numbers in text without sentences: a table that no title announced is reported, page numbers are not."""

from __future__ import annotations

from loaders import pipeline
from loaders.model import Line
from loaders.prose.loose_numbers import tables_missed
from loaders.readers.text import read_text


def _missed(text: str) -> list[tuple[tuple[int, ...], str]]:
    rejects = pipeline.load(read_text(text.encode(), "page.txt")).parsed.rejects
    return [(one.lines, one.reason.split(" / ")[0]) for one in rejects if one.code == "table_not_recognised"]


def test_rows_of_numbers_that_no_table_holds_are_reported() -> None:
    text = "支出情况\nitem 2000 2003 2004\n农业 218719 172527 184204\n林业 38754 43736 47881\n本年支出5万元。\n"

    assert _missed(text) == [
        ((2, 3, 4), "有 9 个数字像表格一样排列，但没有读出是什么表：2000 2003 2004 218719 172527 184204")
    ]


def test_cells_on_lines_of_their_own_are_reported_and_page_numbers_not() -> None:
    cells = "某市\n\n154\n\n154\n\n某县\n\n89\n\n89\n\n某区\n\n226\n\n226\n"

    assert [lines for lines, _ in _missed("情况\n" + cells)] == [(4, 6, 10, 12, 16, 18)]
    assert _missed("\n".join(f"第{n}段的话。\n{n}" for n in range(1, 9))) == []


def test_a_title_may_print_its_unit_behind_it() -> None:
    text = "2022年补助资金分配情况表       单位:万元\n市县名称 资金合计 中央资金 市级资金\n某市 154 100 54\n某县 89 80 9\n合计 243 180 63\n"
    parsed = pipeline.load(read_text(text.encode(), "page.txt")).parsed

    assert [(t.table_title, t.unit) for t in parsed.tables] == [("补助资金分配情况表", "万元")]
    assert [(b.subject_name, b.measure, b.amount_printed) for b in parsed.budget_lines][:3] == [
        ("某市", "total", "154"),
        ("某市", "central", "100"),
        ("某市", "municipal", "54"),
    ]


def test_rows_below_a_header_are_those_of_a_table_however_few() -> None:
    text = "项目资金分配表\n序号 镇、村 项目名称 资金投入(万元) 补助金额(万元)\n1 彭城村 道路改造,长550米。 40 10\n合计     10\n以上。\n"
    lines = [Line(n, part) for n, part in enumerate(text.split("\n"), 1)]

    assert [(reject.code, reject.lines) for reject in tables_missed(lines)] == [("table_not_recognised", (3, 4))]


def test_a_sentence_with_a_unit_is_no_header() -> None:
    text = "收入(万元) 支出(万元) 合计,见下表\n部门 10\n"
    assert tables_missed([Line(n, part) for n, part in enumerate(text.split("\n"), 1)]) == []
