"""label_slip: a row whose name is one character off what another table calls it; it is the row that seems to be missing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Bench

Row = dict[str, Any]


def _lists(*tables: tuple[tuple[str, int], ...], side: str = "") -> dict[str, list[Row]]:
    """Tables of one column, each row with its name and amount."""
    given: dict[str, list[Row]] = {"int_amount_row": [], "int_amount_cell": []}
    for seq, rows in enumerate(tables, 1):
        for row_seq, (name, amount) in enumerate(rows, 1):
            place = {"document_id": "d", "table_seq": seq, "row_seq": row_seq, "name_key": name, "subject_name": name}
            given["int_amount_row"].append(place | {"side": side})
            cell = {"cell_id": f"t{seq}r{row_seq}", "table_title": f"表{seq}", "lane": side, "amount_in_yuan": amount}
            given["int_amount_cell"].append(place | cell)
    return given


def _found(bench: Bench, given: dict[str, list[Row]]) -> dict[str, str]:
    return {row["cell_id"]: row["known_name"] for row in bench.rows("label_slip", **given)}


@pytest.mark.parametrize(
    ("tables", "found"),
    [
        ([(("项目甲类", 1234),), (("项目甲数", 1234),)], {"t2r1": "项目甲类"}),  # of two the later
        ([(("项目甲类", 1234),), (("项目甲数", 1235),)], {}),  # another amount
        ([(("项目甲类", 1234),), (("项目甲数", 1235),), (("别的事项", 1235),)], {}),  # another name's
        ([(("项目甲类", 12000),), (("项目甲数", 12000),)], {}),  # two digits are there by chance
        ([(("卫某健康支出", 1234),), (("卫生健康支出", 1234),)], {"t1r1": "卫生健康支出"}),  # an official name is none
        ([(("项目甲数", 1234),), (("项目甲类", 1234),), (("项目甲类", 5),)], {"t1r1": "项目甲类"}),
        ([(("项目甲类", 1234), ("项目甲数", 1234)), (("项目甲数", 1234),)], {}),  # both stand there
        ([(("收入总计", 1234),), (("收入合计", 1234),)], {}),  # words for totals
        ([(("前行", 1), ("项目甲类", 2), ("后行", 3)), (("前行", 4), ("项目甲数", 5), ("后行", 6))], {"t2r2": "项目甲类"}),
        ([(("前行", 1), ("项目甲类", 2), ("后行", 3)), (("别行", 4), ("项目甲数", 5), ("后行", 6))], {}),
        ([(("老旧水库加固甲类", 2), ("后行", 3)), (("别行", 4), ("老旧水库加固甲数", 5), ("后行", 6))], {"t2r2": "老旧水库加固甲类"}),
        ([(("前行", 1), ("老旧水库加固甲类", 2)), (("前行", 4), ("老旧水库加固甲数", 5), ("后行", 6))], {"t2r2": "老旧水库加固甲类"}),
        ([(("旧水库加固甲类", 2), ("后行", 3)), (("别行", 4), ("旧水库加固甲数", 5), ("后行", 6))], {}),  # seven characters
        ([(("老旧水库加固甲类", 2), ("前行", 3)), (("别行", 4), ("老旧水库加固甲数", 5), ("后行", 6))], {}),
    ],
)  # fmt: skip
def test_a_name_one_character_off(bench: Bench, tables: list[tuple[tuple[str, int], ...]], found: dict[str, str]) -> None:
    assert _found(bench, _lists(*tables)) == found


ODD = "修缮竹某旧楼"
TOLD = "修缮竹苑旧楼"


@pytest.mark.parametrize(
    ("tables", "found"),
    [
        # Of two spellings the one that is found in other names is right, in whichever table it stands.
        ([((ODD, 1234),), ((TOLD, 1234), ("竹苑食堂", 1))], {"t1r1": TOLD}),
        ([((TOLD, 1234), ("竹苑食堂", 1)), ((ODD, 1234),)], {"t2r1": TOLD}),
        ([((ODD, 1234), ("竹某食堂", 1)), ((TOLD, 1234), ("竹苑食堂", 1))], {"t2r1": ODD}),  # both are: the later
        # Printed so in two other tables nothing more is needed, in one a neighbour.
        ([((ODD, 1),), ((TOLD, 2), ("竹苑食堂", 1)), ((TOLD, 3),)], {"t1r1": TOLD}),
        ([((ODD, 1),), ((TOLD, 2), ("竹苑食堂", 1))], {}),
        ([(("前行", 1), (ODD, 1), ("后行", 1)), (("前行", 1), (TOLD, 2), ("竹苑食堂", 1))], {"t1r2": TOLD}),
        ([(("前行", 1), (ODD, 1), ("后行", 1)), (("前行", 1), (TOLD, 2), ("别行", 1))], {}),  # in no other name
        ([((ODD, 1),), ((TOLD, 2),), ((TOLD, 3),)], {}),
        ([((ODD, 1),), ((TOLD, 2),), ((TOLD, 3),), ((TOLD, 4),)], {"t1r1": TOLD}),  # in three tables
        ([(("竹某楼", 1),), (("竹苑楼", 2), ("竹苑食堂", 1)), (("竹苑楼", 3),)], {}),  # three characters
        # What tells two things of a kind apart is no slip.
        ([(("青山中学东校", 1),), (("青山中学西校", 2), ("西校舍", 1)), (("青山中学西校", 3),)], {}),
        ([(("青山第一中学", 1),), (("青山第二中学", 2), ("第二小学", 1)), (("青山第二中学", 3),)], {}),
        # A mark that is no number.
        ([(("某、转移性支出", 1),), (("三、转移性支出", 2),)], {"t1r1": "三、转移性支出"}),
        ([(("（某）转移性支出", 1),), (("转移性支出", 2),)], {"t1r1": "转移性支出"}),
        ([(("市、县配套", 1),), (("县配套", 2),)], {}),
        ([(("某、转移性支出", 1), ("转移性支出", 1)), (("转移性支出", 2),)], {}),
    ],
)  # fmt: skip
def test_which_of_two_spellings_is_the_slip(bench: Bench, tables: list[tuple[tuple[str, int], ...]], found: dict[str, str]) -> None:
    given = _lists(*tables)
    for row in given["int_amount_row"]:
        row["name_key"] = row["name_key"].removeprefix("三、")

    assert _found(bench, given) == found


WAGES, GOODS, PERSONS = "工资福利支出", "商品和服务支出", "对个人和家庭的补助"


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ((WAGES, "商品和服某支出", PERSONS), {"t1r2": GOODS}),
        ((WAGES, "商品和服某支出"), {"t1r2": GOODS}),  # the last one
        ((WAGES, "商品和服某支出", "甲项目"), {}),  # a list of other things, too
        ((WAGES, "商品某服某支出", PERSONS), {}),  # two characters
        ((WAGES, "商品和服某支出", GOODS), {}),  # the official name stands there as well
        ((WAGES, "取某费", PERSONS), {}),  # three characters are anything
    ],
)
def test_a_name_one_character_off_the_official_list(bench: Bench, names: tuple[str, ...], found: dict[str, str]) -> None:
    assert _found(bench, _lists(tuple((name, n) for n, name in enumerate(names)))) == found


def test_the_official_list_is_said_to_be_it(bench: Bench) -> None:
    given = _lists(((WAGES, 1), ("商品和服某支出", 2), (PERSONS, 3)))
    lines = [{"document_id": "d", "budget_line_id": "t1r2", "source_line": 7}]
    (row,) = bench.chain(("label_slip", "check_subject_name"), **given, int_budget_line=lines, int_document=[{"document_id": "d"}])

    assert row["explanation"] == "科目名称：《表1》“商品和服某支出”在官方科目表中是“商品和服务支出”。"


def test_what_has_a_code_is_told_by_the_code(bench: Bench) -> None:
    given = _lists((("项目甲类", 1234),), (("项目甲数", 1234),))
    given["int_amount_row"][1]["subject_code"] = "20101"

    assert _found(bench, given) == {}


def test_it_is_said_among_the_names(bench: Bench) -> None:
    given = _lists((("项目甲类", 1234),), (("项目甲数", 1234),))
    lines = [{"document_id": "d", "budget_line_id": "t2r1", "source_line": 7}]
    (row,) = bench.chain(("label_slip", "check_subject_name"), **given, int_budget_line=lines, int_document=[{"document_id": "d"}])

    assert (row["rule_id"], row["status"], row["evidence"], row["source_line"]) == ("SC-07", "fail", ["t2r1"], 7)
    assert row["explanation"] == "科目名称：《表2》“项目甲数”在《表1》中是“项目甲类”。"


def test_a_table_without_a_title_is_called_by_its_number(bench: Bench) -> None:
    given = _lists((("项目甲类", 1234),), (("项目甲数", 1234),))
    given["int_amount_cell"] = [cell | {"table_title": None} for cell in given["int_amount_cell"]]
    lines = [{"document_id": "d", "budget_line_id": "t2r1", "source_line": 7}]
    (row,) = bench.chain(("label_slip", "check_subject_name"), **given, int_budget_line=lines, int_document=[{"document_id": "d"}])

    assert row["explanation"] == "科目名称：第2张表“项目甲数”在第1张表中是“项目甲类”。"


def _failed(gap: int, unit: str = "元", lacking: int = 20_500) -> dict[str, list[Row]]:
    """A total of table 1 that its rows don't make up by ``gap``, beside table 2."""
    rows = [(1, 1, None, 51_000), (1, 2, "2010101", 30_500), (2, 1, "2010101", 30_500), (2, 2, "2010101", lacking)]
    cells = [
        {
            "cell_id": f"t{table}r{row}", "document_id": "d", "table_seq": table, "lane": "", "row_seq": row, "column_seq": 1,
            "subject_code": code, "subject_name": code or "合计", "measure": "total", "amount_in_yuan": amount, "unit": unit,
            "step_in_yuan": 1,
        }
        for table, row, code, amount in rows
    ]  # fmt: skip
    verdict = {
        "check_id": "c", "rule_id": "column_total", "scope_id": "d", "document_id": "d", "table_seq": 1, "lane": "", "row_seq": 1,
        "column_seq": 1, "status": "fail", "gap_in_yuan": gap,
    }  # fmt: skip
    return {"int_amount_cell": cells, "identity_verdict": [verdict]}


