"""skipped_number: a numbered list that skips one number lacks a row."""

from __future__ import annotations

import pytest

from tests.checks.conftest import Bench

WHOLE = ["一、拨款收入", "1、公共预算", "2、基金预算", "3、国资预算", "二、事业收入", "三、经营收入", "四、其他收入"]


def _found(bench: Bench, *lists: list[str]) -> list[tuple[int, str, str | None]]:
    rows = [
        {"document_id": "d", "table_seq": seq, "side": "", "row_seq": n, "subject_name": name, "amount_count": 1}
        for seq, names in enumerate(lists, 1)
        for n, name in enumerate(names, 1)
    ]
    cells = [
        {
            "document_id": "d", "table_seq": row["table_seq"], "lane": "", "row_seq": row["row_seq"], "subject_name": row["subject_name"],
            "table_title": f"表{row['table_seq']}", "cell_id": f"t{row['table_seq']}r{row['row_seq']}",
        }
        for row in rows
    ]  # fmt: skip
    found = bench.rows("skipped_number", stg_row_labels=rows, int_amount_cell=cells)
    return [(row["row_seq"], row["missing_number"], row["cell_id"]) for row in found if row["table_seq"] == 1]


def _without(*names: str) -> list[str]:
    return [name for name in WHOLE if name not in names]


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        (WHOLE, []),
        (_without("二、事业收入"), [(5, "二", None)]),
        (_without("2、基金预算"), [(3, "2", None)]),  # two are left of three
        (_without("1、公共预算", "2、基金预算"), []),  # one number is no list
        (["一、收入", "1、甲", "2、乙", "4、丁", "二、支出", "1、甲"], [(4, "3", None)]),
        (_without("一、拨款收入"), [(4, "一", None)]),
        (["（二）甲", "（三）乙", "（四）丙"], []),  # begins above the table
        (["一、甲", "三、丙", "四、丁", "六、己"], []),  # the numbers of a longer list
        (["一、甲", "二、乙", "五、戊"], []),
        (["一、甲", "1、子", "2、丑", "二、乙", "1、子", "2、丑", "3、寅"], []),  # begins anew below 二、
        (["九、甲", "十、乙", "十一、丙", "十二、丁", "十四、己"], [(5, "十三", None)]),
        (["1.5倍补助", "3.5倍补助", "4、丁"], []),
    ],
)
def test_a_list_skips_no_number(bench: Bench, printed: list[str], found: list[tuple[int, str, str | None]]) -> None:
    assert _found(bench, printed) == found


@pytest.mark.parametrize(
    ("other", "cell"),
    [
        (["一、拨款收入", "二、事业收入", "三、其他收入"], "t2r2"),  # behind the same row
        (["一、本年收入", "二、事业收入", "三、经营收入"], "t2r2"),  # before the same row
        (["一、本年收入", "二、事业收入", "三、其他收入"], None),
        (["一、拨款收入", "三、事业收入"], None),
    ],
)
def test_the_row_between_is_named_by_a_list_that_prints_one_there(bench: Bench, other: list[str], cell: str | None) -> None:
    assert _found(bench, _without("二、事业收入"), other) == [(5, "二", cell)]


def test_lists_that_print_different_rows_there_name_none(bench: Bench) -> None:
    others = [["一、拨款收入", f"二、{name}", "三、其他收入"] for name in ("事业收入", "上级补助收入")]
    assert _found(bench, _without("二、事业收入"), *others) == [(5, "二", None)]
