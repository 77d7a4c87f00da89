"""Checks of the text: shares of a total, rates of execution and completion."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks.conftest import Bench
from tests.checks.rows import statement

PASS = ("pass", 0)


def test_a_share_is_the_part_of_the_total_before_it(bench: Bench) -> None:
    rows = [
        statement(1, "支出预算", "200.00"),
        statement(2, "基本支出", "50.00", share_pct=25, share_of="支出预算"),
        statement(3, "项目支出", "150.00", share_pct=85, share_of="支出预算"),
        statement(4, "培训费", "1.00", share_pct=2, share_of="三公经费"),
        statement(5, "教育支出", "9.00"),
    ]
    found = bench.rows("check_share", int_statement=rows)
    # 150 / 200 is 75 %.
    assert {r["check_id"]: (r["status"], r["difference"]) for r in found} == {
        "NT-05-3:s2": PASS,
        "NT-05-3:s3": ("fail", 10),
        "NT-05-3:s4": ("not_applicable", None),
    }
    assert {tuple(r["evidence"]) for r in found} == {("s2", "s1"), ("s3", "s1"), ("s4",)}


@pytest.mark.parametrize(("pct", "said"), [(0, PASS), (6, ("fail", 6)), (100, ("not_applicable", None))])
def test_nothing_is_no_share_of_anything(bench: Bench, pct: int, said: tuple[str, int | None]) -> None:
    row = statement(1, "事业收入", "0.00", share_pct=pct, share_of="收入预算")
    assert bench.found("check_share", int_statement=[row])["NT-05-3:s1"] == said


def test_a_share_of_a_whole_that_is_not_named_needs_another_that_fits(bench: Bench) -> None:
    whole = statement(1, "安排", "48.00")
    lone = statement(2, "人员经费", "45.70", share_pct=Decimal("64.5"), share_of="安排", source_text="人员经费45.7亿元，占比64.5%。")
    named = lone | {"source_text": "人员经费45.7亿元，占安排的64.5%。"}
    larger = statement(2, "民生支出", "427.70", share_pct=83, share_of="安排", source_text="占安排比重83%")
    found = [bench.found("check_share", int_statement=[whole, row])["NT-05-3:s2"][0] for row in (lone, named, larger)]
    assert found == ["not_applicable", "fail", "not_applicable"]


@pytest.mark.parametrize(("rates", "said"), [((90, 50, 25), "pass"), ((90, 50, 52), "not_applicable"), ((90, 50, 25, 80, 60, 55), "fail")])
def test_a_rate_of_execution_is_of_the_budget_before_it(bench: Bench, rates: tuple[int, ...], said: str) -> None:
    spent = (90, 50, 25, 80, 60, 35)
    rows = []
    for n, rate in enumerate(rates):
        rows.append(statement(2 * n, f"项目{n}预算", "100.00", sentence_seq=n))
        rows.append(statement(2 * n + 1, f"项目{n}实际支出", f"{spent[n]}.00", sentence_seq=n, share_pct=rate, share_of="预算执行率"))
    last = bench.found("check_share", int_statement=rows)[f"NT-05-3:s{2 * len(rates) - 1}"]

    assert last[0] == said


def test_completion_of_the_initial_budget(bench: Bench) -> None:
    def said(pct: str) -> list[dict[str, object]]:
        return [
            statement(1, "行政运行", "80.00", role="initial_budget", sentence_seq=1),
            statement(2, "行政运行", "60.00", role="final", sentence_seq=1, share_pct=Decimal(pct), share_of="年初预算"),
        ]

    assert bench.found("check_share", int_statement=said("75.00")) == {"NT-02:s2": PASS}
    assert bench.found("check_share", int_statement=said("57.00")) == {"NT-02:s2": ("fail", -18)}


def test_completion_of_a_budget_told_behind_it(bench: Bench) -> None:
    def found(percent: int) -> object:
        text = f"“三公”经费支出决算6万元，完成年初预算8万元的{percent}%。"
        said = {"sentence_seq": 1, "source_text": text}
        rows = [
            statement(1, "三公经费支出决算", "6", role="final", share_pct=percent, share_of="年初预算", **said),
            statement(2, "三公经费年初预算", "8", role="initial_budget", **said),
        ]
        return bench.found("check_share", int_statement=rows)["NT-02:s1"][0]

    assert (found(75), found(85)) == ("pass", "fail")


def test_a_share_is_of_the_total_before_it_whatever_is_told_behind_it(bench: Bench) -> None:
    rows = [
        statement(1, "支出预算", "200.00"),
        statement(2, "基本支出", "50.00", share_pct=25, share_of="支出预算"),
        statement(3, "支出预算", "400.00"),
    ]
    assert bench.found("check_share", int_statement=rows) == {"NT-05-3:s2": PASS}


@pytest.mark.parametrize(("pct", "said"), [("89.1", "pass"), ("88.8", "fail")])
def test_small_figures_may_be_rounded_by_much_of_a_share(bench: Bench, pct: str, said: str) -> None:
    """0.90 of 1.00 is 90 %; half a step of both figures moves that by 0.95, the last digit of the percentage by 0.1."""
    rows = [
        statement(1, "支出预算", "1.00"),
        statement(2, "基本支出", "0.90", share_pct=Decimal(pct), share_of="支出预算", source_text="占支出预算的"),
    ]
    assert bench.found("check_share", int_statement=rows)["NT-05-3:s2"][0] == said


@pytest.mark.parametrize(("pct", "status"), [(75, "pass"), (65, "fail")])
def test_shares_of_parts_that_make_up_their_total_add_up_to_a_hundred(bench: Bench, pct: int, status: str) -> None:
    rows = [
        statement(1, "支出预算", "200.00"),
        statement(2, "基本支出", "50.00", share_pct=25, share_of="支出预算", sentence_seq=2),
        statement(3, "项目支出", "150.00", share_pct=pct, share_of="支出预算", sentence_seq=2),
    ]
    (row,) = (row for row in bench.rows("check_share", int_statement=rows) if row["rule_id"] == "NT-05-5")

    assert row["status"] == status
    assert f"25% + {pct}%" in row["explanation"] or status == "pass"


@pytest.mark.parametrize(
    ("share", "section", "said"),
    [
        ("15.94", "说明", "pass"),
        ("19.62", "说明", "fail"),
        ("19.62", "另一段", None),  # of another section's money
    ],
)
def test_shares_of_a_total_that_is_not_stated_tell_one_total(bench: Bench, share: str, section: str, said: str | None) -> None:
    rows = [
        statement(1, "基本支出", "2476260.58", "元", share_pct=Decimal("84.06"), share_of="一般公共预算支出", source_text="占一般公共预算支出"),
        statement(
            2, "项目支出", "469500", "元", share_pct=Decimal(share), share_of="一般公共预算支出", source_text="占一般公共预算支出", section=section
        ),
    ]
    found = [row for row in bench.rows("check_share", int_statement=rows) if row["rule_id"] == "NT-05-6"]

    assert [row["status"] for row in found] == ([said] if said else [])
    if said == "fail":
        assert "15.94%" in found[0]["explanation"]
        assert "基本支出" in found[0]["explanation"]


def test_completion_is_held_against_the_budget_next_to_it(bench: Bench) -> None:
    """What is listed behind the whole's budget and final amount is no part of that budget."""
    rows = [
        statement(1, "三公经费年初预算", "22.00", role="initial_budget", sentence_seq=1),
        statement(2, "三公经费支出决算", "8.77", role="final", sentence_seq=1, share_pct=Decimal("39.86"), share_of="预算"),
        statement(3, "公务用车支出决算", "8.47", role="final", sentence_seq=1, share_pct=Decimal("60.5"), share_of="预算"),
    ]
    found = bench.found("check_share", int_statement=rows)
    assert found["NT-02:s2"][0] == "pass"
    assert found["NT-05-3:s3"][0] == "not_applicable"
    wrong = [rows[0], rows[1] | {"share_pct": Decimal("60.5")}]
    assert bench.found("check_share", int_statement=wrong)["NT-02:s2"][0] == "fail"


