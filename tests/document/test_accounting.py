"""Numbers of tables and forms are used, set aside by kind, or reported."""

from __future__ import annotations

import pytest

from loaders.document.accounting import Account, account
from loaders.document.decided import mark_undecided
from loaders.model import Cell, Grid, Line, Segment, Used
from loaders.notes import note
from loaders.pipeline import load
from loaders.readers.text import read_text
from loaders.records import BudgetLine, Indicator, Parsed, Sentence, StatedAmount
from tests.document.test_printed import grid


def line(amount: str, *, row: int = 1, name: str = "教育支出", unit: str = "万元") -> BudgetLine:
    return BudgetLine(
        table_seq=1, row_seq=row, subject_name=name, column_seq=1, measure="total", amount_printed=amount, unit=unit,
        lines=(row,),
    )  # fmt: skip


def booked(
    *rows: str, lines: list[BudgetLine], kind: str = "table", how: dict[int, str] | None = None
) -> Account:
    segment = Segment(kind, "支出表", (grid(*rows),))
    return account([segment], Parsed(budget_lines=lines), Used(how or {}))


def unused(result: Account) -> list[str]:
    return [reject.reason.rsplit("not used: ", 1)[1] for reject in result.unused]


def test_an_amount_is_used_once() -> None:
    """Two equal amounts in a row need two facts."""
    result = booked("教育支出|148.95|148.95", lines=[line("148.95")])

    assert (result.total, result.used, unused(result)) == (2, 1, ["148.95"])


def test_every_amount_has_a_fact() -> None:
    result = booked("教育支出|148.95|4.95", lines=[line("148.95"), line("4.95")])

    assert (result.total, result.used, result.ignored, unused(result)) == (2, 2, 0, [])


def test_a_negative_amount_is_used_by_its_fact() -> None:
    assert booked("结余|-3.20|△4.10", lines=[line("-3.20"), line("-4.10")]).used == 2


def test_the_fact_of_another_row_uses_nothing() -> None:
    assert unused(booked("教育支出|148.95", "科技支出|3.00", lines=[line("3.00", row=1)])) == [
        "148.95",
        "3.00",
    ]


def test_a_name_does_not_use_an_amount() -> None:
    """``教育支出148.95`` became a name: the amount is missing, as it is where a cell of its own prints it."""
    swallowed = [line("4.95", name="教育支出148.95")]

    assert unused(booked("教育支出148.95|4.95", lines=swallowed)) == ["148.95"]
    assert unused(booked("教育支出|148.95|4.95", lines=swallowed)) == ["148.95"]


def test_digits_of_a_name_belong_there() -> None:
    result = booked("0-6岁儿童（2018〕34号）|4.95", lines=[line("4.95", name="0-6岁儿童（2018〕34号）")])

    assert unused(result) == []


@pytest.mark.parametrize("unit", ["", "万美元", "万元", "辆", "数量"])
def test_an_amount_without_a_unit_is_not_used(unit: str) -> None:
    parsed = Parsed(budget_lines=[line("148.95", unit=unit)])
    mark_undecided(parsed)
    result = account([Segment("table", "支出表", (grid("教育支出|148.95"),))], parsed, Used())

    assert (result.total, result.used, result.ignored, result.unused) == (1, 0 if unit in ("", "万美元") else 1, 0, [])


def test_an_amount_without_a_column_is_not_used() -> None:
    amount = line("148.95")
    amount.mend(note("column_undecided"))

    assert booked("教育支出|148.95", lines=[amount]).used == 0


def test_a_row_without_a_label_is_undecided_where_others_have_one() -> None:
    parsed = Parsed(budget_lines=[line("1.00"), line("2.00", row=2, name=""), line("0.00", row=3, name="")])
    mark_undecided(parsed)

    assert [one.repair_code for one in parsed.budget_lines] == ["", "subject_undecided", ""]


def test_a_table_without_labels_speaks_of_its_title() -> None:
    parsed = Parsed(budget_lines=[line("1.00", name=""), line("2.00", name="")])
    mark_undecided(parsed)

    assert not any(one.repair_code for one in parsed.budget_lines)


