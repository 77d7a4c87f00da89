"""SC-07: a name that is but one character off what its code is called. SC-08: a code of no class."""

from __future__ import annotations

import pytest

from tests.checks.conftest import Bench
from tests.checks.rows import document, line


def _named(*names: tuple[str, str], table: int = 0) -> list[dict[str, object]]:
    return [
        line(
            f"l{n}",
            "1",
            subject_system="function",
            subject_code=code,
            subject_name=name,
            table_seq=table or n,
        )
        for n, (code, name) in enumerate(names, 1)
    ]


@pytest.mark.parametrize(
    ("names", "status"),
    [
        ([("2210201", "住房公积金"), ("2050803", "培训支出")], "pass"),
        ([("2210201", "住房害积金")], "fail"),
        ([("2210201", "公积金")], "pass"),  # cut short
        ([("20805", "行政事业单位离退休")], "pass"),  # the name of other years
        ([("2999999", "甲乙丙"), ("2999999", "甲乙丁")], "fail"),
        ([("2999999", "甲乙丙"), ("2999999", "甲乙丙"), ("2999999", "甲乙丁")], "fail"),
        ([("201", "一般公共服务支出"), ("205", "一般公共服务支出")], "fail"),
        ([("205", "一般公共服务支出")], "pass"),  # another year's list may have called it so
        ([("2010101", "行政运行"), ("2010301", "行政运行")], "pass"),
        ([("2101102", "行政单位医疗")], "fail"),  # the name of 2101101
        ([("2101103", "行政单位医疗")], "fail"),
        ([("2080506", "行政单位医疗")], "pass"),  # far from its code
        ([("2111101", "行政单位医疗")], "pass"),  # below another parent
    ],
)
def test_one_character_off_is_a_slip(bench: Bench, names: list[tuple[str, str]], status: str) -> None:
    found = bench.found("check_subject_name", int_document=[document()], int_budget_line=_named(*names))

    assert found == {"SC-07:d": (status, None), "SC-08:d": ("pass", None)}


def test_of_two_spellings_the_rarer_one_is_named(bench: Bench) -> None:
    def said(*names: str) -> list[str]:
        lines = _named(*(("2999999", name) for name in names))
        row, _ = bench.rows("check_subject_name", int_document=[document()], int_budget_line=lines)
        return row["evidence"]

    assert said("甲乙丙", "甲乙丁") == ["l2"]
    assert said("甲乙丙", "甲乙丁", "甲乙丁") == ["l1"]


def test_projects_that_name_their_subject_beside_them_are_no_names_of_it(bench: Bench) -> None:
    projects = [("2999999", "宣传经费一"), ("2999999", "宣传经费二"), ("2999999", "监测项目")]

    def status(beside: str | None) -> str:
        lines = [row | {"second_subject_name": beside} for row in _named(*projects, table=2)]
        found = bench.found(
            "check_subject_name", int_document=[document()], int_budget_line=[*_named(("2999999", "监测项目")), *lines]
        )
        return found["SC-07:d"][0]

    assert status("监测项目/办公费") == "pass"
    assert status("监测") == "fail"


def test_the_finding_names_both_and_the_row(bench: Bench) -> None:
    row, _ = bench.rows(
        "check_subject_name", int_document=[document()], int_budget_line=_named(("2210201", "住房害积金"))
    )

    assert row["explanation"] == "科目名称：“住房害积金”（2210201）在官方科目表中是“住房公积金”。"
    assert row["evidence"] == ["l1"]


def test_a_misread_character_of_a_scan_is_no_slip_of_the_publisher(bench: Bench) -> None:
    lines = _named(("2210201", "住房害积金"))

    assert (
        bench.found("check_subject_name", int_document=[document(reader="ocr")], int_budget_line=lines) == {}
    )


def test_a_code_of_no_class_is_said_with_the_one_that_the_name_asks_for(bench: Bench) -> None:
    (mended,) = _named(("2101102", "事业单位医疗"))
    mended |= {
        "repair_code": "class_mended",
        "table_title": "支出总表",
        "source_text": "7 11 02 事业单位医疗 1 1",
    }
    _, row = bench.rows("check_subject_name", int_document=[document()], int_budget_line=[mended])

    assert (row["rule_id"], row["status"]) == ("SC-08", "fail")
    assert (
        row["explanation"]
        == "科目编码：《支出总表》“事业单位医疗”的编码印为 7 11 02，按上级科目和官方科目表应为 2101102。"
    )


@pytest.mark.parametrize(
    ("code", "system", "status"),
    [
        ("9200509", "department_economic", "fail"),
        ("30201", "function", "pass"),  # a class of another list is one
        ("29901", "function", "pass"),  # a new class
        ("9200509", None, "pass"),  # the number of an agency or a project
    ],
)
def test_a_code_that_begins_like_no_list(bench: Bench, code: str, system: str | None, status: str) -> None:
    lines = [one | {"subject_system": system} for one in _named((code, "气象服务"))] + _named(("2210201", "住房公积金"), table=2)
    found = bench.rows("check_subject_name", int_document=[document()], int_budget_line=lines)
    (row,) = (row for row in found if row["rule_id"] == "SC-08")

    assert (row["status"], row["evidence"]) == (status, ["l1"] if status == "fail" else [])
    if status == "fail":
        assert row["explanation"] == "科目编码：《第1表》“气象服务”的编码印为 9200509，官方各科目表中没有以此开头的类。"