@pytest.mark.parametrize(
    ("gap", "unit", "found"),
    # Rounded parts of a total.
    [(20_500, "元", ["t2r2"]), (10_500, "元", []), (20_502, "元", []), (20_502, "万元", ["t2r2"]), (20_503, "万元", [])],
)
def test_a_subject_that_is_listed_less_often_here_is_the_missing_row(bench: Bench, gap: int, unit: str, found: list[str]) -> None:
    assert [row["candidate_fact_id"] for row in bench.rows("missing_row", **_failed(gap, unit))] == found


@pytest.mark.parametrize(("step", "found"), [(1, ["t2r2"]), (200, ["t2r2"]), (1_000, [])])
def test_two_digits_of_a_larger_unit_are_no_missing_row(bench: Bench, step: int, found: list[str]) -> None:
    given = _failed(20_502, "万元")
    given["int_amount_cell"] = [cell | {"step_in_yuan": step} for cell in given["int_amount_cell"]]

    assert [row["candidate_fact_id"] for row in bench.rows("missing_row", **given)] == found


@pytest.mark.parametrize(
    ("unit", "step", "found"), [("万元", 1, ["t2r1"]), ("万元", 150, ["t2r1"]), ("万元", 500, []), ("亿元", 1, ["t2r1"]), ("亿元", 150, [])]
)
def test_the_difference_under_a_name_that_is_not_listed_here(bench: Bench, unit: str, step: int, found: list[str]) -> None:
    cell = {
        "document_id": "d", "table_seq": 2, "lane": "", "cell_id": "t2r1", "row_kind": "item", "name_key": "甲", "unit": unit,
        "amount_in_yuan": 20_500, "step_in_yuan": step,
    }  # fmt: skip
    verdict = {
        "check_id": "c", "rule_id": "column_total", "document_id": "d", "table_seq": 1, "lane": "", "gap_in_yuan": 20_500, "tolerance": 0,
        "rounding_limit": 0, "right_count": 1, "unit": "万元",
    }  # fmt: skip
    named = bench.rows("missing_name", int_amount_cell=[cell], identity_tolerance=[verdict])

    assert [row["candidate_fact_id"] for row in named] == found


