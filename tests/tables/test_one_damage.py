"""What stands below what stays so where one figure is wrong or one row is missing."""

from __future__ import annotations

import pytest

from tests.tables.support import levels

Rows = tuple[tuple[str, list[str]], ...]
# 收支总表 without codes: 类 款 项, 能源节约利用 the name of a 款 and of its 项, 环境治理 in no list.
FUNCTIONS: Rows = (
    ("一、教育支出", ["41.99"]), ("进修及培训", ["41.99"]), ("培训支出", ["41.99"]),
    ("二、节能环保支出", ["60.00"]), ("能源节约利用", ["20.00"]), ("能源节约利用", ["20.00"]),
    ("环境治理", ["40.00"]), ("其他环境治理支出", ["30.00"]), ("治理监测", ["10.00"]),
    ("三、住房保障支出", ["9.00"]), ("住房改革支出", ["9.00"]), ("住房公积金", ["6.00"]), ("购房补贴", ["3.00"]),
    ("结转下年", ["5.00"]), ("本年支出合计", ["110.99"]),
)  # fmt: skip
FUNCTION_LEVELS = [1, 2, 3, 1, 2, 3, 2, 3, 3, 1, 2, 3, 3, 1, None]
# 基本支出总表 of one agency.
ECONOMIC: Rows = (
    ("某市审计局", ["90.00"]), ("工资福利支出", ["60.00"]), ("基本工资", ["40.00"]), ("职业年金缴费", ["12.00"]), ("住房公积金", ["8.00"]),
    ("商品和服务支出", ["30.00"]), ("办公费", ["18.00"]), ("水费", ["12.00"]),
)  # fmt: skip
# 财政拨款收支总表, revenue: the total states what 财政拨款 was.
SOURCES: Rows = (
    ("财政拨款", ["804.00"]), ("1.一般公共预算拨款", ["778.00"]), ("2.政府性基金预算拨款", ["26.00"]), ("收入总计", ["804.00"]),
)  # fmt: skip


def _with(rows: Rows, name: str, *amounts: str) -> Rows:
    return tuple((label, list(amounts)) if label == name else (label, old) for label, old in rows)


@pytest.mark.parametrize("rows", [FUNCTIONS, _with(FUNCTIONS, "购房补贴", "4.00"), _with(FUNCTIONS, "住房公积金", "7.50")])
def test_functional_subjects_nest_by_their_names(rows: Rows) -> None:
    assert levels(*rows) == FUNCTION_LEVELS


@pytest.mark.parametrize(
    ("rows", "gone", "expected"),
    [
        (ECONOMIC, None, [1, 2, 3, 3, 3, 2, 3, 3]),
        (ECONOMIC, "职业年金缴费", [1, 2, 3, 3, 2, 3, 3]),
        (_with(SOURCES, "财政拨款", "802.00"), None, [1, 2, 2, None]),
        (SOURCES, "2.政府性基金预算拨款", [1, 2, None]),
    ],
)
def test_one_damage_undoes_no_nesting(rows: Rows, gone: str | None, expected: list[int | None]) -> None:
    assert levels(*(row for row in rows if row[0] != gone)) == expected
