"""Amounts of any size end no model: what is multiplied by another amount has no more digits than a decimal holds."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import duckdb

from gongkai.settings import PROJECT
from gongkai.warehouse.plan import Plan
from loaders.intake.worker import Job, process

_PRINTED = ("amount_printed", "change_printed", "target_printed", "actual_printed")
_LARGER = "0000000000"  # ten more digits before the point


def test_amounts_with_ten_more_digits_end_no_model(tmp_path: Path) -> None:
    staging = tmp_path / "staging"
    for path in sorted((PROJECT / "disclosures").glob("*.txt")):
        list(process(Job(str(path), str(path.parent), str(staging), "test")))
    touched = 0
    for path in staging.glob("*/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            names, rows = list(reader.fieldnames or []), list(reader)
        for row in rows:
            for name in set(_PRINTED) & row.keys():
                row[name] = re.sub(r"(\d{2,})(?=\D|$)(?<!\.\d\d)", rf"\g<1>{_LARGER}", row[name], count=1)
                touched += _LARGER in row[name]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, quoting=csv.QUOTE_ALL)
            writer.writeheader()
            writer.writerows(rows)

    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        Plan(connection, staging).build("fct_check", "fct_money", "agency_year", "disclosure_status")
        assert connection.execute("select max(abs(change)) > 1e12 from int_statement").fetchone() == (True,)
    assert touched > 1000


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
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    list(process(Job(str(tmp_path / "a.txt"), str(tmp_path), str(tmp_path / "staging"), "test")))
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        Plan(connection, tmp_path / "staging").build("fct_check")
        told = "select count(*) filter (where rule_id = 'NT-01'), count(*) filter (where difference <> stated - expected) from fct_check"
        assert connection.execute(f"{told} where difference is not null").fetchone() == (1, 0)
