"""What a document prints is never taken for a pattern: brackets and stars without their others end no model."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import duckdb

from gongkai.settings import PROJECT
from gongkai.warehouse.plan import Plan
from loaders.intake.worker import Job, process

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
    staging = tmp_path / "staging"
    (tmp_path / "share.txt").write_text(_SHARE, encoding="utf-8")
    for path in (*sorted((PROJECT / "disclosures").glob("*.txt")), tmp_path / "share.txt"):
        list(process(Job(str(path), str(path.parent), str(staging), "test")))
    touched = set()
    for path in staging.glob("*/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            names, rows = list(reader.fieldnames or []), list(reader)
        for row in rows:
            row.update({name: row[name] + _PIECE for name in _PRINTED if row.get(name)})
            touched |= {name for name in _PRINTED if row.get(name)}
        for row, following in pairwise(rows):
            if row.get("share_of"):
                row["share_of"] = following["subject_name"]  # so that the one is the whole of the other
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, quoting=csv.QUOTE_ALL)
            writer.writeheader()
            writer.writerows(rows)

    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        Plan(connection, staging).build("fct_check", "fct_money", "agency_year", "disclosure_status")
        assert connection.execute("select count(*) > 0 from fct_check").fetchone() == (True,)
    assert touched > {"share_of", "quote", "subject_name", "target_printed"}
