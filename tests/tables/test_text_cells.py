"""Text tables whose cells are told apart by line ends or by tabs."""

from __future__ import annotations

from loaders.model import Line, Segment
from loaders.tables import parse

FINAL = [
    ["科目编码", "科目名称", "本年收入合计", "财政拨款收入", "事业收入"],
    ["栏次", "1", "2", "3"],
    ["合计", "30.00", "20.00", "10.00"],
    ["208", "社会保障和就业支出", "30.00", "20.00", "10.00"],
    ["20805", "行政事业单位养老支出", "30.00", "20.00", "10.00"],
]
PARTS = [
    ["科目编码", "单位代码", "单位名称（科目）", "合计", "基本支出", "项目支出"],
    ["类", "款", "项"],
    ["合计", "30.00", "20.00", "10.00"],
    ["318301", "某市水利局", "30.00", "20.00", "10.00"],
    ["208", "05", "05", "318301", "机关事业单位基本养老保险缴费支出", "20.00", "20.00"],
    ["213", "03", "05", "318301", "水利工程建设", "10.00", "10.00"],
]


def _cells(title: str, lines: list[str]) -> list[tuple[str, str, str, str]]:
    printed = tuple(Line(n, t) for n, t in enumerate([title, "单位：万元", *lines], start=1))
    parsed = parse([Segment("table", title, printed)])[0]
    return [(b.subject_code, b.subject_name, b.measure_label, b.amount_printed) for b in parsed.budget_lines]


def _one_a_line(rows: list[list[str]]) -> list[str]:
    return [cell for row in rows for cell in row if cell]


def test_every_cell_on_a_line_of_its_own() -> None:
    """A class code alone on its line is no page number, the numbers of the columns are no amounts."""
    assert _cells("收入决算表", _one_a_line(FINAL)) == _cells("收入决算表", [" ".join(row) for row in FINAL])
    assert ("208", "社会保障和就业支出", "事业收入", "10.00") in _cells("收入决算表", _one_a_line(FINAL))


def test_a_whole_number_that_fills_the_last_row_is_its_cell_and_no_page_number() -> None:
    head = ["“三公”经费合计", "因公出国(境)费", "公务用车购置及运行费", "公务接待费", "小计", "公务用车购置费", "公务用车运行费"]
    row = ["328.7", "10", "78.7", "43", "35.7", "240"]
    full = _cells("三公经费支出预算表", [*head, *row])
    assert [(label, amount) for _, _, label, amount in full][-1] == ("公务接待费", "240")
    assert len(full) == len(row)
    assert _cells("三公经费支出预算表", [*head, *row, "12"]) == full  # of the page


def test_codes_in_parts_with_a_code_of_the_unit_on_lines_of_their_own() -> None:
    found = _cells("部门支出总表", _one_a_line(PARTS))
    assert ("2080505", "机关事业单位基本养老保险缴费支出", "基本支出", "20.00") in found
    assert ("2130305", "水利工程建设", "项目支出", "10.00") in found
    assert ("", "某市水利局", "合计", "30.00") in found


def test_the_second_total_of_two_is_the_other_side() -> None:
    rows = [
        ["收入", "支出"],
        ["项目", "金额", "项目", "金额"],
        ["一、财政拨款收入", "5.00", "一、教育支出", "5.00"],
        ["总计", "5.00", "总计", "5.00"],
    ]
    printed = tuple(
        Line(n, t) for n, t in enumerate(["收入支出决算总表", "单位：万元", *_one_a_line(rows)], start=1)
    )
    parsed = parse([Segment("table", "收入支出决算总表", printed)])[0]
    assert [b.side for b in parsed.budget_lines] == ["revenue", "expenditure"] * 2


def test_blank_cells_between_tabs_are_known() -> None:
    """No sum tells which of three columns is blank; the tabs do, also before the first amount and before 备注."""
    rows = [
        "科目编码\t科目名称\t合计\t人员经费支出\t公用经费支出\t专项业务经费支出\t备注",
        "\t合计\t3.00\t2.00\t\t1.00\t",
        "208\t社会保障和就业支出\t3.00\t2.00\t\t1.00\t",
    ]
    found = _cells("一般公共预算支出明细表", rows)
    assert ("208", "社会保障和就业支出", "专项业务经费支出", "1.00") in found
    assert ("208", "社会保障和就业支出", "人员经费支出", "2.00") in found


def test_blank_cells_between_tabs_before_the_first_amount_are_known() -> None:
    rows = ["科目编码\t科目名称\t人员经费支出\t公用经费支出\t专项业务经费支出", "208\t社会保障和就业支出\t\t\t5.00", "210\t卫生健康支出\t\t4.00\t"]

    assert [cells[2:] for cells in _cells("一般公共预算支出明细表", rows)] == [("专项业务经费支出", "5.00"), ("公用经费支出", "4.00")]


def test_a_second_bracketed_name_on_a_line_of_its_own_is_no_row() -> None:
    """Guangdong: ``[30101]基本工资`` and ``[50101]工资奖金津补贴`` share one amount."""
    rows = ["部门预算支出经济科目名称", "政府预算支出经济科目名称", "金额", "合计", "9.00"]
    rows += ["[301]工资福利支出", "9.00", "[30101]基本工资", "[50101]工资奖金津补贴", "9.00"]
    printed = tuple(
        Line(n, t) for n, t in enumerate(["一般公共预算基本支出情况表", "单位：万元", *rows], start=1)
    )
    lines = parse([Segment("table", "一般公共预算基本支出情况表", printed)])[0].budget_lines
    assert [(b.subject_code, b.second_subject_name, b.amount_printed) for b in lines[1:]] == [
        ("301", "", "9.00"),
        ("30101", "[50101]工资奖金津补贴", "9.00"),
    ]
