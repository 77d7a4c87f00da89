"""Periods printed one below the other are columns of one row where the change is the difference of the others."""

from __future__ import annotations

import pytest

from loaders.tables.model import RawTable
from loaders.tables.period_rows import fold_periods
from tests.tables.grid_art import cells, draw, names, table

PAGE = """
预算单位       | 年度         | 合计   | 公务接待费 | 公务用车购置及运行费
市档案馆       | 2025年       | 30.00  | 12.00      | 18.00
^              | 2026年       | {total}| 14.00      | 16.00
^              | 增减变化金额 | 0.00   | 2.00       | -2.00
市档案馆（本级）| 2025年      | 9.00   | 4.00       | 5.00
^              | 2026年       | 11.00  | 4.00       | 7.00
^              | 增减变化金额 | 2.00   | 0.00       | 2.00
"""


def folded(art: str) -> RawTable:
    read = table("财政拨款“三公”经费支出表", draw(art))
    fold_periods(read)
    return read


def test_three_rows_are_one_with_columns_for_each_period() -> None:
    read = folded(PAGE.format(total="30.00"))

    assert names(read.rows) == ["市档案馆", "市档案馆（本级）"]
    assert cells(read, read.rows[0]) == {
        "2025年/合计": "30.00", "2025年/公务接待费": "12.00", "2025年/公务用车购置及运行费": "18.00",
        "2026年/合计": "30.00", "2026年/公务接待费": "14.00", "2026年/公务用车购置及运行费": "16.00",
        "增减变化金额/合计": "0.00", "增减变化金额/公务接待费": "2.00", "增减变化金额/公务用车购置及运行费": "-2.00",
    }  # fmt: skip
    assert [amount.line for amount in read.rows[0].amounts] == [11, 11, 11, 12, 12, 12, 13, 13, 13]
    assert read.rows[0].lines == (11, 12, 13)


def test_a_sequence_number_before_the_name_is_none_of_its_period() -> None:
    numbered = "\n".join(
        f"{'序号' if n == 0 else n if n % 3 == 1 else '^'} | {row}" for n, row in enumerate(PAGE.format(total="30.00").strip().split("\n"))
    )

    assert names(folded(numbered).rows) == ["市档案馆", "市档案馆（本级）"]


def test_one_change_that_does_not_fit_is_the_publishers() -> None:
    assert len(folded(PAGE.format(total="31.00")).rows) == 2


@pytest.mark.parametrize(
    "art",
    [
        PAGE.format(total="30.00").replace("12.00", "11.00").replace("4.00       | 5.00", "3.00 | 6.00"),
        PAGE.format(total="30.00").replace("增减变化金额", "其他"),
        PAGE.format(total="30.00") + "其他单位 | 2026年 | 5.00 | 5.00 | 0.00\n",
    ],
    ids=["changes that mostly don't fit", "no change", "a row that has one period only"],
)
def test_what_is_no_periods_of_one_thing_stays(art: str) -> None:
    read = folded(art)
    assert len(read.rows) >= 6
    assert {len(column.path) for column in read.columns} == {1}
