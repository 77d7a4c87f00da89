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
