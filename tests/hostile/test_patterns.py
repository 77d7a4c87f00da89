"""What a document prints is never taken for a pattern: brackets and stars without their others end no model."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import duckdb

from gongkai.warehouse.plan import Plan
from tests.hostile.restaged import Rows, changed, staged

_SHARE = """某县教育局2023年度部门决算

三、支出情况说明
2023年支出决算6.20万元，完成支出预算8.40万元的73.81%。
"""
_PIECE = "([*\\"
_PRINTED = (
    "title", "section", "label", "value", "quote", "source_text", "name", "share_of", "part_of", "subject_name", "measure_label",
    "source_label", "phase_label", "level1", "level2", "level3", "target_printed", "actual_printed", "criteria", "deviation",
    "target_unit", "actual_unit", "unit_printed",
)  # fmt: skip


def test_unbalanced_brackets_in_every_printed_text_end_no_model(tmp_path: Path) -> None:
    touched = set()

    def broken(rows: Rows) -> None:
        for row in rows:
            row.update({name: row[name] + _PIECE for name in _PRINTED if row.get(name)})
            touched.update(name for name in _PRINTED if row.get(name))
        for row, following in pairwise(rows):
            if row.get("share_of"):
                row["share_of"] = following["subject_name"]  # so that the one is the whole of the other

    staging = staged(tmp_path, {"share.txt": _SHARE})
    changed(staging, broken)

    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        Plan(connection, staging).build("fct_check", "fct_money", "agency_year", "disclosure_status")
        assert connection.execute("select count(*) > 0 from fct_check").fetchone() == (True,)
    assert touched > {"share_of", "quote", "subject_name", "target_printed"}