def test_two_digits_tell_no_missing_row_below_a_total(bench: Bench) -> None:
    given = _failed(21_000, lacking=21_000)
    given["int_amount_cell"].append(given["int_amount_cell"][0] | {"cell_id": "t1r3", "row_seq": 3, "subject_code": "201"})

    assert bench.rows("missing_row", **given) == []


@pytest.mark.parametrize(("code", "found"), [(None, []), ("20102", ["t2r2"])])
def test_a_row_that_is_listed_without_its_code_is_not_missing(bench: Bench, code: str | None, found: list[str]) -> None:
    given = _failed(20_500)
    given["int_amount_cell"] = [cell | {"name_key": cell["subject_name"]} for cell in given["int_amount_cell"]]
    row = {"document_id": "d", "table_seq": 1, "side": "", "row_seq": 3, "name_key": "2010101", "subject_code": code}

    assert [one["candidate_fact_id"] for one in bench.rows("missing_row", **given, int_amount_row=[row])] == found


def test_a_subject_that_is_listed_as_often_is_not_missing(bench: Bench) -> None:
    given = _failed(20_500)
    given["int_amount_cell"].append(given["int_amount_cell"][1] | {"cell_id": "t1r3", "row_seq": 3})

    assert bench.rows("missing_row", **given) == []
