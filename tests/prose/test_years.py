"""Years beside amounts, and numbers whose comma separates nothing."""

from __future__ import annotations

import pytest

from loaders.prose import subject
from tests.prose.support import read

_ITEM = "“城乡社区支出(类）-城乡社区管理事务（款）-行政运行（项）”"


def test_an_item_in_quotes_is_called_without_them_and_without_its_year() -> None:
    rows = read(
        f"{_ITEM}2026年度预算1,687.92万元，2025年度预算1,676.41万元。",
        "2025年当年预算执行数为1,715.05万元，2026年预算安排1,687.92万元，比2025年预算执行数减少1.58%。",
    )

    item = _ITEM.strip("“”")
    assert [(row.subject_name, row.amount_printed, row.role, row.stated_year) for row in rows] == [
        (f"{item}预算", "1687.92", "current", "2026"),
        (f"{item}预算", "1676.41", "last_year", "2025"),
        (f"{item}当年预算执行数", "1715.05", "last_year", "2025"),
        (f"{item}预算安排", "1687.92", "current", "2026"),
    ]
    assert [row.change_pct for row in rows] == ["", "", "", "-1.58"]


@pytest.mark.parametrize(
    ("clause", "role"),
    [("2025年度预算", "last_year"), ("2024年度预算", "other"), ("2024年当年预算执行数为", "other"), ("2027年度预算", "current"),
     ("主要用于2024年项目", "current"), ("机动经费", "current")],
)  # fmt: skip
def test_an_amount_of_an_earlier_year_is_not_this_years(clause: str, role: str) -> None:
    assert read(f"行政运行2026年度预算5万元，{clause}4万元。")[1].role == role


def test_a_comma_within_a_number_separates_no_clauses() -> None:
    assert subject.last_clause("收入1,687.92") == "收入1,687.92"
    assert subject.last_clause("收入1,68") == "68"
    assert subject.clauses("执行数为1,715.05万元,比上年") == ["执行数为1,715.05万元", "比上年"]
