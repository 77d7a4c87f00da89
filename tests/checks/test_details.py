"""What has to be said beside an amount, and years that are left over from last year."""

from __future__ import annotations

from tests.checks.conftest import Bench
from tests.checks.rows import document, statement


def _sentence(text: str, position: int = 1) -> dict[str, object]:
    return {
        "document_id": "d",
        "sentence_id": f"n{position}",
        "kind": "sentence",
        "position": position,
        "source_text": text,
    }


def _years(bench: Bench, *texts: str) -> dict[str, str]:
    rows = bench.found(
        "check_year",
        int_document=[document(fiscal_year=2025)],
        stg_sentences=[_sentence(text, position) for position, text in enumerate(texts, 1)],
    )
    return {key: status for key, (status, _) in rows.items()}


def test_a_budget_compared_with_itself_is_said_once(bench: Bench) -> None:
    held = _years(bench, "2025年收入预算10万元，比2024年预算减少2万元", "较上年预算增加1万元")
    broken = _years(bench, "收入预算10万元，比2025年预算减少2万元", "支出预算10万元，比2025年预算减少2万元")
    assert held == {"NT-13:d": "pass", "NT-13-2:d": "pass"}
    assert broken == {"NT-13:d": "fail", "NT-13-2:d": "pass"}


def test_a_title_with_the_year_before_is_said_with_both_years(bench: Bench) -> None:
    titles = ["2025年收支总表", "2025年收入总表", "2025年支出总表", "2024年三公经费表"]
    said = [_sentence(text, n) | {"kind": "table_title", "section": text} for n, text in enumerate(titles, 1)]
    (row,) = bench.rows("check_year", int_document=[document(fiscal_year=2025)], stg_sentences=said)

    assert (row["rule_id"], row["status"]) == ("NT-13-3", "fail")
    assert "写“2024年”，本文件的其他表写“2025年”" in row["explanation"]


def test_last_years_year_over_this_years_budget(bench: Bench) -> None:
    assert _years(bench, "2024年本单位政府采购预算946万元")["NT-13-2:d"] == "fail"
    assert _years(bench, "2024年本单位政府采购预算946万元，2025年为900万元")["NT-13-2:d"] == "pass"


def test_a_final_account_says_what_its_three_publics_bought(bench: Bench) -> None:
    given = {
        "int_document": [document(disclosure_type="final_account")],
        "int_statement": [statement(1, "公务接待费支出", "2"), statement(2, "因公出国（境）费", "0")],
    }
    told = bench.found(
        "check_detail", stg_sentences=[_sentence("公务接待费支出2万元，国内接待10批次、80人次")], **given
    )
    untold = bench.found("check_detail", stg_sentences=[_sentence("公务接待费支出2万元")], **given)
    assert told == {"CP-07:d": ("pass", None)}
    assert untold == {"CP-07:d": ("fail", None)}


def test_expenditure_goes_down_to_items(bench: Bench) -> None:
    def found(*codes: str) -> str:
        cells = [
            {"cell_id": code, "document_id": "d", "table_type": "expenditure_summary", "subject_system": "function", "subject_code": code}
            for code in codes
        ]  # fmt: skip
        return bench.found("check_detail", int_amount_cell=cells)["CP-06:d"][0]

    assert found("205", "20501", "2050101") == "pass"
    assert found("205", "208") == "fail"


def test_vehicles_are_told_by_purchase_and_operation(bench: Bench) -> None:
    given = {
        "int_document": [document(disclosure_type="unit_budget")],
        "int_statement": [statement(1, "公务用车购置及运行维护费", "4")],
    }
    split = bench.found(
        "check_detail", stg_sentences=[_sentence("其中公务用车购置费0万元，公务用车运行维护费4万元")], **given
    )
    whole = bench.found("check_detail", stg_sentences=[_sentence("公务用车购置及运行维护费4万元")], **given)
    names = ("公务用车运行维护费", "公务用车购置费")
    listed = [[{"document_id": "d", "subject_name": name} for name in order] for order in (names, names[::-1])]
    assert [bench.found("check_detail", stg_row_labels=rows, **given) for rows in listed] == [split, split]
    assert split == {"CP-09:d": ("pass", None)}
    assert whole == {"CP-09:d": ("fail", None)}


