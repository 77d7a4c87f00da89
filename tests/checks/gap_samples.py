"""Lists with a row too few, a row too many or one wrong figure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from loaders.records import Parsed
from tests.warehouse.pair_samples import stage, table

Rows = Sequence[tuple[str, ...]]
MEASURES = ("revenue_current_year", "general_budget", "special_account")
UNRELATED = ("approved", "final")
CODES = {
    "合计": "",
    "甲": "201",
    "乙": "204",
    "丙": "205",
    "丁": "208",
    "一": "201",
    "教": "205",
    "戊": "229",
}
LISTED: Rows = [
    ("合计", "9731.50", "6181.20", "3550.30"),
    ("甲类支出", "2411.10", "1800.00", "611.10"),
    ("乙类支出", "3120.40", "2181.20", "939.20"),
    ("丙类支出", "2900.00", "1500.00", "1400.00"),
    ("丁类支出", "1300.00", "700.00", "600.00"),
]
CLASSES: Rows = [("合计", "15409.31"), ("一般公共服务支出", "15291.30"), ("教育支出", "118.01")]


def _list(rows: Rows, seq: int = 1, title: str = "收入总表", measures: tuple[str, ...] = MEASURES) -> Parsed:
    cells = [
        (
            CODES[name[:2] if name == "合计" else name[0]],
            name,
            "total" if name == "合计" else "item",
            measure,
            amount,
        )
        for name, *amounts in rows
        for measure, amount in zip(measures, amounts, strict=False)
    ]
    return table("revenue_summary", title, cells, seq=seq)


def _changed(rows: Rows, *changes: tuple[str, ...]) -> Rows:
    new = {name: (name, *amounts) for name, *amounts in changes}
    return [new.get(row[0], row) for row in rows]


def _both(first: Rows, second: Rows) -> Parsed:
    whole = _list(first)
    whole.extend(_list(second, 2, "收入预算总表"))
    return whole


YEARS: Rows = [("合计", "97.00", "61.00"), ("甲类支出", "25.00", "18.00"), ("乙类支出", "43.00", "28.00"), ("丙类支出", "29.00", "15.00")]

REPAID: Rows = [("合计", "97.00", "-61.00"), ("甲类支出", "25.00", "-18.00"), ("乙类支出", "43.00", "-28.00"), ("丙类支出", "29.00", "-15.00")]

DOCUMENTS = {
    "negative": _list(REPAID[:-1], measures=UNRELATED),
    "negative-more": _list([*REPAID, ("丁类支出", "8.00", "-6.00")], measures=UNRELATED),
    "years": _list(YEARS[:-1], measures=UNRELATED),
    "one-year": _list([*YEARS[:-1], ("丙类支出", "19.00", "15.00")], measures=UNRELATED),
    "years-more": _list([*YEARS, ("丁类支出", "8.00", "6.00")], measures=UNRELATED),
    "one-part": _list(YEARS[:2], measures=UNRELATED),
    "out": _list([row for row in LISTED if row[0] != "丙类支出"]),
    "more": _list([*LISTED, ("戊类支出", "388.25", "188.00", "200.25")]),
    "alike": _list([*LISTED, ("戊类支出", *LISTED[3][1:])]),
    "cell": _list(_changed(LISTED, ("丙类支出", "2900.00", "1300.00", "1400.00"))),
    "elsewhere": _both(_changed(CLASSES, ("教育支出", "116.01")), CLASSES),
    "nowhere": _list(_changed(CLASSES, ("教育支出", "116.01"))),
}


def stage_all(folder: Path) -> Path:
    for name, parsed in DOCUMENTS.items():
        stage(folder, name, parsed, "unit_budget", "2024", f"某县{name}局")
    return folder