def test_an_indicator_without_a_name_is_undecided() -> None:
    named = Indicator(form_seq=1, indicator_seq=1, level3="次数", target_printed="≥3次")
    parsed = Parsed(indicators=[named, Indicator(form_seq=1, indicator_seq=2, target_printed="≥5次")])
    mark_undecided(parsed)

    assert [one.repair_code for one in parsed.indicators] == ["", "subject_undecided"]


@pytest.mark.parametrize(
    ("target", "lost"),
    [("≥(人次)", True), ("≥%", True), ("≤", True), ("≥400.00(人次)", False), ("=及时", False), ("≤万分之三", False), ("", False)],
)
def test_an_operator_with_a_unit_and_no_number_has_lost_it(target: str, *, lost: bool) -> None:
    parsed = Parsed(indicators=[Indicator(level3="次数", target_printed=target)])
    mark_undecided(parsed)

    assert parsed.indicators[0].repair_code == ("target_undecided" if lost else "")


def test_a_result_without_a_target_has_lost_its_name_or_its_target() -> None:
    """The name is gone, and the target stands in its place."""
    rows = [("次数", "≥3次", "4次"), ("及时率", "及时", "达成指标"), ("及时（6月之前）", "", "达成指标")]
    parsed = Parsed(
        indicators=[
            Indicator(form_seq=1, indicator_seq=n, level3=name, target_printed=target, actual_printed=actual)
            for n, (name, target, actual) in enumerate(rows, 1)
        ]
    )
    mark_undecided(parsed)

    assert [one.repair_code for one in parsed.indicators] == ["", "", "subject_undecided"]


@pytest.mark.parametrize(("target", "expected"), [("≥172800元", []), ("≥9元", ["17280", "0"])])
def test_a_number_broken_over_two_lines_of_a_form_is_one(target: str, expected: list[str]) -> None:
    segment = Segment("form", "绩效目标表", (Line(1, "补助金额≥17280"), Line(2, "0元")))
    indicator = Indicator(form_seq=1, indicator_seq=1, level3="补助金额", target_printed=target, lines=(1, 2))

    assert unused(account([segment], Parsed(indicators=[indicator]), Used())) == expected


def test_what_belongs_where_it_stands_is_set_aside_by_kind() -> None:
    rows = (
        "科目编码|项目|行次|日期|金额",
        "栏次||1|2|3",
        "20508|培训|1|2026年8月|4.95",
        "20509|会议|2|2026年9月|3.00",
    )
    result = booked(*rows, lines=[line("4.95", row=3), line("3.00", row=4)])

    assert dict(result.set_aside) == {"code": 2, "column_number": 3, "line_number": 2, "date": 4}
    assert (result.used, unused(result)) == (2, [])


def test_line_numbers_do_not_use_up_the_amounts() -> None:
    """The line number 3 and the amount 3 of one row."""
    rows = ("甲|1|5", "乙|2|6", "丙|3|3")
    result = booked(*rows, lines=[line("5", row=1), line("6", row=2), line("3", row=3)])

    assert (result.used, result.set_aside["line_number"], unused(result)) == (3, 3, [])


def test_a_code_is_held_by_its_fact() -> None:
    amount = line("4.95")
    amount.subject_code = "2050803"

    assert booked("205|08|03|培训支出|4.95", lines=[amount]).used == 4


def test_an_amount_is_no_part_of_a_code() -> None:
    amount = line("4.95")
    amount.subject_code = "2050803"

    assert unused(booked("培训支出|50|4.95", lines=[amount])) == ["50"]


def test_what_a_project_is_for_is_no_amount_of_a_table() -> None:
    text = "按照要求完成工程，总投资275.25万元，完好率100%。"

    assert dict(booked(f"工程|{text}|3.00", lines=[line("3.00")]).set_aside) == {"description": 2}


