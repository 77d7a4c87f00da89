"""Lists without codes with one thing wrong in each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from loaders.records import Parsed
from tests.warehouse.pair_samples import stage, table

Rows = Sequence[tuple[str, str, str]]
# 国有资本经营预算支出: what was planned and what was spent.
SPENDING: Rows = [("本年支出合计", "52578", "32432"), ("改革成本支出", "1534", "480"), ("资本金注入", "16062", "16062"), ("其他支出", "34982", "15890")]  # fmt: skip
AGENCIES: Rows = [("合计", "904", "904"), ("基金中心", "345", "345"), ("医疗保障局", "371", "371"), ("数据中心", "188", "188")]  # fmt: skip
SOURCES = ("revenue_current_year", "general_budget", "special_account")
# Each row's total, of two sources of money; of the second nothing is spent.
BOUGHT = [
    ("合计", "712", "712", "0"),
    ("货物", "486", "486", "0"),
    ("工程", "100", "100", "0"),
    ("服务", "126", "126", "0"),
]
PLACES: Rows = [("合计", "777", "555"), ("东区", "400", "300"), ("西区", "277", "200"), ("南区", "100", "55")]


def _list(
    rows: Sequence[tuple[str, ...]], seq: int = 1, measures: Sequence[str] = ("total", "fiscal_appropriation")
) -> Parsed:
    cells = [
        ("", name, "total" if name.endswith("合计") else "item", measure, amount)
        for name, *amounts in rows
        for measure, amount in zip(measures, amounts, strict=True)
    ]
    return table("project_expenditure", f"项目表{seq}", cells, seq=seq)


def _doubled() -> Parsed:
    """The row 基金中心 stands there twice."""
    parsed = _list(AGENCIES)
    twice = [line for line in parsed.budget_lines if line.subject_name == "基金中心"]
    for line in parsed.budget_lines:
        if line.row_seq > 2:
            line.row_seq, line.lines = line.row_seq + 1, (line.lines[0] + 1,)
    again = _list(AGENCIES).budget_lines
    parsed.budget_lines += [line for line in again if line.subject_name == "基金中心"]
    for line in parsed.budget_lines[-len(twice) :]:
        line.row_seq, line.lines = 3, (line.lines[0] + 1,)
    return parsed


VEHICLES = ("其中:公务用车运行费", "公务用车购置费")


def _publics(*, without: str = "", label: str = "") -> Parsed:
    """The three publics of a district, each a row; the amount of one row is gone, or its label too."""
    amounts = {"合计": "444.16", "因公出国费": "1.7", "公务接待费": "196.48", "公务用车购置及运行费": "245.98", VEHICLES[0]: "168", VEHICLES[1]: "77.98"}  # fmt: skip
    parsed = table(
        "three_public",
        "三公表",
        [("", n, "total" if n == "合计" else "item", "total", a) for n, a in amounts.items()],
    )
    for line in parsed.budget_lines:
        line.subject_level = (
            "0" if line.subject_name == "合计" else "2" if line.subject_name in VEHICLES else "1"
        )
    parsed.budget_lines = [line for line in parsed.budget_lines if line.subject_name != without]
    parsed.row_labels = [row for row in parsed.row_labels if row.subject_name != label]
    return parsed


def _several(*lists: Rows) -> Parsed:
    whole = Parsed()
    for seq, rows in enumerate(lists, 1):
        whole.extend(_list(rows, seq))
    return whole


def _with(rows: Rows, name: str, *amounts: str) -> Rows:
    return [(name, *amounts) if row[0] == name else row for row in rows]  # type: ignore[misc]


def _without(rows: Rows, name: str) -> Rows:
    return [row for row in rows if row[0] != name]


_OTHERS = [AGENCIES, SPENDING, AGENCIES]
# Of what was received, five columns; the third has one part, and in "column-blank" none.
_COLUMNS = ("revenue_current_year", "general_budget", "special_account", "operating_income", "other_revenue")
_RECEIVED = [("合计", "68", "30", "20", "10", "8"), ("甲事务", "38", "18", "20", "-3", "3"), ("乙事务", "30", "12", "0", "13", "5")]


def _blank(rows: Sequence[tuple[str, ...]], *cells: tuple[str, int], codes: dict[str, str] | None = None) -> Parsed:
    """``rows`` with the cells of some rows and columns left blank."""
    parsed = _list(rows, measures=_COLUMNS[: len(rows[0]) - 1])
    parsed.budget_lines = [line for line in parsed.budget_lines if (line.subject_name, line.column_seq) not in cells]
    for line in parsed.budget_lines:
        code = (codes or {}).get(line.subject_name, "")
        line.subject_code, line.subject_system = code, "function" if code else ""
        line.subject_level = {3: "1", 5: "2", 7: "3"}.get(len(code), line.subject_level)
    return parsed


# One 类, its 款 and their 项; the second column is printed in one branch alone.
_CODES = {"节能环保支出": "211", "环保管理事务": "21101", "行政运行": "2110101", "一般事务": "2110102", "监测": "21102", "其他监测": "2110299"}
_BRANCH = [("合计", "90", "34"), ("节能环保支出", "90", "34"), ("环保管理事务", "50", "34"), ("行政运行", "16", "0"), ("一般事务", "34", "34"), ("监测", "40", "0"), ("其他监测", "40", "0")]  # fmt: skip
_NOUGHTS = tuple((name, 2) for name, *amounts in _BRANCH if amounts[1] == "0")

DOCUMENTS: dict[str, Parsed] = {
    "digit": _list(_with(SPENDING, "其他支出", "34982", "15990")),
    "both-columns": _list(_with(SPENDING, "其他支出", "34992", "15990")),
    "doubled": _doubled(),
    "row-gone": _several(*_OTHERS, _without(SPENDING, "改革成本支出")),
    "row-gone-alone": _several(_without(SPENDING, "改革成本支出")),
    "two-gone": _several(*_OTHERS, _without(SPENDING, "改革成本支出"), _without(PLACES, "南区")),
    "rows-crossed": _list(
        [BOUGHT[0], ("货物", "126", "486", "0"), BOUGHT[2], ("服务", "486", "126", "0")], measures=SOURCES
    ),
    "stray-cell": _list([*BOUGHT[:3], ("服务", "126", "126", "9")], measures=SOURCES),
    "stray-column": _list(
        [BOUGHT[0], ("货物", "486", "486", "7"), BOUGHT[2], ("服务", "126", "126", "9")], measures=SOURCES
    ),
    "publics": _publics(),
    "publics-blank": _publics(without="公务用车购置费"),
    "publics-one": _publics(without="公务用车购置费", label="公务用车购置费"),
    "publics-no-total": _publics(without="合计", label="合计"),
    "column-whole": _blank(_RECEIVED, ("乙事务", 3)),
    "column-blank": _blank(_RECEIVED, ("甲事务", 3), ("乙事务", 3)),
    "columns-blank": _blank(_RECEIVED, ("甲事务", 3), ("乙事务", 3), ("甲事务", 4), ("乙事务", 4)),
    "column-blank-narrow": _blank([row[:4] for row in _RECEIVED], ("甲事务", 3), ("乙事务", 3)),
    "total-blank": _blank(_RECEIVED, ("合计", 4)),
    "totals-blank": _blank(_RECEIVED, ("合计", 3), ("合计", 4)),
    "branch": _blank(_BRANCH, *_NOUGHTS, codes=_CODES),
    "branch-blank": _blank(_BRANCH, *_NOUGHTS, ("环保管理事务", 2), codes=_CODES),
    "branch-ends": _blank(_BRANCH, *_NOUGHTS, ("环保管理事务", 2), ("一般事务", 2), codes=_CODES),
    "more-than-listed": _several(*_OTHERS, _with(SPENDING, "本年支出合计", "99999", "99999")),
}


def stage_all(folder: Path) -> Path:
    for name, parsed in DOCUMENTS.items():
        stage(folder, name, parsed, "unit_budget", "2024", f"某县{name}局")
    return folder
