"""Checks of the text: rates of change, sums, repetitions, notes of empty tables, counted forms."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks.conftest import Bench
from tests.checks.rows import document, form, funding, line, statement

PASS = ("pass", 0)


@pytest.mark.parametrize(("total", "said"), [("30.00", "pass"), ("32.00", "fail")])
def test_a_total_at_the_end_of_its_list(bench: Bench, total: str, said: str) -> None:
    text = f"包括：培训费10.00万元、会议费20.00万元，共计{total}万元。"
    rows = [
        statement(n, name, printed, sentence_seq=1, source_text=text)
        for n, (name, printed) in enumerate([("培训费", "10.00"), ("会议费", "20.00"), ("会议费共计", total)], 1)
    ]
    assert bench.found("check_partition", int_statement=rows)["NT-07-4:s3"][0] == said


def test_the_title_of_a_table_bears_this_years_number(bench: Bench) -> None:
    def titles(*texts: str) -> dict[str, object]:
        rows = [
            {"document_id": "d", "sentence_id": f"t{n}", "kind": "table_title", "source_text": text, "section": text[5:], "source_line": n}
            for n, text in enumerate(texts, 1)
        ]
        found = bench.rows("check_year", int_document=[document()], stg_sentences=rows)
        # What is wrong is quoted from where it stands.
        assert all(row["source_text"].startswith("2023") for row in found if row["status"] == "fail")
        return {row["check_id"]: row["status"] for row in found}

    current = ("2024年收支总表", "2024年收入总表", "2024年支出总表")
    assert titles(*current, "2023年“三公”经费预算表")["NT-13-3:d"] == "fail"
    assert titles(*current, "2023年预算执行情况表")["NT-13-3:d"] == "pass"
    assert "NT-13-3:d" not in titles(*current[:2], "2023年支出总表")
    assert "NT-13-3:d" not in titles(*current, "2023年收支总表", "2023年收入总表", "2023年支出总表")


def test_change_against_last_years_figure(bench: Bench) -> None:
    def said(pct: str) -> list[dict[str, object]]:
        return [
            statement(1, "公务接待费", "4.00", role="last_year", sentence_seq=1),
            statement(2, "公务接待费", "5.00", sentence_seq=1, change_pct=Decimal(pct), change_direction="增长"),
        ]

    assert bench.found("check_share", int_statement=said("25.00"))["NT-05-2:s2"] == PASS
    # (5 − 4) / 4, not / 5
    assert bench.found("check_share", int_statement=said("20.00"))["NT-05-2:s2"] == ("fail", -5)


def test_growth_needs_something_to_grow_from(bench: Bench) -> None:
    grown = {"change_direction": "增加", "change_unit": "万元", "change_step": Decimal("0.01"), "has_reason": True}
    rows = [
        statement(1, "培训费", "6.00", change=Decimal("1.00"), change_pct=20, **grown),
        statement(2, "会议费", "6.00", change=Decimal("6.00"), change_pct=100, **grown),
        statement(3, "差旅费", "6.00", change=Decimal("-1.00"), change_pct=None, **(grown | {"has_reason": False})),
    ]
    found = bench.found("check_change", int_statement=rows)
    assert {key: status for key, (status, _) in found.items()} == {
        "NT-03:s1": "pass", "NT-04:s1": "pass", "NT-05:s1": "pass", "NT-11:s1": "pass",
        "NT-03:s2": "pass", "NT-04:s2": "fail", "NT-05:s2": "not_applicable", "NT-11:s2": "pass",
        "NT-03:s3": "fail", "NT-04:s3": "pass", "NT-11:s3": "fail",
    }  # fmt: skip
    for kind, is_owed in (("government_report", False), ("performance_evaluation", False), ("other", True), ("final_account", True)):
        said = bench.found("check_change", int_statement=rows, int_document=[document(disclosure_type=kind)])
        assert any(key.startswith("NT-11") for key in said) is is_owed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("完成年初预算95.5%，决算数小于预算数的主要原因是厉行节约。", "pass"),
        ("完成预算的104%,决算数大于预算数。", "pass"),
        ("完成年初预算95.5%，支出决算大于年初预算数的主要原因是增人。", "fail"),
        ("完成年初预算的104%，决算数小于预算数。", "fail"),
        ("完成年初预算100%，决算数大于预算数55.93万元。", "fail"),
        ("完成年初预算100%，决算数小于预算数的主要原因是四舍五入。", "pass"),
        ("完成调整预算的98%，决算数大于年初预算数。", "not_applicable"),
    ],
)
def test_what_came_of_a_budget_is_more_than_it_or_less(bench: Bench, text: str, said: str) -> None:
    row = {"document_id": "d", "sentence_id": "s9", "kind": "sentence", "sentence_seq": 1, "paragraph_seq": 1, "source_text": f"支出决算9万元，{text}"}
    assert bench.found("check_change", int_statement=[], stg_sentences=[row], int_document=[document()])["NT-03-2:s9"][0] == said


@pytest.mark.parametrize(
    ("text", "section", "said"),
    [
        ("2031年度“三公”经费支出决算大于上年决算数的主要情况：公务往来恢复。", "说明", "pass"),
        ("2031年度“三公”经费支出决算小于预算数的主要情况：厉行节约。", "说明", "fail"),
        ("2031年度“三公”经费支出决算大于上年决算数的主要情况：公务往来恢复。", "另一节", "fail"),
    ],
)
def test_a_section_goes_on_to_say_why_more_was_spent_than_last_year(bench: Bench, text: str, section: str, said: str) -> None:
    grown = statement(1, "公务接待费", "6.00", change=Decimal("1.00"), change_unit="万元", change_step=Decimal("0.01"), change_direction="增加", has_reason=False)
    told = {"document_id": "d", "kind": "sentence"}
    sentences = [
        {**told, "sentence_seq": 1, "paragraph_seq": 1, "section": "说明", "source_text": "公务接待费6万元，比上年增加1万元。"},
        {**told, "sentence_seq": 2, "paragraph_seq": 2, "section": "说明", "source_text": "公务用车4万元。"},
        {**told, "sentence_seq": 3, "paragraph_seq": 3, "section": section, "source_text": text},
    ]
    found = bench.found("check_change", int_statement=[grown], stg_sentences=sentences, int_document=[document()])
    assert found["NT-11:s1"][0] == said


@pytest.mark.parametrize(("pct", "said"), [("5.4", "pass"), ("5.5", "pass"), ("5.3", "fail"), ("5.6", "fail"), ("5.44", "pass"), ("5.42", "fail"), ("5.40", "fail")])
def test_a_rate_of_change_is_rounded_or_cut_off_to_the_digits_printed(bench: Bench, pct: str, said: str) -> None:
    # 221.206 / (4282.811 − 221.206) is 5.4463 %.
    row = statement(1, "本年收入", "4282.811", change=Decimal("221.206"), change_pct=Decimal(pct), change_unit="万元", change_direction="增长")
    assert bench.found("check_change", int_statement=[row])["NT-05:s1"][0] == said


def test_what_is_named_down_to_the_item_has_one_amount(bench: Bench) -> None:
    name = "残疾人事业（款）残疾人就业（项）"
    same = [statement(1, name, "12.00"), statement(7, f"{name}预算数", "12.00"), statement(8, "基本支出", "3.00")]
    other = [*same[:1], statement(7, f"{name}预算数", "15.00")]
    last_year = [*same[:1], statement(7, name, "15.00", role="last_year")]
    assert bench.found("check_repeat", int_statement=same) == {"NT-06:s1": PASS}
    assert bench.found("check_repeat", int_statement=other) == {"NT-06:s1": ("fail", 3)}
    assert bench.found("check_repeat", int_statement=last_year) == {}


def test_residue_of_a_template_stands_in_a_field(bench: Bench) -> None:
    def given(*texts: str) -> dict[str, list[dict[str, object]]]:
        fields = [
            {"document_id": "d", "form_field_id": f"f{n}", "form_seq": 1, "value": text, "source_line": n}
            for n, text in enumerate(texts, 1)
        ]
        return {"int_document": [document()], "stg_form_fields": fields}

    assert bench.found("check_repeat", **given("增加了收入", "X光机")) == {"NT-12:d": ("pass", None)}
    broken = bench.rows("check_repeat", **given("如期完成", "投入XX万元", "增加（减少）支出"))
    assert [(r["status"], r["scope"], r["evidence"]) for r in broken] == [("fail", "第2行", ["f2", "f3"])]


@pytest.mark.parametrize(
    ("text", "status"),
    [("2205年度收入", "fail"), ("比2084年预算增加", "fail"), ("2025年预算", "pass"), ("距今2300年的遗址", "pass"), ("202年的支出", "fail")],
)
def test_a_year_that_is_none(bench: Bench, text: str, status: str) -> None:
    fields = [{"document_id": "d", "form_field_id": "f1", "form_seq": 1, "value": text, "source_line": 1}]
    assert bench.found("check_repeat", int_document=[document()], stg_form_fields=fields) == {"NT-12:d": (status, None)}


def test_a_table_without_data_says_so_and_has_none(bench: Bench) -> None:
    def table(seq: int, note: str | None) -> dict[str, object]:
        return {"document_id": "d", "table_id": f"t{seq}", "table_seq": seq, "unit": "元", "empty_note": note}

    tables = [table(1, None), table(2, "本表无数据"), table(3, "本表无数据"), table(4, "本表无数据"), table(5, None)]
    lines = [line("l1", "7"), line("l3", "0", table_seq=3), line("l4", "7", table_seq=4, source_line=9)]
    assert bench.found("check_table_note", stg_tables=tables, int_budget_line=lines) == {
        "NT-08:t2": ("pass", None),
        "CP-02:t2": ("pass", None),
        "NT-08:t3": ("pass", None),
        "NT-08:t4": ("fail", 7),
        "CP-02:t5": ("fail", None),
    }


def test_parts_are_added_up_once(bench: Bench) -> None:
    whole = statement(1, "公开项目绩效目标涉及项目金额", "10.00")
    parts = [statement(2, "其他运转类项目涉及项目金额", "3.00", sentence_seq=1), statement(3, "特定目标类项目涉及项目金额", "7.00", sentence_seq=1)]  # fmt: skip
    unrelated = statement(4, "公务接待费", "1.00", sentence_seq=1)
    held = bench.found("check_partition", int_statement=[whole, *parts, unrelated])
    broken = bench.found("check_partition", int_statement=[whole, parts[0], statement(3, "特定目标类项目涉及项目金额", "6.50", sentence_seq=1)])  # fmt: skip
    assert [value for key, value in held.items() if key.startswith("BX-14-3")] == [PASS]
    assert [value for key, value in broken.items() if key.startswith("BX-14-3")] == [("fail", Decimal("0.5"))]


@pytest.mark.parametrize(
    ("besides", "said"),
    [
        ((("其他交通费用", "28.00"), ("其他交通工具购置", "2.00")), PASS),
        ((("其他交通费用", "28.00"), ("其他交通工具购置", "1.00")), ("fail", 1)),
        ((("其中新能源车", "79.00"),), ("fail", 30)),
    ],
)
def test_what_is_listed_beside_the_usual_parts_is_a_part_where_the_sum_needs_it(
    bench: Bench, besides: tuple[tuple[str, str], ...], said: tuple[str, int]
) -> None:
    listed = (("公务用车购置费", "2.00"), ("公务用车运行维护费", "79.00"), *besides)
    whole = statement(1, "公务用车购置及运行维护费", "111.00")
    parts = [
        statement(n, name, printed, sentence_seq=1, part_of="公务用车购置及运行维护费")
        for n, (name, printed) in enumerate(listed, 2)
    ]
    found = bench.found("check_partition", int_statement=[whole, *parts])
    assert found["NT-07:vehicle_cost:s1"] == said


@pytest.mark.parametrize(("besides", "said"), [("10.00", [PASS]), ("9.00", [])])
def test_parts_too_few_to_tell_a_list_by_need_those_beside_them_to_make_up_the_whole(bench: Bench, besides: str, said: list[object]) -> None:
    whole = statement(1, "“三公”经费预算", "20.00", subject_key="三公经费预算")
    listed = (("公务接待费", "4.00"), ("公务用车运行费", "6.00"), ("会议费", besides))
    parts = [statement(n, name, printed, sentence_seq=1, part_of="“三公”经费预算") for n, (name, printed) in enumerate(listed, 2)]
    found = bench.found("check_partition", int_statement=[whole, *parts])
    assert [value for key, value in found.items() if key.startswith("NT-07:three_public")] == said


def test_what_is_carried_over_is_no_part_of_this_years(bench: Bench) -> None:
    parts = [("一般公共预算拨款收入", "6.00"), ("事业收入", "3.00"), ("其他收入", "1.00"), ("上年结转", "5.00")]
    rows = [statement(n, name, printed, sentence_seq=1) for n, (name, printed) in enumerate(parts, 2)]

    def found(whole: str, printed: str) -> list[object]:
        checks = bench.found("check_partition", int_statement=[statement(1, whole, printed), *rows])
        return [value for key, value in checks.items() if key.startswith("NT-07:revenue_source")]

    assert found("本年收入", "10.00") == [PASS]
    assert found("收入", "15.00") == [PASS]
    assert found("收入", "10.00") == [("fail", -5)]


def test_forms_are_as_many_and_as_much_as_the_text_says(bench: Bench) -> None:
    forms = [form(n, "project_target") for n in (1, 2)] + [form(3, "department_target")]
    given = {
        "int_document": [document()],
        "int_evaluation": forms,
        "int_funding": [
            funding("a", "total", "annual", "4.00"),
            funding("b", "total", "annual", "6.00", form_seq=2),
            funding("t", "total", "annual", "30.00", form_seq=3),
            funding("g", "basic", "annual", "18.00", form_seq=3),
        ],
        "int_budget_line": [
            line("p", "120000", table_type="expenditure_summary", measure="project", row_role="total"),
            line("q", "90000", table_type="expenditure_summary", measure="project", row_role="item"),
        ],
    }
    good = [
        statement(1, "设置项目绩效目标", "2", "个"),
        statement(2, "项目绩效目标涉及金额", "10.00"),
        statement(3, "整体支出绩效目标涉及资金", "30.00"),
        statement(4, "基本支出", "18.00", sentence_seq=3),
        statement(5, "基本支出", "17.00"),
    ]
    held = bench.found("check_stated_forms", int_statement=good, **given)
    bad = [
        statement(1, "设置项目绩效目标", "3", "个"),
        statement(2, "项目绩效目标涉及金额", "13.00", share_pct=100),
        statement(3, "整体支出绩效目标涉及资金", "31.00"),
        statement(4, "基本支出", "15.00", sentence_seq=3),
    ]
    broken = bench.found("check_stated_forms", int_statement=bad, **given)
    assert held == dict.fromkeys(["BX-14:s1", "BX-14-2:s2", "BX-14-4:s2", "PF-16:s3", "PF-16:s4"], PASS)
    # 2 forms; 4 + 6 = 10 万元; 12 万元 of projects in the table; 30 and 18 万元 in the department's form
    assert broken == {
        "BX-14:s1": ("fail", 1),
        "BX-14-2:s2": ("fail", 3),
        "BX-14-4:s2": ("fail", 1),
        "PF-16:s3": ("fail", 1),
        "PF-16:s4": ("fail", -3),
    }


@pytest.mark.parametrize(("printed", "found"), [("12.00", ("fail", -5)), ("11.40", PASS), ("12.60", ("not_applicable", -10))])
def test_the_share_of_projects_with_targets(bench: Bench, printed: str, found: object) -> None:
    projects = line("p", "120000", table_type="expenditure_summary", measure="project", row_role="total")
    said = statement(2, "项目绩效目标涉及金额", printed, share_pct=95, share_of="项目支出")
    given = {"int_document": [document()], "int_budget_line": [projects], "int_statement": [said]}

    assert bench.found("check_stated_forms", **given)["BX-14-4:s2:share"] == found


def test_forms_without_money_are_held_against_no_money(bench: Bench) -> None:
    said = [statement(1, "设置项目绩效目标", "1", "个"), statement(2, "项目绩效目标涉及金额", "10.00")]
    forms = [form(1, "project_target")]
    found = bench.found("check_stated_forms", int_document=[document()], int_evaluation=forms, int_statement=said)
    assert found["BX-14:s1"] == PASS
    assert found["BX-14-2:s2"] == ("not_applicable", None)


def test_a_document_without_forms_or_tables_says_so(bench: Bench) -> None:
    said = [statement(1, "设置项目绩效目标", "2", "个"), statement(2, "项目绩效目标涉及金额", "10.00")]
    found = bench.found("check_stated_forms", int_document=[document()], int_statement=said)
    assert {key: status for key, (status, _) in found.items()} == dict.fromkeys(
        ["BX-14:s1", "BX-14-2:s2", "BX-14-4:s2"], "not_applicable"
    )


@pytest.mark.parametrize(
    ("whole", "changes", "bases", "said"),
    [
        ("9.00", ("1.50", "0.50"), ("上年预算", "上年预算"), ("pass", None)),
        ("9.00", ("1.50", "0.80"), ("上年预算", "上年预算"), ("fail", None)),
        ("9.00", ("1.50", "0.80"), ("上年决算", "上年预算"), ("fail", "金额相同，分别与“上年决算”和“上年预算”比较")),
        ("9.50", ("1.50", "0.80"), ("上年决算", "上年预算"), ("not_applicable", None)),
    ],
)
def test_changes_of_the_parts_add_up_to_that_of_the_whole(
    bench: Bench, whole: str, changes: tuple[str, str], bases: tuple[str, str], said: tuple[str, str | None]
) -> None:
    step = {"change_step": Decimal("0.01"), "change_unit": "万元"}
    rows = [
        statement(1, "本年收入", whole, change=Decimal("2.00"), change_base=bases[0], **step),
        *(
            statement(n, name, printed, change=Decimal(change), change_base=bases[1], sentence_seq=1, **step)
            for n, name, printed, change in zip((2, 3), ("财政拨款收入", "事业收入"), ("6.00", "3.00"), changes, strict=True)
        ),
        statement(4, "其他收入", "0.00", sentence_seq=1),
    ]
    (row,) = (row for row in bench.rows("check_partition", int_statement=rows) if row["rule_id"] == "NT-07-3")

    assert row["status"] == said[0]
    assert ("金额相同" in (row["explanation"] or "")) == (said[1] is not None)
    assert (said[1] or "") in (row["explanation"] or "")