def test_money_that_stands_close_is_owed_in_a_form_and_a_goal_says_its_own() -> None:
    """A goal that goes on over the page says digits of its own; a list of sources is amounts."""
    goal = "目标10：做好全年业务培训，做好12350举报投诉受理工作，完成罚没任务150万元。目标11：提高执法监察的工作效率。"

    assert unused(booked("资金|财政400万元，自筹100万元，其他50万元", lines=[], kind="form")) == ["400 100 50"]
    assert dict(booked(goal, lines=[], kind="form").set_aside) == {"list_number": 2, "description": 2}
    assert unused(booked(f"{goal}产出指标", lines=[], kind="form")) == ["12350 150"]


def test_a_label_of_a_form_that_says_its_amount_again_takes_no_other() -> None:
    funding = Parsed(budget_lines=[line("1620.98")])
    segment = Segment("form", "目标表", (grid("资金金额1620.98（万元）|实施期资金总额|1620.98"),))

    assert account([segment], funding, Used()).used == 2


def test_digits_of_an_indicators_name_belong_to_it_where_its_target_stands_apart() -> None:
    name = "培训完成1306.58万元"
    aimed = Indicator(level3=name, target_printed="≥1100万", target_value="1100", lines=(1,))
    lost = Indicator(level3=name, lines=(1,))
    segment = Segment("form", "目标表", (grid(f"{name}|≥|1100"),))

    assert unused(account([segment], Parsed(indicators=[aimed]), Used())) == []
    assert unused(account([segment], Parsed(indicators=[lost]), Used())) == ["1306.58 1100"]


def test_equal_amounts_of_several_lines_in_one_row_need_a_fact_each() -> None:
    """A table without rules between its rows: one cell, one fact a line."""
    stack = Grid(1, 2, (Cell(0, 0, "甲县\n乙县\n丙县", (1, 2, 3)), Cell(0, 1, "31\n27\n31", (1, 2, 3))))
    facts = [line(amount, row=row) for row, amount in enumerate(("31", "27", "31"), 1)]

    assert account([Segment("table", "支出表", (stack,))], Parsed(budget_lines=facts), Used()).used == 3
    assert unused(account([Segment("table", "支出表", (stack,))], Parsed(budget_lines=facts[:2]), Used())) == ["31"]


def test_headers_and_units_are_set_aside_by_what_they_are() -> None:
    result = booked("合计|9.00", "单位|10000", lines=[line("9.00")], how={1: "row", 2: "unit"})

    assert (result.used, dict(result.set_aside)) == (1, {"unit": 1})


def test_a_number_within_a_name_takes_no_amount_of_its_row() -> None:
    result = booked("1%人口普查|1|28.00", lines=[line("1", name="1%人口普查"), line("28.00", name="1%人口普查")])
    assert (result.used, unused(result)) == (3, [])


def test_a_name_that_begins_with_a_number_is_held_by_the_name() -> None:
    held = Indicator(form_seq=1, indicator_seq=1, level3="12345满意度", target_printed="≥90%", lines=(1,))
    segment = Segment("form", "绩效目标表", (grid("12345满意度|≥90%"),))
    assert unused(account([segment], Parsed(indicators=[held]), Used({}))) == []
    other = Indicator(form_seq=1, indicator_seq=1, level3="满意度", target_printed="≥90%", lines=(1,))
    assert unused(account([segment], Parsed(indicators=[other]), Used({}))) == ["12345"]


def test_of_a_sentence_below_a_table_only_amounts_are_owed() -> None:
    below = (grid("教育支出|5.00"), Line(2, "下降4.45%，支出577.91万元", 1))
    segment = Segment("table", "支出表", below)
    result = account([segment], Parsed(budget_lines=[line("5.00")]), Used({2: "prose"}))
    assert unused(result) == ["577.91"]
    assert result.set_aside["text"] == 1


def test_particles_are_no_amounts() -> None:
    result = booked("细颗粒物(PM2.5)年均浓度|25.00", lines=[line("25.00", name="细颗粒物(PM2.5)年均浓度")])
    assert unused(result) == []


def test_a_number_is_no_name_of_a_row() -> None:
    rows = [line("5.00", row=1), line("90.57", row=2, name="50830"), line("7.00", row=3, name="2021")]
    mark_undecided(Parsed(budget_lines=rows))
    assert ["subject_undecided" in one.repair_code for one in rows] == [False, True, False]


