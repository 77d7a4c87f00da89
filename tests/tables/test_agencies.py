"""Which rows of a table are agencies: by names, by numbers, and by what each closes up to."""

from __future__ import annotations

import pytest

from loaders.tables.model import Amount, Row
from tests.tables.support import arranged


@pytest.mark.parametrize("own", ["甲市乙局（本级）", "甲市乙局本级", "甲市乙局机关", "甲市乙局机关本级"])
def test_agencies_above_their_items_are_units(own: str) -> None:
    found = arranged(
        ("合计", ["30.00"]),
        (own, ["20.00"]),
        ("工资福利支出", ["15.00"]),
        ("商品和服务支出", ["5.00"]),
        ("甲市乙中心", ["10.00"]),
        ("工资福利支出", ["10.00"]),
    )

    assert [role for role, _, _ in found] == ["", "unit", "", "", "unit", ""]
    assert [level for _, _, level in found if level] == [1, 1, 1]


@pytest.mark.parametrize(
    ("code", "name", "role"),
    [("208", "甲市民政局", "total"), ("208", "社会保障和就业支出", ""), ("210", "甲市民政局", "")],
    ids=["a department", "a class of the list", "a number that theirs don't begin with"],
)
def test_a_number_that_units_bear_before_their_own_is_their_departments(code: str, name: str, role: str) -> None:
    def coded(code: str, name: str, amount: str) -> Row:
        return Row(code=code, name=name, amounts=[Amount(amount, 0)])

    found = arranged(
        coded(code, name, "30.00"),
        coded("208001", "甲市民政局本级", "20.00"),
        coded("2080201", "行政运行", "20.00"),
        coded("208002", "甲市救助站", "10.00"),
        coded("2082002", "流浪乞讨人员救助支出", "10.00"),
    )

    assert [found_role for found_role, _, _ in found] == [role, "unit", "", "unit", ""]


def test_projects_named_like_agencies_are_no_units_where_nothing_adds_up() -> None:
    found = arranged(("合计", ["9.00"]), ("新建养老院", ["5.00"]), ("道路", ["1.00"]), ("改建办公室", ["3.00"]))

    assert found[1][0] == ""


def test_an_agency_that_the_total_adds_up_with_other_rows_stands_above_none_of_them() -> None:
    found = arranged(
        ("镇机关", ["512.30"]), ("农业农村综合服务中心", ["420.50"]), ("治理中心", ["158.20"]), ("村级组织", ["190.00"]), ("合计", ["1281.00"])
    )

    assert [(role, level) for role, _, level in found[:4]] == [("", 1), ("item", 1), ("", 1), ("", 1)]


def test_agencies_with_codes_of_their_own_stand_above_projects_without() -> None:
    def coded(code: str, name: str, amount: str) -> Row:
        return Row("", "", name, "", [Amount(amount, 0)], unit_code=code)

    found = arranged(("合计", ["9.00"]), coded("1", "全额", "9.00"), coded("116", "财政局", "9.00"), ("管理", ["4.00"]), ("检查", ["5.00"]))

    assert [role for role, _, _ in found] == ["", "total", "unit", "", ""]


def test_units_of_a_department_by_their_codes_and_what_each_closes_up_to() -> None:
    def coded(code: str, name: str, amount: str) -> Row:
        return Row("", "", name, "", [Amount(amount, 0)], unit_code=code)

    found = arranged(
        ("合计", ["971.30"]),
        coded("251", "甲市乙局", "971.30"),
        coded("251001", "甲市乙局", "402.61"),
        ("专用项目", ["402.61"]), ("其他业务费", ["402.61"]), ("图件更新维护", ["351.08"]), ("管理经费", ["51.53"]),
        coded("251002", "甲市土地储备中心", "539.42"),
        ("通用项目", ["18.95"]), ("委托业务", ["18.95"]), ("计划编制", ["18.95"]),
        ("专用项目", ["520.47"]), ("其他业务费", ["520.47"]), ("设备更新", ["36.17"]), ("运营费用", ["484.30"]),
        coded("251003", "甲市执法监察队", "29.27"),
        ("专用项目", ["29.27"]), ("执法业务", ["29.27"]),
    )  # fmt: skip

    assert [(role, level) for role, _, level in found] == [
        ("", None), ("total", None), ("unit", None), ("", 1), ("", 2), ("", 3), ("", 3), ("unit", None), ("", 1), ("", 2), ("", 3),
        ("", 1), ("", 2), ("", 3), ("", 3), ("unit", None), ("", 1), ("", 2),
    ]  # fmt: skip


def test_codes_of_agencies_that_do_not_make_up_the_first_prove_nothing() -> None:
    def coded(code: str, name: str, amount: str) -> Row:
        return Row("", "", name, "", [Amount(amount, 0)], unit_code=code)

    found = arranged(("合计", ["97.30"]), coded("251", "一期工程", "53.10"), ("土建", ["13.10"]), coded("252", "二期工程", "31.10"), ("安装", ["0.10"]))

    assert {role for role, _, _ in found} == {""}