@pytest.mark.parametrize(("code", "status"), [("015", "fail"), ("045", "pass"), ("0215", "pass")])
def test_one_digit_of_a_code_that_begins_like_no_list_is_told_by_its_name(bench: Bench, code: str, status: str) -> None:
    lines = [one | {"subject_system": None} for one in _named((code, "资源勘探工业信息等支出"))] + _named(("2210201", "住房公积金"), table=2)
    found = bench.rows("check_subject_name", int_document=[document()], int_budget_line=lines)

    assert [row["status"] for row in found if row["rule_id"] == "SC-08"] == [status]


@pytest.mark.parametrize(
    ("system", "code", "finding"),
    [
        ("department_economic", "30181", "科目名称：“基本工资”（30181）在官方科目表中是“30101”。"),
        ("department_economic", "30101", "科目名称：科目名称与编码，相符。"),
        ("department_economic", "30281", "科目名称：科目名称与编码，相符。"),  # another class has a list of its own
        ("function", "30181", "科目名称：科目名称与编码，相符。"),
        ("function", "2080595", "科目名称：“机关事业单位基本养老保险缴费支出”（2080595）在官方科目表中是“2080505”。"),
        ("function", "2080695", "科目名称：科目名称与编码，相符。"),  # another 款
        ("function", "2080519", "科目名称：科目名称与编码，相符。"),  # two digits off
    ],
)
def test_a_code_that_the_list_does_not_have_is_told_by_its_name(bench: Bench, system: str, code: str, finding: str) -> None:
    name = "机关事业单位基本养老保险缴费支出" if code.startswith("208") else "基本工资"
    rows = [line("l1", "1", subject_system=system, subject_code=code, subject_name=name, table_seq=1)]
    found = bench.rows("check_subject_name", int_document=[document()], int_budget_line=rows)

    assert [row["explanation"] for row in found if row["rule_id"] == "SC-07"] == [finding]


AGENCY = "某市应急救援中心"


@pytest.mark.parametrize(
    ("codes", "status"),
    [
        (("125004", "125004", "165004"), "fail"),
        (("125004", "165004"), "pass"),  # which of them is wrong isn't known
        (("125004", "125004", "165014"), "pass"),  # two digits off
        (("125004", "125004", "165004", "125014"), "pass"),  # a name that many bear
        (("12504", "12504", "16504"), "pass"),  # too short for an agency
    ],
)
def test_an_agency_has_one_code(bench: Bench, codes: tuple[str, ...], status: str) -> None:
    lines = [one | {"subject_system": None} for one in _named(*((code, AGENCY) for code in codes))]
    row, *_ = bench.rows("check_subject_name", int_document=[document()], int_budget_line=lines)

    assert (row["rule_id"], row["status"]) == ("SC-07", status)
    if status == "fail":
        assert row["explanation"] == f"科目名称：“{AGENCY}”（165004）在其他表中是“125004”。"


def test_a_name_of_several_codes_of_the_list_tells_none_of_them(bench: Bench) -> None:
    names = [("2070199", "行政运行"), ("2010199", "行政运行"), ("2010199", "行政运行")]
    found = bench.found("check_subject_name", int_document=[document()], int_budget_line=_named(*names))

    assert found["SC-07:d"][0] == "pass"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([("208", "社会保障和就业支出"), ("508", "社会保障和就业支出")], [("l2", "208")]),
        ([("508", "社会保障和就业支出"), ("208", "社会保障和就业支出")], [("l1", "208")]),
        ([("208", "社会保障和就业支出"), ("518", "社会保障和就业支出")], []),  # two digits
        ([("2200504", "甲乙丙"), ("2200504", "甲乙丙"), ("2260504", "甲乙丙")], [("l3", "2200504")]),  # there is no class 226
        ([("2200504", "甲乙丙"), ("2200504", "甲乙丙"), ("2210504", "甲乙丙")], [("l3", "2200504")]),
        ([("2999901", "甲乙丙"), ("2999901", "甲乙丙"), ("2999908", "甲乙丙")], [("l3", "2999901")]),
        ([("2999901", "甲乙丙"), ("2999908", "甲乙丙")], []),  # as many tables print each, and none is official
        ([("2999901", "甲乙丙"), ("2999901", "甲乙丙"), ("2899901", "甲乙丙")], [("l3", "2999901")]),
        ([("399", "其他支出"), ("599", "其他支出"), ("399", "其他支出")], []),  # both are official
        ([("508", "社会保障和就业支出"), ("508", "社会保障和就业支出"), ("208", "社会保障和就业支出")], []),  # in two tables
    ],
)  # fmt: skip
def test_a_name_has_another_code_in_the_other_tables(
    bench: Bench, names: list[tuple[str, str]], said: list[tuple[str, str]]
) -> None:
    lines = [
        row | {"subject_system": "government_economic" if str(row["subject_code"])[0] == "5" else "function"} for row in _named(*names)
    ]
    row, _ = bench.rows("check_subject_name", int_document=[document()], int_budget_line=lines)

    found = [(line_id, code) for line_id, code in said if f"在其他表中是“{code}”" in row["explanation"]]
    assert (row["evidence"] or [], found) == ([line_id for line_id, _ in said], said)
