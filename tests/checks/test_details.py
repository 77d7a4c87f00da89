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
