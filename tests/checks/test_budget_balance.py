"""What a government adds up in words: its own money and what is added make the total, the totals leave the balance."""

from __future__ import annotations

import pytest

from tests.checks.conftest import Bench
from tests.checks.rows import statement

_SENTENCES = {
    1: "全区收入37.05亿元，其中税收20亿元，加上级补助收入74.23亿元、调入资金0.6亿元，收入总计111.88亿元。",
    2: "支出99.85亿元，加上解上级支出4.6亿元，支出总计104.45亿元。",
    3: "收支相抵后，年终结余7.43亿元。",
    4: "基金收入5亿元，加上上级补助2亿元，收入总计7亿元。",
}


def _told(first: str = "111.88", balance: str = "7.43", fund: str = "7.00") -> list[dict[str, object]]:
    said = [
        (1, "全区收入", "37.05", None), (1, "税收", "20.00", "全区收入"), (1, "上级补助收入", "74.23", None),
        (1, "调入资金", "0.60", None), (1, "收入总计", first, None), (2, "支出", "99.85", None), (2, "上解上级支出", "4.60", None),
        (2, "支出总计", "104.45", None), (3, "年终结余", balance, None), (4, "基金收入", "5.00", None),
        (4, "上级补助", "2.00", None), (4, "收入总计", fund, None),
    ]  # fmt: skip
    return [
        statement(n, name, printed, unit="亿元", sentence_seq=seq, part_of=whole)
        for n, (seq, name, printed, whole) in enumerate(said, 1)
    ]


def _found(bench: Bench, rows: list[dict[str, object]], **changed: str) -> dict[str, tuple[str, object]]:
    sentences = [
        {"document_id": "d", "sentence_seq": seq, "kind": "sentence", "source_text": changed.get(f"s{seq}", text)}
        for seq, text in _SENTENCES.items()
    ]
    return bench.found("check_budget_balance", int_statement=rows, stg_sentences=sentences)


def test_what_is_added_makes_the_total_and_the_totals_leave_the_balance(bench: Bench) -> None:
    assert _found(bench, _told()) == dict.fromkeys(("NT-14:s5", "NT-14:s8", "NT-14:s12", "NT-14-2:s9"), ("pass", 0))


def test_a_total_that_its_sentence_does_not_make_up(bench: Bench) -> None:
    found = _found(bench, _told(first="112.88", balance="8.43"))
    assert found["NT-14:s5"][0] == "fail"
    assert found["NT-14-2:s9"] == ("pass", 0)


@pytest.mark.parametrize(("balance", "said"), [("7.44", "pass"), ("7.46", "not_applicable")])
def test_one_balance_alone_that_does_not_hold_is_no_relation_of_the_document(bench: Bench, balance: str, said: str) -> None:
    assert _found(bench, _told(balance=balance))["NT-14-2:s9"][0] == said


def test_a_list_that_ends_in_and_so_on_is_not_whole(bench: Bench) -> None:
    text = "基金收入5亿元，加上上级补助2亿元、债务转贷收入等，收入总计9亿元。"
    assert _found(bench, _told(fund="9.00"), s4=text)["NT-14:s12"][0] == "not_applicable"


def test_a_total_of_more_than_its_sentence_tells_is_not_added_up(bench: Bench) -> None:
    assert "NT-14:s12" not in _found(bench, _told(), s4="基金收入5亿元，上级补助2亿元，收入总计7亿元。")
