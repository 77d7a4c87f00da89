"""The text of a form against itself and against the form's money: standards, numbers of people, what was spent."""

from __future__ import annotations

from tests.checks.conftest import Bench
from tests.checks.rows import Row, document, form, funding, indicator, statement

_STATEMENT = ("step", "subject_key", "is_money")


def _said(position: int, kind: str, printed: str, unit: str, field: str = "概况", **other: object) -> Row:
    """An amount of a form's text, each in a sentence of its own unless told otherwise."""
    row = statement(position, "补贴", printed, unit) | {"form_seq": 1, "kind": kind, "field_label": field, **other}
    return {key: value for key, value in row.items() if key not in _STATEMENT}


def _standard(position: int, printed: str, field: str = "概况") -> Row:
    """So much money for each of 70 people."""
    return _said(position, "standard", printed, "元", field, kind_after="count", printed_after="70人")


def _repeated(bench: Bench, *rows: Row) -> dict[str, str]:
    given = {
        "int_evaluation": [form()],
        "stg_indicators": [
            indicator(seq, target_value=value, target_unit="元/人", target_printed=f"{value}元/人")
            for seq, value in enumerate((80, 90, 100), 1)
        ],
        "int_form_statement": rows,
    }
    return {key: status for key, (status, _) in bench.found("check_form_repeat", **given).items()}


def test_a_standard_of_the_text_is_one_of_the_indicators(bench: Bench) -> None:
    said = [_said(1, "standard", "80", "元"), _said(2, "standard", "90", "元"), _said(3, "total", "7000", "元")]
    assert _repeated(bench, *said, _said(4, "standard", "100", "元")) == {
        "PF-11-8:s1": "pass", "PF-11-8:s2": "pass", "PF-11-8:s4": "pass",
    }  # fmt: skip
    assert _repeated(bench, *said, _said(4, "standard", "120", "元"))["PF-11-8:s4"] == "fail"


def test_one_number_of_people_has_one_standard(bench: Bench) -> None:
    def told(*rows: Row) -> list[str]:
        return [status for key, status in _repeated(bench, *rows).items() if key.startswith("PF-11-7:")]

    assert told(_standard(1, "80"), _standard(2, "80")) == ["pass"]
    assert told(_standard(1, "80"), _standard(2, "80"), _standard(3, "90")) == ["fail"]
    assert told(_standard(1, "80"), _standard(2, "90", "立项依据")) == ["fail"]
    # Once each in one text: two things that cost differently.
    assert told(_standard(1, "80"), _standard(2, "90")) == ["not_applicable"]


def test_what_was_spent_is_held_against_the_budget_of_the_same_thing(bench: Bench) -> None:
    def money(position: int, name: str, printed: str, **other: object) -> Row:
        return _said(position, "money", printed, "万元", sentence_seq=1, subject_name=name, **other)

    def found(*rows: Row) -> dict[str, str]:
        given = {
            "int_document": [document()],
            "int_evaluation": [form()],
            "int_funding": [funding("x", "total", "executed", "9.00")],
            "stg_stated_amounts": [],
            "int_form_statement": rows,
        }
        return {key: status for key, (status, _) in bench.found("check_execution_text", **given).items()}

    pair = [money(1, "培训预算金额", "10.00"), money(2, "培训实际支出", "9.00")]
    assert found(*pair)["PF-05-4:s2"] == "pass"
    assert found(pair[0], money(2, "培训实际支出", "11.00"))["PF-05-4:s2"] == "fail"
    assert "PF-05-4:s2" not in found(pair[0], money(2, "宣传实际支出", "9.00"))
    assert "PF-05-4:s2" not in found(pair[0], pair[1] | {"sentence_seq": 2})


def test_what_the_whole_project_spent_is_what_its_form_says(bench: Bench) -> None:
    def found(name: str, printed: str) -> dict[str, str]:
        said = _said(1, "money", printed, "万元", subject_name=name)
        given = {
            "int_evaluation": [form()],
            "int_funding": [funding("x", "total", "executed", "9.00")],
            "int_form_statement": [said | {"amount": said["amount_yuan"]}],
        }
        return {key: status for key, (status, _) in bench.found("check_execution_text", **given).items()}

    assert found("本项目实际支出", "9.00") == {"PF-05-3:s1": "pass"}
    assert found("本项目实际支出", "8.50") == {"PF-05-3:s1": "fail"}
    assert found("培训实际支出", "8.50") == {}
    assert found("本项目预算金额", "8.50") == {}
