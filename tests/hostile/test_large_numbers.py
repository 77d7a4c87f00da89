"""Amounts of any size end no model: what is multiplied by another amount has no more digits than a decimal holds."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from gongkai.warehouse.plan import Plan
from tests.hostile.restaged import Rows, changed, staged

_PRINTED = ("amount_printed", "change_printed", "target_printed", "actual_printed")
_LARGER = "0000000000"  # ten more digits before the point


def test_amounts_with_ten_more_digits_end_no_model(tmp_path: Path) -> None:
    touched = []

    def enlarged(rows: Rows) -> None:
        for row in rows:
            for name in set(_PRINTED) & row.keys():
                row[name] = re.sub(r"(\d{2,})(?=\D|$)(?<!\.\d\d)", rf"\g<1>{_LARGER}", row[name], count=1)
                touched.append(_LARGER in row[name])

    staging = staged(tmp_path)
    changed(staging, enlarged)

    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        Plan(connection, staging).build("fct_check", "fct_money", "agency_year", "disclosure_status")
        assert connection.execute("select max(abs(change)) > 1e12 from int_statement").fetchone() == (True,)
    assert sum(touched) > 1000


def test_a_difference_is_that_of_the_figures_published_whatever_their_size(tmp_path: Path) -> None:
    text = """某县财政局2024年部门预算
第二部分 预算安排情况说明
2024年收入预算9,999,999,999,999.99元。
部门收支总表
单位：元
收入 支出
项目 预算数 项目 预算数
一、一般公共预算拨款收入 9,999,999,999,999.99 一、一般公共服务支出 9,999,999,999,999.99
收入总计 9,999,999,999,999.99 支出总计 9,999,999,999,999.99
"""
    staging = staged(tmp_path, {"a.txt": text}, samples=False)
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        Plan(connection, staging).build("fct_check")
        told = "select count(*) filter (where rule_id = 'NT-01'), count(*) filter (where difference <> stated - expected) from fct_check"
        assert connection.execute(f"{told} where difference is not null").fetchone() == (1, 0)