def _told(text: str, *, kind: str = "sentence") -> Sentence:
    return Sentence(kind=kind, lines=(1,), source_text=text)


def test_money_of_a_text_without_tables_is_owed_to_what_it_states() -> None:
    """Nothing else is there to hold it; a bound (``100万元以上``) is no amount."""
    text = "支出54万元，其中接待费42万元，单价100万元（含）以上的设备0台。"
    stated = StatedAmount(amount_printed="54", unit="万元", lines=(1,))

    result = account([], Parsed(sentences=[_told(text)], stated_amounts=[stated]), Used({}))

    assert (result.total, result.used, result.ignored, unused(result)) == (3, 1, 1, ["42"])


def test_numbers_that_count_the_rows_are_known_where_blank_cells_are_lost() -> None:
    head = "收入支出决算总表\n单位:万元\n收入 | 支出 | ||||\n项目 | 行次 | 金额 | 项目 | 行次 | 金额 |\n"
    rows = (
        "一、财政拨款收入 | 1 | 36341.62 | 一、一般公共服务支出 | 28 | |\n二、上级补助收入 | 2 | 二、外交支出 | 29 | ||\n"
        "四、经营收入 | 3 | 三、公共安全支出 | 30 | ||\n4 | 四、教育支出 | 31 | 36341.62 |||\n"
        "收入总计 | 27 | 36341.62 | 支出总计 | 54 | 36341.62 |\n"
    )

    def booked_of(text: str) -> Account:
        return load(read_text(text.encode(), "page.txt")).account

    counted, bare = booked_of(head + rows), booked_of(head.replace("行次", "附注") + rows)

    assert (unused(counted), counted.set_aside["line_number"]) == ([], 10)
    assert bare.set_aside["line_number"] == 0


def test_the_first_row_is_counted_by_the_one_below_it() -> None:
    text = (
        "收入支出决算总表\n单位:万元\n收入 | 支出 | ||||\n项目 | 行次 | 金额 | 项目 | 行次 | 金额 |\n"
        "二、上级补助收入 | 1 | 二、外交支出 | 28 | ||\n三、事业收入 | 2 | 三、公共安全支出 | 29 | ||\n"
        "收入总计 | 27 | 36341.62 | 支出总计 | 54 | 36341.62 |\n"
    )
    counted = load(read_text(text.encode(), "page.txt")).account
    assert counted.set_aside["line_number"] == 6


def test_a_page_number_between_rows_of_text_is_no_number_of_the_table() -> None:
    def left(between: str) -> list[str]:
        lines = (Line(1, "教育支出 148.95"), Line(2, between), Line(3, "科技支出 3.00"))
        segment = Segment("table", "支出表", lines)
        return unused(account([segment], Parsed(budget_lines=[line("148.95"), line("3.00", row=3)]), Used({})))

    assert left("- 12 -") == []
    assert left("123456789012") == ["123456789012"]


def test_amounts_side_by_side_below_a_table_are_no_sentence() -> None:
    """A row that no grid holds is reported even where the lines were taken for a note."""
    row = Line(2, "公务用车购置及运行费      15.00    12.00   -3.00   每辆车运行费较上年减少")
    said = Line(3, "公务接待费较上年压减 2.30 万元")
    segment = Segment("table", "三公经费支出表", (grid("项目|预算数", "接待费|8.50"), row, said))
    result = account([segment], Parsed(), Used({2: "prose", 3: "prose"}))

    assert unused(result)[-1] == "15.00 12.00 3.00"


def test_money_in_words_of_a_column_of_reasons_is_set_aside() -> None:
    rows = ("项目|预算数|变化原因说明", "接待费|8.50|每批2万元")

    assert unused(booked(*rows, lines=[line("8.50", row=2)])) == []
    assert unused(booked(*rows[:1], "接待费|8.50|2.30", lines=[line("8.50", row=2)])) == ["2.30"]