def test_publication_follows_approval_within_twenty_days(bench: Bench) -> None:
    def status(published: str) -> str:
        text = f"批复日期：2025年1月20日公开日期：{published}"
        return bench.found("check_detail", stg_sentences=[_sentence(text)])["CP-10:d"][0]

    assert status("2025年2月9日") == "pass"
    assert status("2025年2月10日") == "fail"


def test_an_approval_of_a_change_after_the_publication_is_not_the_one_that_it_follows(bench: Bench) -> None:
    said = ["批复日期：2025年1月20日", "公开日期：2025年2月9日", "调整预算批复日期：2025年8月1日"]

    assert bench.found("check_detail", stg_sentences=[_sentence(text) for text in said]) == {"CP-10:d": ("pass", None)}


def test_a_units_budget_is_not_told_of_another_agency(bench: Bench) -> None:
    def found(name: str) -> str:
        rows = bench.found(
            "check_name",
            int_document=[document(disclosure_type="unit_budget", agency_name="某市残疾人劳动服务所", status="read")],
            stg_sentences=[_sentence(f"2025年，{name}收入预算10万元")],
        )
        return rows["NT-09-5:d"][0]

    assert found("某市残疾人劳动服务所") == "pass"
    assert found("某市某区教育委员会") == "fail"


def test_tables_are_numbered_in_one_style_and_each_once(bench: Bench) -> None:
    def found(*numbers: str) -> tuple[str, str]:
        tables = [
            {"document_id": "d", "table_id": f"t{n}", "table_seq": n, "table_title": f"表{n}", "printed_number": number}
            for n, number in enumerate(numbers, 1)
        ]
        (row,) = bench.rows("check_name", int_document=[document()], stg_tables=tables)
        return row["status"], row["explanation"] or ""

    assert found("公开01表", "公开02表", "公开03表")[0] == "pass"
    assert found("公开01表", "附表2")[0] == "not_applicable"
    assert found("公开01表", "公开02表", "附表3", "附表4")[0] == "pass"  # neither is the usual one
    status, words = found("公开01表", "公开02表", "公开03表", "附表4")
    assert status == "fail"
    assert "《表4》印为“附表4”，其余 3 张为“公开表”" in words
    assert "编号重复：“公开02表”" in found("公开01表", "公开02表", "公开02表")[1]


def test_an_item_told_with_its_group_needs_a_table_that_says_otherwise(bench: Bench) -> None:
    said = [_sentence("残疾人事业（款）残疾人就业（项）2万元")]
    codes = [("208", "社会保障和就业支出"), ("20811", "残疾人事业"), ("2081105", "残疾人就业"), ("2080801", "死亡抚恤")]
    labels = [{"document_id": "d", "subject_code": code, "subject_name": name} for code, name in codes]
    scope = [{"document_id": "d", "scope_id": "d"}]

    def status(rows: list[dict[str, object]]) -> list[str]:
        found = bench.rows("check_name", int_document=[document()], document_scope=scope, stg_sentences=said, stg_row_labels=rows)
        return [row["status"] for row in found if row["rule_id"] == "NT-09"]

    assert status([]) == ["not_applicable"]
    assert status(labels) == ["pass"]
    assert status(labels[3:]) == ["fail"]


def test_a_department_speaks_of_the_department(bench: Bench) -> None:
    given = document(disclosure_type="department_budget", status="read", agency_name="某市财政局")

    def status(*texts: str) -> list[str]:
        said = [_sentence(text, n) for n, text in enumerate(texts, 1)]
        found = bench.rows("check_name", int_document=[given], stg_sentences=said)
        return [row["status"] for row in found if row["rule_id"] == "NT-09-3"]

    assert status("本部门收入预算10万元") == ["pass"]
    assert status("本部门收入预算10万元", "本单位支出预算10万元") == ["fail"]