@pytest.mark.parametrize(("subject", "said"), [("“三公”经费支出预算", "fail"), ("公务接待费支出预算", None), ("“三公”经费年初安排", None)])
def test_completion_of_the_budget_that_its_sentence_tells_of_the_same_thing(bench: Bench, subject: str, said: str | None) -> None:
    rows = [
        statement(1, subject, "3.00", sentence_seq=1),
        statement(2, "“三公”经费支出决算", "1.71", role="final", sentence_seq=1, share_pct=43, share_of="预算"),
    ]
    found = bench.found("check_share", int_statement=rows)
    assert found.get("NT-02:s2", (None,))[0] == said  # 1.71 of 3 are 57 %
    assert bench.found("check_share", int_statement=[rows[0], rows[1] | {"share_pct": 57}]).get("NT-02:s2", (None,))[0] == (said and "pass")


@pytest.mark.parametrize(("second", "said"), [("1.18", "fail"), ("0.60", "not_applicable")])
def test_shares_of_all_parts_of_a_whole_are_of_it_though_none_fits(bench: Bench, second: str, said: str) -> None:
    """0.53 and 1.18 make up 1.71; their shares, 31 % and 69 %, are told the other way round."""
    of = {"role": "final", "share_of": "三公经费支出决算", "sentence_seq": 2}
    rows = [
        statement(1, "三公经费支出决算", "1.71", role="final", sentence_seq=1),
        statement(2, "公务接待费支出决算", "0.53", share_pct=69, **of),
        statement(3, "公务用车费支出决算", second, share_pct=31, **of),
    ]
    assert bench.found("check_share", int_statement=rows)["NT-05-3:s2"][0] == said


