"""Names that lines have cut between rows, and columns that a doubted table told, are undecided."""

from __future__ import annotations

from loaders.model import Line
from loaders.tables.doubt import doubt
from loaders.tables.header import Header
from loaders.tables.model import Amount, Column, RawTable, Row
from loaders.tables.text_rows import read_rows
from tests.tables.test_doubt import read, undecided

_UNITS = """部门预算基本支出预算表
单位：万元
支出项目类别 总计 一般公共预算 其他资金
合计 30.00 30.00 0.00
某市节能中心 10.00 10.00 0.00
工资福利支出 6.00 6.00 0.00
商品和服务支出 4.00 4.00 0.00
"""


def test_the_end_of_a_name_before_one_that_other_rows_have_makes_both_rows_undecided() -> None:
    text = _UNITS + "某市投资项目研究 20.00 20.00 0.00\n评审中心工资福利支出 15.00 15.00 0.00\n工资福利支出 5.00 5.00 0.00\n"

    assert undecided(read(text)) == {"某市投资项目研究", "评审中心工资福利支出"}


def test_a_name_that_is_nothing_but_a_remark_is_undecided() -> None:
    assert undecided(read(_UNITS + "（本级） 20.00 20.00 0.00\n")) == {"（本级）"}


def test_a_total_with_the_words_of_other_rows_is_undecided() -> None:
    assert undecided(read(_UNITS.replace("合计 30", "合计A货物C服务 30"))) == {"合计A货物C服务"}


def test_a_total_behind_the_name_of_the_row_above_is_undecided() -> None:
    rows = "二十六、债务发行费用支出本年支出合计 30.00 30.00 0.00\n"

    assert undecided(read(_UNITS + rows)) == {"二十六、债务发行费用支出本年支出合计"}


def test_names_repeated_by_classifications_beside_each_other_are_undecided_where_their_place_speaks_against_their_side() -> None:
    columns = [Column(("预算数",), side) for side in ("revenue", "expenditure")]
    line = Line(1, "一、财政拨款 9.00 一、财政拨款 9.00 一、财政拨款 9.00 一、财政拨款 9.00")

    rows = read_rows([line], Header(columns, blocks=4))

    assert [(row.side, row.repair is not None) for row in rows] == [("revenue", False), *[("revenue", True)] * 3]


def test_what_a_doubted_table_told_falls_with_it() -> None:
    columns = [Column((word,)) for word in ("合计", "基本支出", "项目支出")]

    def rows(name: str, told_by: RawTable | None) -> list[Row]:
        amounts = [Amount("6.00", column, is_inferred=True, told_by=told_by) for column in (0, 1)]
        return [Row(code="205", name=name, amounts=amounts) for _ in range(5)]

    doubted = RawTable("财政拨款支出表", columns=columns, rows=rows("教育支出基本支出", None), is_text=True)
    told = RawTable("一般公共预算支出表", columns=columns, rows=rows("教育支出", doubted), is_text=True)
    other = RawTable("财政拨款支出表", columns=columns, rows=rows("教育支出", told), is_text=True)
    doubt([doubted, told, other])

    assert [[amount.column for amount in table.rows[0].amounts] for table in (told, other)] == [[0, None], [0, 1]]
