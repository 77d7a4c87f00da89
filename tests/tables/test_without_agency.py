"""A list of agencies and what they spend in which rows stand below none: the row of theirs is missing."""

from __future__ import annotations

import pytest

from loaders.tables.agencies import without_agency
from loaders.tables.model import Amount, Column, RawTable, Row
from loaders.tables.stage import stage

Printed = list[tuple[int, str]]  # level and name
FIRST: Printed = [(1, "甲市科学技术局"), (2, "基础研究计划"), (2, "科普经费")]
LAST: Printed = [(1, "甲市科技战略研究院"), (2, "物业管理费")]
LOST: Printed = [(1, "机构运行经费"), (1, "物业管理费")]


def _rows(printed: Printed, code: str = "") -> list[Row]:
    return [Row(name=name, level=level, code=code, amounts=[Amount("1.00", 0)]) for level, name in printed]


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ([*FIRST, *LAST], []),
        ([*FIRST, *LOST, *LAST], ["机构运行经费", "物业管理费"]),
        ([*FIRST, *LAST, *LOST], ["机构运行经费", "物业管理费"]),
        ([*FIRST, *LOST[:1], *LAST], []),  # one row may be anything
        ([*FIRST, *LOST], []),  # a list of one agency
        ([*FIRST, (1, "其他项目"), (2, "专项"), *LOST, *LAST], []),  # not only agencies have items
        ([*FIRST, (1, "甲市科技评审中心"), (1, "甲市科技服务中心"), *LAST], []),  # agencies without items
    ],
)
def test_rows_below_no_agency(printed: Printed, found: list[str]) -> None:
    assert [row.name for row in without_agency(_rows(printed))] == found


def test_codes_tell_what_stands_where() -> None:
    assert without_agency(_rows([*FIRST, *LOST, *LAST], code="20601")) == []


def test_it_is_reported_with_its_list() -> None:
    parsed = stage([RawTable("项目支出表", unit="万元", columns=[Column(("合计",))], rows=_rows([*FIRST, *LOST, *LAST]))])
    (reject,) = parsed.rejects

    assert (reject.code, reject.stage) == ("rows_without_agency", "table")
    assert "“机构运行经费”等 2 行" in reject.reason
