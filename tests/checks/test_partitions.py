"""Every partition of seeds/rules/stated_partition.csv: its parts add up to the whole, or fail by the difference."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks import registry
from tests.checks.conftest import Bench
from tests.checks.rows import statement

KINDS = {
    "carryover": ("收入总计", "本年收入", "上年结转收入"),
    "fiscal_carryover": ("财政拨款收入总预算", "当年拨款收入", "上年结转收入"),
    "basic_project": ("支出总计", "基本支出", "项目支出", "经营支出"),
    "personnel_public": ("一般公共预算基本支出", "人员经费", "日常公用经费"),
    "fund_source": ("财政拨款收入预算", "一般公共预算拨款收入", "政府性基金预算拨款收入", "国有资本经营预算拨款收入"),
    "revenue_source": ("本年收入合计", "财政拨款收入", "事业收入", "其他收入"),
    "three_public": ("“三公”经费预算数", "因公出国（境）费", "公务用车购置及运行费", "公务接待费"),
    "vehicle_cost": ("公务用车购置及运行费", "公务用车购置费", "公务用车运行维护费"),
    "procurement": ("政府采购预算", "政府采购货物预算", "政府采购工程预算", "政府采购服务预算"),
    "vehicle": ("车辆", "领导干部用车", "机要通信用车", "应急保障用车", "执法执勤用车", "其他用车"),
    "project_class": ("项目预算金额", "其他运转类项目涉及金额", "特定目标类项目涉及金额"),
    "grade": ("绩效自评的项目", "绩效评级为优的项目", "绩效评级为良的项目", "绩效评级为合格的项目"),
    "arrangement": ("年度预算安排资金", "会议费", "培训费"),
}  # fmt: skip
UNITS = {"vehicle": "辆", "grade": "个"}
PARTITIONS = registry.rows("stated_partition")


@pytest.mark.parametrize("partition", PARTITIONS, ids=lambda row: row["partition_key"])
@pytest.mark.parametrize("gap", [0, 3, -3])
def test_parts_add_up_to_the_whole(bench: Bench, partition: dict[str, str], gap: int) -> None:
    whole, *parts = KINDS[partition["partition_key"]]
    unit = UNITS.get(partition["partition_key"], "万元")
    total = sum(range(10, 10 + len(parts))) + gap
    rows = [statement(1, whole, str(total), unit, sentence_seq=1)]
    rows += [
        statement(n, part, str(n + 8), unit, sentence_seq=1, role="part") for n, part in enumerate(parts, 2)
    ]
    unrelated = statement(40, "公务接待批次", "7", unit, sentence_seq=9, section="附")
    found = bench.found("check_partition", int_statement=[*rows, unrelated])
    own = {key: value for key, value in found.items() if key.startswith(partition["rule_id"] + ":")}
    assert list(own.values()) == [("fail", gap) if gap else ("pass", 0)]


# The words that places have for one whole and its parts.
WORDS = [
    ("政府采购安排", "货物类采购预算", "工程类采购预算", "服务类采购预算"),
    ("当年本部门政府采购预算", "政府采购货物类预算", "政府采购工程类预算", "政府采购服务类预算"),
    ("纳入部门预算的政府采购项目", "货物类项目", "工程类项目", "服务类项目"),
    ("政府采购预算总额", "政府采购货物预算", "政府采购服务预算"),
    ("财政拨款安排三公经费", "因公出国（境）经费", "公务用车购置和运行维护费预算数", "公务接待费预算"),
    ("公务用车购置和运行维护费预算数", "公务用车购置费预算数", "公务用车运行维护费预算"),
    ("收入预算合计", "本年收入", "上年结转结余"),
    ("本年收入", "本年一般公共预算收入", "本年政府性基金预算收入", "本年其他收入"),
]


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words[0])
@pytest.mark.parametrize(("gap", "status"), [(0, "pass"), (5, "fail")])
def test_other_words_for_the_parts(bench: Bench, words: tuple[str, ...], gap: int, status: str) -> None:
    whole, *parts = words
    rows = [statement(1, whole, str(20 * len(parts) + gap), sentence_seq=1)]
    rows += [statement(n, part, "20", sentence_seq=1) for n, part in enumerate(parts, 2)]

    assert {said for said, _ in bench.found("check_partition", int_statement=rows).values()} == {status}


@pytest.mark.parametrize(("again", "said"), [("7", "pass"), ("8", "pass"), ("17", "fail")])
def test_a_part_that_is_told_once_more_is_one_part(bench: Bench, again: str, said: str) -> None:
    names = ("因公出国（境）费支出预算", "公务用车购置及运行费支出预算", "公务接待费支出预算")
    rows = [statement(1, "三公经费支出预算", "21", sentence_seq=1)]
    rows += [statement(n, name, "7", sentence_seq=1) for n, name in enumerate(names, 2)]
    rows.append(statement(5, "公务接待费支出", again, sentence_seq=2))

    assert [status for status, _ in bench.found("check_partition", int_statement=rows).values()] == [said]


@pytest.mark.parametrize(("whole", "parts", "severity"), [("328661", ("49376", "279285.70", "0"), "rounding"), ("100", ("60", "39.30", "0"), "error")])
def test_many_digits_without_decimals_are_rounded_and_few_are_not(
    bench: Bench, whole: str, parts: tuple[str, ...], severity: str
) -> None:
    rows = [statement(1, "财政拨款支出预算", whole, sentence_seq=1)]
    names = ("一般公共预算拨款支出预算", "政府性基金拨款支出预算", "国有资本经营预算拨款支出预算")
    rows += [statement(n, name, part, sentence_seq=1) for n, (name, part) in enumerate(zip(names, parts, strict=True), 2)]
    [found] = [row for row in bench.rows("check_partition", int_statement=rows) if row["rule_id"] == "NT-07"]

    assert (found["status"], found["severity"]) == ("fail", severity)


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ("23.9", ("fail", Decimal("-10"))),  # with 13.9 they add up
        ("13.9", ("pass", Decimal(0))),
        ("48.8", ("not_applicable", Decimal(0))),  # all of them add up: two things of one name
    ],
)
@pytest.mark.parametrize("is_first", [False, True])
def test_a_part_that_is_told_with_two_amounts_is_held_against_the_whole(
    bench: Bench, again: str, expected: tuple[str, Decimal], *, is_first: bool
) -> None:
    whole = "57.9" if again != "48.8" else "106.7"
    told = [again, "13.9"] if is_first else ["13.9", again]
    rows = [statement(1, "“三公”经费预算数", whole, sentence_seq=1)]
    rows += [
        statement(n, name, amount, sentence_seq=n, role="part")
        for n, (name, amount) in enumerate([("因公出国（境）费", told[0]), ("公务接待费", "9"), ("公务用车购置及运行费", "35"), ("因公出国（境）费", told[1])], 2)
    ]
    found = bench.found("check_partition", int_statement=rows)

    assert [value for key, value in found.items() if key.startswith("NT-07:three_public")] == [expected]


@pytest.mark.parametrize(("owner", "said"), [("机构运行", "pass"), (None, "fail")])
def test_a_part_of_what_is_told_behind_the_whole_is_no_part_of_it(bench: Bench, owner: str | None, said: str) -> None:
    """支出150万元，其中：基本支出140万元，项目支出10万元。机构运行110万元，其中：基本支出110万元，项目支出0万元。"""
    rows = [
        statement(1, "一般公共预算支出", "150", sentence_seq=1),
        statement(2, "基本支出", "140", sentence_seq=1, role="part", part_of="一般公共预算支出"),
        statement(3, "项目支出", "10", sentence_seq=1, role="part", part_of="一般公共预算支出"),
        statement(4, "机构运行", "110", sentence_seq=2),
        statement(5, "基本支出", "110", sentence_seq=2, role="part", part_of=owner),
        statement(6, "项目支出", "0", sentence_seq=2, role="part", part_of=owner),
    ]
    assert [row["status"] for row in bench.rows("check_partition", int_statement=rows) if row["evidence"][0] == "s1"] == [said]
