"""What a file shows of its own damage is noticed, and sound files are left alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from loaders.document.damage import broken_text, damage
from loaders.document.decided import mark_undecided
from loaders.document.twice import printed_twice
from loaders.model import Document, Line
from loaders.notes import note
from loaders.records import BudgetLine, Evaluation, Funding, Indicator, Parsed, Reject, RowLabel, Table


def document(*texts: str, page: int | None = 1) -> Document:
    lines = tuple(Line(number, text, page) for number, text in enumerate(texts, start=1))
    return Document("a.pdf", "", "application/pdf", "pdf", lines, 1)


def codes(found: list[Reject]) -> list[str]:
    return [reject.code for reject in found]


@pytest.mark.parametrize(
    "text",
    [
        "政府性Ā金预算 机关运行经Á 收Á项目 市¯政局 ÿ本支出",  # glyphs mapped to Latin letters
        "国p资本经营预算 市人大常委`报告 市|转移支付 上海市{业单位 主v管部门",
        "!\"#$% &'()* ABCDEFG HIJKLMN OPQRSTU VWXYZab cdefghi jklmnop qrstuvw xyzABCD EFGHIJK LMNOPQR",
    ],
)
def test_text_that_is_no_text_is_noticed(text: str) -> None:
    assert codes(broken_text(document(text))) == ["text_broken"]


@pytest.mark.parametrize(
    "text",
    [
        "①依法公开②及时公开③真实公开④完整公开⑤便民公开⑥统一公开",
        "实施A类项目、K歌活动、X光检查、CT检查、PM2.5监测、5G基站、e家服务、α粒子、β粒子、Ⅰ级、Ⅱ级、Ⅲ级",
        "其中：一般公共预算×90%、“三公”经费…·《办法》—（试行）～2025年",
        "1,234.50 2,345.60 3,456.70 4,567.80 5,678.90 6,789.00 7,890.10 8,901.20 9,012.30",
    ],
)
def test_what_stands_in_sound_texts_is_no_damage(text: str) -> None:
    assert broken_text(document(text)) == []


def test_a_unit_is_not_borrowed_where_the_text_is_broken() -> None:
    line = BudgetLine(table_seq=1, row_seq=1, subject_name="合计", amount_printed="9", unit="万元")
    line.mend(note("unit_borrowed", unit="万元"))
    mark_undecided(Parsed(budget_lines=[line]), is_text_broken=True)

    assert (line.unit, line.repair_code) == ("", "unit_borrowed|unit_undecided")


def row(
    number: int, amount: str, *, name: str = "培训支出", code: str = "2050803", line: int | None = None
) -> BudgetLine:
    return BudgetLine(
        table_seq=1, row_seq=number, subject_code=code, subject_name=name, column_seq=1, amount_printed=amount,
        row_role="total" if name == "合计" else "item", lines=(line or number,), source_text=f"{code} {name} {amount}",
    )  # fmt: skip


def table(*rows: BudgetLine) -> Parsed:
    labels = [
        RowLabel(table_seq=1, row_seq=r.row_seq, subject_code=r.subject_code, subject_name=r.subject_name)
        for r in rows
    ]
    return Parsed(budget_lines=list(rows), row_labels=labels)


def test_a_row_printed_again_on_the_next_line_is_noticed() -> None:
    found = printed_twice(table(row(1, "4.95"), row(2, "4.95")))

    assert [(reject.code, reject.lines) for reject in found] == [("row_printed_twice", (2,))]


def test_a_total_printed_twice_is_noticed() -> None:
    assert codes(
        printed_twice(table(row(1, "9", name="合计", code=""), row(2, "9", name="合计", code="")))
    ) == ["row_printed_twice"]


def test_a_place_printed_twice_is_noticed() -> None:
    """A list of debts by region: names alone, and none is printed again."""
    rows = [row(n, "171064", name="阿巴嘎旗", code="") for n in (1, 2)]
    for one in rows:
        one.subject_system = "region"

    assert codes(printed_twice(table(*rows))) == ["row_printed_twice"]


@pytest.mark.parametrize(
    ("name", "system", "kind", "is_noticed"),
    [
        ("租赁费", "department_economic", "basic_expenditure", True),
        ("二十、住房保障支出", "", "revenue_expenditure_summary", True),
        ("其中：一般债务限额", "", "debt_limit", True),
        ("租赁费", "department_economic", "procurement", False),  # two purchases of one kind
        ("其他支出", "department_economic", "basic_expenditure", False),  # 类 and 款
        ("能源节约利用", "function", "general_budget_expenditure", False),  # 款 and 项
    ],
)
def test_a_subject_or_numbered_row_printed_twice_is_noticed(
    name: str, system: str, kind: str, *, is_noticed: bool
) -> None:
    rows = [row(n, "0.50", name=name, code="") for n in (1, 2)]
    for one in rows:
        one.subject_system = system
    parsed = table(*rows)
    parsed.tables = [Table(table_seq=1, table_type=kind, table_title="表")]

    assert bool(printed_twice(parsed)) == is_noticed


@pytest.mark.parametrize(("name", "is_noticed"), [("其中：一般债务限额", True), ("（一）一般债务", True), ("租赁费", True), ("其他支出", False)])
def test_a_marked_row_is_noticed_however_often_its_name_is_printed(name: str, *, is_noticed: bool) -> None:
    rows = [row(n, amount, name=name, code="") for n, amount in enumerate(("0.50", "0.50", "0.70", "0.90"), 1)]
    for one in rows:
        one.subject_system = "department_economic"
    parsed = table(*rows)
    parsed.tables = [Table(table_seq=1, table_type="debt_limit", table_title="表")]

    assert bool(printed_twice(parsed)) == is_noticed


def test_a_project_with_a_number_of_its_own_printed_twice_is_noticed() -> None:
    """A list of bonds: many projects of one name, each with its number."""
    rows = [row(n, "4.00", name="公路", code="") for n in (1, 2, 3, 4)]
    for one, number in zip(rows, ("0013", "0014", "0014", "0015"), strict=True):
        one.source_text = f"公路 P14152202-{number} 一般债券 4.00"

    assert codes(printed_twice(table(*rows))) == ["row_printed_twice"]


@pytest.mark.parametrize(
    ("numbers", "is_noticed"),
    [
        ((1, 2, 2, 3), True),
        ((1, 3, 3, 4), False),  # numbers of something else
        ((7, 7), False),
        (("", "", "", ""), False),
    ],
)
def test_a_row_of_a_numbered_list_printed_twice_is_noticed(numbers: tuple[int | str, ...], *, is_noticed: bool) -> None:
    rows = [row(n, "285000", name="执法经费", code="") for n in range(1, len(numbers) + 1)]
    for one, number in zip(rows, numbers, strict=True):
        one.source_text = f"{number} 执法经费 285000"

    assert bool(printed_twice(table(*rows))) == is_noticed


def test_rows_without_a_number_beside_a_numbered_list_can_be_equal() -> None:
    rows = [row(n, "0.00", name="", code="") for n in range(1, 6)]
    for one, text in zip(rows, ("1 甲 0.00", "2 乙 0.00", "3 丙 0.00", "0.00", "0.00"), strict=True):
        one.source_text = text

    assert printed_twice(table(*rows)) == []


def test_a_row_over_both_sides_of_a_table_printed_twice_is_noticed_once() -> None:
    rows = [
        replace(row(n, "9", name="合计", code=""), side=side, lines=(n,)) for side in ("revenue", "expenditure") for n in (1, 2)
    ]
    between = [one for pair in zip(rows[:2], rows[2:], strict=True) for one in pair]

    assert codes(printed_twice(table(*between))) == ["row_printed_twice"]


@pytest.mark.parametrize(("words", "found"), [("对在线监测站点开展质控抽查对监测数据进行审核编制月报保障数据真实准确", 1), ("质控抽查", 0)])
def test_a_project_that_is_described_alike_is_printed_twice(words: str, found: int) -> None:
    rows = [row(n, "23.40", name="运营经费", code="") for n in (1, 2, 3, 4)]
    for one in rows:
        one.source_text = f"运营经费 23.40 {words}{'' if one.row_seq < 3 else one.row_seq}"

    assert len(printed_twice(table(*rows))) == found


def test_purchases_of_one_kind_are_told_apart_by_what_is_bought() -> None:
    """The number is that of the catalogue: C20030800."""
    rows = [row(n, "450,000.00", name="绩效管理", code="") for n in (1, 2)]
    for one, bought in zip(rows, ("预算绩效管理", "财政重点绩效评价"), strict=True):
        one.source_text = f"绩效管理 C20030800 {bought} 450,000.00"

    assert printed_twice(table(*rows)) == []


@pytest.mark.parametrize(
    "rows",
    [
        (row(1, "4.95"), row(2, "5.95")),
        (row(1, "4.95"), row(2, "4.95", code="2050899")),
        (row(1, "4.95"), row(2, "4.95", line=9)),  # on the next page
        (row(1, "4.95"), row(2, "4.95"), row(3, "7.00")),  # a list of purchases under one code
        (row(1, "4.95", code=""), row(2, "4.95", code="")),  # names alone can be equal
    ],
)
def test_rows_that_only_look_alike_are_no_damage(rows: tuple[BudgetLine, ...]) -> None:
    assert printed_twice(table(*rows)) == []


def test_a_funding_row_of_a_form_printed_twice_is_noticed() -> None:
    twice = [
        Funding(
            form_seq=1, source_label="年度资金总额", phase="annual", amount_printed="5", unit="元", lines=(n,)
        )
        for n in (38, 39)
    ]

    assert codes(printed_twice(Parsed(funding=twice))) == ["row_printed_twice"]


@pytest.mark.parametrize(("first", "found"), [("资金情况 资金总额 5 元", 1), ("资金总额 5 元", 1), ("资金总额 5 元 追加", 0)])
def test_the_first_row_of_a_block_bears_its_name(first: str, found: int) -> None:
    twice = [
        Funding(form_seq=1, source_label="资金总额", phase="annual", amount_printed="5", unit="元", lines=(n,), source_text=text)
        for n, text in ((38, first), (39, "资金总额 5 元"))
    ]

    assert len(printed_twice(Parsed(funding=twice))) == found


@pytest.mark.parametrize(
    ("changed", "found"),
    [({}, 1), ({"source_text": "时效指标 完成率 100%"}, 0), ({"score": "9"}, 0), ({"target_printed": "90%"}, 0), ({"form_seq": 2}, 0), ({"lines": (40,)}, 0), ({"lines": (38,)}, 0)],
)
def test_an_indicator_printed_again_below_the_one_that_bears_its_level_is_noticed(changed: dict[str, Any], found: int) -> None:
    first = Indicator(level3="完成率", target_printed="100%", score="10", lines=(38,), source_text="质量指标 完成率 100%")
    twice = replace(first, lines=(39,), source_text="完成率 100%")

    assert len(printed_twice(Parsed(indicators=[first, replace(twice, **changed)]))) == found


@pytest.mark.parametrize(("lines", "found"), [((39,), 1), ((41,), 1), ((42,), 0), ((37,), 0)])
def test_a_level_over_several_rows_reaches_over_the_row_printed_twice(lines: tuple[int, ...], found: int) -> None:
    first = Indicator(level3="完成率", target_printed="100%", lines=(38, 40), source_text="产出指标 质量指标 完成率 100%")

    assert len(printed_twice(Parsed(indicators=[first, replace(first, lines=lines, source_text="质量指标 完成率 100%")]))) == found


@pytest.mark.parametrize(
    ("targets", "found"),
    [(("1次", "2场", "1次", "2场"), 1), (("1次", "2场") * 4, 1), (("1次", "2场", "1次"), 0), (("1次", "2场", "1次", "3场"), 0), (("1次", "1次"), 0)],
)
def test_a_row_of_a_list_of_forms_that_is_read_with_its_double_is_noticed(targets: tuple[str, ...], found: int) -> None:
    rows = [Indicator(form_seq=1, level3=f"指标{t[-1]}", target_printed=t, lines=(38, 39, 40)) for t in targets]

    assert len(printed_twice(Parsed(indicators=rows))) == found
    assert printed_twice(Parsed(indicators=[replace(one, lines=(38 + 2 * n,)) for n, one in enumerate(rows)])) == []


@pytest.mark.parametrize(
    ("name", "amount", "target", "found"), [("宣传", "5", "90%", 1), ("培训", "5", "90%", 0), ("宣传", "6", "90%", 0), ("宣传", "5", "80%", 0), ("", "5", "90%", 0)]
)
def test_a_project_whose_form_is_printed_twice_is_noticed(name: str, amount: str, target: str, found: int) -> None:
    forms = [Evaluation(form_seq=n, form_type="project_target", subject_name=name and one, lines=(9 * n,)) for n, one in ((1, "宣传"), (2, name))]
    parsed = Parsed(
        evaluations=forms,
        funding=[Funding(form_seq=n, source_label="资金总额", amount_printed=a, unit="元", lines=(9 * n,)) for n, a in ((1, "5"), (2, amount))],
        indicators=[Indicator(form_seq=n, level3="满意度", target_printed=t, lines=(9 * n + 1,)) for n, t in ((1, "90%"), (2, target))],
    )

    assert codes(printed_twice(parsed)) == ["row_printed_twice"] * found
    parsed.indicators = []
    assert printed_twice(parsed) == []  # one figure can be equal


def test_a_row_of_a_form_with_two_amounts_printed_twice_is_noticed() -> None:
    twice = [
        Funding(form_seq=1, source_label="资金总额", phase=phase, amount_printed="5", unit="元", lines=(n,))
        for n in (38, 39)
        for phase in ("term", "annual")
    ]

    assert codes(printed_twice(Parsed(funding=twice))) == ["row_printed_twice"]


def test_the_three_publics_are_different_things_without_codes_too() -> None:
    twice = table(
        row(1, "18.00", name="公务用车购置及运行费", code=""),
        row(2, "18.00", name="公务用车购置及运行费", code=""),
    )
    twice.tables.append(Table(table_seq=1, table_type="three_public", table_title="三公"))

    assert codes(printed_twice(twice)) == ["row_printed_twice"]


@pytest.mark.parametrize(
    ("names", "amounts", "found"),
    [
        ("甲甲乙丙丁", "55666", [2]),
        ("乙甲甲丙丁", "65566", [3]),
        ("甲甲乙丙", "5566", []),  # two others
        ("甲甲乙丙丁", "56666", []),  # a department above its own office
        ("甲甲乙乙丙丁", "556666", []),  # departments of one agency each
        ("甲乙甲丙丁", "56566", []),
    ],
)
def test_an_agency_printed_twice_among_others_that_are_not_is_noticed(names: str, amounts: str, found: list[int]) -> None:
    pairs = enumerate(zip(names, amounts, strict=True), start=1)
    rows = [row(n, amount, name=f"{name}市财政局", code="", line=n) for n, (name, amount) in pairs]

    assert [reject.lines for reject in printed_twice(table(*rows))] == [(n,) for n in found]


@pytest.mark.parametrize(
    ("amounts", "found"),
    [
        (("5.75", "0.10", "0.10", "2.31", "3.34"), [3]),
        (("5.85", "0.10", "0.10", "2.31", "3.34"), []),  # two purchases are equal
        (("9.99", "0.10", "0.10", "2.31", "3.34"), []),  # nothing tells
        (("2.41", "0.10", "0.10", "2.31"), []),  # too few to be one by design
        (("5.75", "0.10", "2.31", "0.10", "3.34"), []),
        (("5.95", "0.10", "0.10", "2.31", "3.34", "0.10"), []),
    ],
)
def test_a_purchase_is_printed_twice_where_the_sum_holds_without_the_second(amounts: tuple[str, ...], found: list[int]) -> None:
    rows = [row(n, amount, name="路由器" if amount == "0.10" else f"采购{amount}", code="") for n, amount in enumerate(amounts, start=1)]
    parsed = table(*rows)
    parsed.tables.append(Table(table_seq=1, table_type="procurement", table_title="政府采购表"))

    assert [reject.lines for reject in printed_twice(parsed)] == [(n,) for n in found]


def test_sound_tables_show_no_damage() -> None:
    assert damage(document("部门预算表"), [], table(row(1, "4.95"), row(2, "5.95", code="2050899"))) == []


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ((1, 3, 4), [("serial_skipped", (2,))]),
        ((1, 2, 3, 5), [("serial_skipped", (4,))]),
        ((1, 2, 3, 4), []),
        ((1, 3), []),  # no list
        ((1, 3, 5), []),  # the numbers of a longer one
        ((1, 4, 5), []),
        ((2, 4, 5), []),
        ((1, 3, 4, 1), []),
    ],
)
def test_a_list_that_skips_one_of_its_running_numbers_lacks_a_row(numbers: tuple[int, ...], found: list[tuple[str, tuple[int]]]) -> None:
    labels = [
        RowLabel(table_seq=1, side=side, row_seq=n, subject_name="某单位", lines=(n,), source_text=f"{serial} 某单位 9")
        for n, serial in enumerate(numbers, start=1)
        for side in ("revenue", "expenditure")
    ]
    once = [row for row in labels if row.side == "revenue"]

    assert [(reject.code, reject.lines) for reject in damage(document("部门预算表"), [], Parsed(row_labels=once))] == found
    assert len(damage(document("部门预算表"), [], Parsed(row_labels=labels))) == 2 * len(found)