def test_rows_of_a_table_in_one_cell_are_owed() -> None:
    """An outer box whose rows no rule parts: what isn't read is told."""
    cell = "合计 1,082.05 1,032.05 50.00\n某局 保障机关运转，做好统计；完成调查，\n本级 1,075.05 1,025.05 50.00"
    segment = Segment("table", "支出表", (Grid(1, 1, (Cell(0, 0, cell, (1, 2, 3)),)),))

    result = account([segment], Parsed(), Used({}))

    assert unused(result) == ["1082.05 1032.05 50.00 1075.05 1025.05 50.00"]


def test_a_text_that_lists_amounts_once_is_a_text() -> None:
    cell = "保障机关运转，做好统计；完成调查，编印年鉴 12.50 13.50\n等三种，发放到各街道、各部门，\n并在网上公开全文。"
    segment = Segment("table", "支出表", (Grid(1, 1, (Cell(0, 0, cell, (1, 2, 3)),)),))

    assert unused(account([segment], Parsed(), Used({}))) == []


def test_of_many_numbers_eight_are_shown_and_all_are_counted() -> None:
    numbers = [f"{n}.25" for n in range(10, 20)]
    told = booked("教育支出|" + "|".join(numbers), lines=[])
    said = account([], Parsed(sentences=[_told("，".join(f"支出{n}万元" for n in numbers))]), Used({}))

    for result in (told, said):
        assert unused(result) == [" ".join(numbers[:8])]
        assert "10" in result.unused[0].reason.partition("not used: ")[0]
        assert (result.total, result.used, result.ignored) == (10, 0, 0)


def test_a_row_that_is_not_used_is_shown_from_its_beginning() -> None:
    name = "教" * 300
    told = booked(f"{name}|148.95", lines=[])
    said = account([], Parsed(sentences=[_told(f"{name}支出148.95万元")]), Used({}))

    assert [reject.source_text for result in (told, said) for reject in result.unused] == [name[:200]] * 2


@pytest.mark.parametrize(("between", "expected"), [("第1234页共1234页", []), ("1234", []), ("12345", ["12345"])])
def test_a_page_number_has_at_most_four_digits(between: str, expected: list[str]) -> None:
    segment = Segment("table", "支出表", (Line(1, "教育支出 148.95"), Line(2, between)))

    assert unused(account([segment], Parsed(budget_lines=[line("148.95")]), Used({}))) == expected


def test_what_sentences_state_is_used_by_the_line_that_says_it() -> None:
    """A change is stated, too; what another line states, or a line of tables and forms, is not looked at."""
    texts = [("支出54万元，比上年减少6万元。", 1), ("支出54万元。", 2), ("标题54万元", 3)]
    sentences = [
        Sentence(kind="sentence" if number < 3 else "heading", lines=(number,), source_text=text) for text, number in texts
    ]
    stated = StatedAmount(amount_printed="54", change_printed="-6", unit="万元", lines=(1,))

    result = account([], Parsed(sentences=sentences, stated_amounts=[stated]), Used({}))

    assert (result.total, result.used, unused(result)) == (3, 2, ["54"])
    assert [reject.lines for reject in result.unused] == [(2,)]


def test_a_remark_beside_a_table_holds_no_number_of_it() -> None:
    """Unless it stands in the table, is like money, or was taken for something."""
    def left(text: str, how: str = "") -> list[str]:
        segment = Segment("table", "支出表", (grid("教育支出|148.95"), Line(5, text)))
        return unused(account([segment], Parsed(budget_lines=[line("148.95")]), Used({5: how} if how else {})))

    assert left("共 3 家单位 25 人") == []
    assert left("支出 25.50") == ["25.50"]
    assert left("支出 1,250") == ["1250"]
    assert left("支出 25", how="row") == ["25"]


def test_sources_that_a_sentence_of_a_form_lists_are_owed() -> None:
    listed = "中央财政补助资金400万元，县级自筹的配套资金100万元，社会捐赠的其他资金50万元。"

    assert unused(booked(f"资金来源|{listed}", lines=[], kind="form")) == ["400 100 50"]