@pytest.mark.parametrize(("rate", "last", "said"), [("9.9", "28899", "pass"), ("8.9", "28899", "fail"), ("0.68", "214.5", None)])
def test_change_against_last_years_figure_told_behind_the_budget(bench: Bench, rate: str, last: str, said: str | None) -> None:
    """收入31751万元，完成预算数31220万元的101.7%，较上年28899万元增长9.9%; what fits as the change itself (比上年214.5，增加0.68%) is none."""
    rows = [
        statement(1, "收入", "31751", sentence_seq=1, change_pct=Decimal(rate), change_direction="增长"),
        statement(2, "收入预算数", "31220", sentence_seq=1),
        statement(3, "收入上年", last, role="last_year", sentence_seq=1),
    ]
    assert bench.found("check_share", int_statement=rows).get("NT-05-2:s1", (None,))[0] == said


@pytest.mark.parametrize(
    ("change", "word", "said"),
    [
        ("-2.00", "减少", ("pass", 0)),
        ("-2.02", "减少", ("fail", Decimal("-0.02"))),
        ("2.00", "增加", ("fail", 4)),
        ("0", "持平", ("fail", 2)),
        ("0", "基本持平", None),
    ],
)
def test_a_change_is_held_against_last_years_figure_beside_it(bench: Bench, change: str, word: str, said: tuple[str, object] | None) -> None:
    def found(last_at: int, quote: str, name: str = "收入预算", last: str = "收入预算数") -> object:
        changed = {"change": Decimal(change), "change_step": Decimal("0.01"), "change_unit": "万元", "change_direction": word, "sentence_seq": 1}
        rows = [
            statement(5, name, "1010.00", **changed),
            statement(last_at, last, "1012.00", role="last_year", sentence_seq=1, quote=quote),
        ]
        return bench.found("check_share", int_statement=rows).get("NT-05-7:s5")

    assert found(6, f"收入预算1,010.00万元，比 2030年预算数1,012.00万元{word}") == said
    assert found(4, "2030年收入预算数1,012.00万元") == said
    assert found(6, "收入预算1,010.00万元，2030年1,012.00万元", last="2030年") == said
    assert found(4, "会议费上年1,012.00万元，本年1,010.00万元", "本年", "会议费上年") == said
    assert found(4, "会议费上年1,012.00万元，培训费1,010.00万元", "培训费", "会议费上年") is None
    assert found(6, "收入预算1,010.00万元；2030年预算数1,012.00万元") is None  # not what the change is from
    assert found(7, f"比2030年预算数1,012.00万元{word}") is None


@pytest.mark.parametrize(("beside", "amount", "said"), [("93.50", "4.00", "fail"), ("93.50", "0.01", "pass"), ("93", "4.00", "pass")])
def test_no_percent_is_told_as_exactly_as_the_shares_beside_it(bench: Bench, beside: str, amount: str, said: str) -> None:
    rows = [
        statement(1, "收入预算", "2000.00"),
        statement(2, "财政拨款收入", "1870.00", share_pct=Decimal(beside), share_of="收入预算", source_text="占收入预算的"),
        statement(3, "上级补助收入", amount, share_pct=Decimal("0"), share_of="收入预算", source_text="占收入预算的"),
    ]
    assert bench.found("check_share", int_statement=rows)["NT-05-3:s3"][0] == said
