"""Column order of text tables whose header words are printed out of line."""

from __future__ import annotations

from loaders.model import Line, Segment
from loaders.tables import parse
from loaders.tables.column_order import settled
from loaders.tables.header import read_header
from loaders.tables.model import Column


def _cells(title: str, text: str) -> list[tuple[str, str, str]]:
    lines = tuple(Line(n, t) for n, t in enumerate([title, *text.strip().split("\n")], start=1))
    parsed = parse([Segment("table", title, lines)])[0]
    return [
        (b.subject_code or b.subject_name, b.measure_label, b.amount_printed) for b in parsed.budget_lines
    ]


def test_a_word_broken_around_the_line_of_the_others_stands_where_official_tables_have_it() -> None:
    """附属单位上缴/收入 is printed above and below its neighbours: it is the sixth column of 收入决算表."""
    text = """
单位：万元
项目
附属单位上缴
功能分 本年收入合计 财政拨款收入 上级补助收入 事业收入 经营收入 其他收入
收入
类科目 科目名称
编码 决算数 决算数 决算数 决算数 决算数 决算数 决算数
类 款 项 合计 30.00 20.00 0.00 3.00 2.00 4.00 1.00
208 社会保障和就业支出 30.00 20.00 0.00 3.00 2.00 4.00 1.00
"""
    assert _cells("收入决算表", text)[:7] == [
        ("合计", "本年收入合计", "30.00"),
        ("合计", "财政拨款收入", "20.00"),
        ("合计", "上级补助收入", "0.00"),
        ("合计", "事业收入", "3.00"),
        ("合计", "经营收入", "2.00"),
        ("合计", "附属单位上缴收入", "4.00"),
        ("合计", "其他收入", "1.00"),
    ]


def test_a_group_printed_above_its_row_stands_where_the_sums_hold() -> None:
    """公务用车购置及运行维护费 comes first in the text: 合计 and 小计 hold only where it follows 因公出国（境）费."""
    text = """
单位：万元
财政拨款“三公”经费
公务用车购置及运行维护费
合计 因公出国（境）费 公务接待费
小计 公务用车购置费 公务用车运行维护费
预算数 决算数 预算数 决算数 预算数 决算数 预算数 决算数 预算数 决算数 预算数 决算数
21.00 16.95 0.00 0.00 20.50 16.95 0.00 0.00 20.50 16.95 0.50 0.00
"""
    found = {label: amount for _, label, amount in _cells("财政拨款“三公”经费支出决算表", text)}
    assert found["合计/预算数"] == "21.00"
    assert found["公务用车购置及运行维护费/小计/决算数"] == "16.95"
    assert found["公务接待费/预算数"] == "0.50"


def test_words_above_the_labels_of_a_two_sided_table_divide_its_total() -> None:
    """Three funds broken over lines around ``项目 决算数 项目 合计`` are columns of the expenditure side."""
    lines = [
        "收入决算数 支出决算数",
        "一般公共预算财 政府性基金预算 国有资本经营预",
        "项目 决算数 项目 合计",
        "政拨款 财政拨款 算财政拨款",
    ]
    header = read_header(lines, True, "财政拨款收入支出决算总表")
    found = [(c.side, c.label) for c in header.columns]
    assert found[0] == ("revenue", "决算数")
    assert set(found[1:]) == {
        ("expenditure", "合计"),
        ("expenditure", "一般公共预算财政拨款"),
        ("expenditure", "政府性基金预算财政拨款"),
        ("expenditure", "国有资本经营预算财政拨款"),
    }


def test_the_money_of_the_whole_table_is_no_column() -> None:
    """一般公共预算财政拨款支出决算数 above 合计, 基本支出, 项目支出 repeats the title."""
    lines = [
        "项 目 一般公共预算财政拨款支出决算数",
        "功能分类",
        "科目编码 科目名称 合计 基本支出 项目支出",
        "类 款 项",
    ]
    header = read_header(lines, False, "一般公共预算财政拨款支出决算表")
    assert [c.label for c in header.columns] == ["合计", "基本支出", "项目支出"]


def test_header_levels_one_below_the_other() -> None:
    """Sichuan 2-1: each lower line opens with a total and divides one cell of the line above."""
    lines = [
        "科目编码",
        "单位代码 单位名称（科目） 总计",
        "省级当年财政拨款安排",
        "类 款 合计 一般公共预算拨款",
        "小计 基本支出 项目支出",
    ]
    header = read_header(lines, False, "财政拨款支出预算表（部门经济分类科目）")
    assert [c.label for c in header.columns] == [
        "总计",
        "省级当年财政拨款安排/合计",
        "省级当年财政拨款安排/一般公共预算拨款/小计",
        "省级当年财政拨款安排/一般公共预算拨款/基本支出",
        "省级当年财政拨款安排/一般公共预算拨款/项目支出",
    ]


def test_a_code_in_the_second_list_whose_label_is_wrapped_around_it() -> None:
    """``301 12 其他社会保障缴费 7.17 302 12 0.00``: the label of 302 12 stands on the lines above and below."""
    text = """
单位：万元
科目编码 科目名称 决算数 科目编码 科目名称 决算数
301 工资福利支出 7.17 302 商品和服务支出 0.00
费 因公出国（境）费
301 12 其他社会保障缴费 7.17 302 12 0.00
用
人员经费合计 7.17 公用经费合计 0.00
"""
    found = [(code, amount) for code, _, amount in _cells("一般公共预算财政拨款基本支出决算表", text)]
    assert ("30112", "7.17") in found
    assert ("30212", "0.00") in found


def test_exact_sums_decide_where_every_sum_of_the_document_is_exact() -> None:
    """0.01 would do in either column within rounding; all sums that are decided hold exactly, so this one does too."""
    classes = "\n".join(
        f"{code} 某类支出 5.00 2.00 3.00\n{code}01 某款支出 2.00 1.00 1.00\n{code}02 某款支出 3.00 1.00 2.00"
        for code in (205, 206, 207)
    )
    text = f"""
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
合计 15.01 6.01 9.00
{classes}
208 社会保障和就业支出 0.01 0.01
"""
    found = _cells("支出预算总表", text)
    assert ("208", "基本支出", "0.01") in found


def test_cells_broken_one_after_the_other_keep_their_order() -> None:
    """Each word goes on in the next line: nothing stands between the halves, no place is lost."""
    lines = [
        "单位编",
        "码 单位名称 “三公”经费合",
        "计",
        "因公出国（境）",
        "费",
        "公务用车购置及运行费 公务接待",
        "费",
        "小计 公务用车购置",
        "费",
        "公务用车运行",
        "费",
    ]
    header = read_header(lines, False, "一般公共预算“三公”经费支出表")
    assert [c.path[-1] for c in header.columns] == [
        "“三公”经费合计",
        "因公出国（境）费",
        "小计",
        "公务用车购置费",
        "公务用车运行费",
        "公务接待费",
    ]
    assert not header.floating
    use = ["总计 工资福利支", "出", "商品和服务支", "出", "对个人和家庭的补", "助", "科目编码 科目名称"]
    header = read_header(use, False, "支出预算分类汇总表（按部门预算经济分类）")
    assert [c.label for c in header.columns] == [
        "总计",
        "工资福利支出",
        "商品和服务支出",
        "对个人和家庭的补助",
    ]


def test_broken_words_of_cells_on_lines_of_their_own_stand_where_official_tables_have_them() -> None:
    """Cells of several lines are printed before those of one: 事业单位经营支出 and 对附属单位补助支出 are the last columns."""
    head = "单位：万元\n事业单位经营\n对附属单位补\n科目编码\n科目名称\n合计\n基本支出\n项目支出\n上缴上级支出\n支出\n助支出\n"

    found = _cells("支出预算总表", head + "合计\n9.00\n6.00\n3.00\n0.00\n0.00\n0.00\n")

    assert found == [
        ("合计", "合计", "9.00"),
        ("合计", "基本支出", "6.00"),
        ("合计", "项目支出", "3.00"),
        ("合计", "上缴上级支出", "0.00"),
        ("合计", "事业单位经营支出", "0.00"),
        ("合计", "对附属单位补助支出", "0.00"),
    ]


def test_broken_words_that_no_official_table_places_leave_their_side_without_columns() -> None:
    head = "单位：万元\n会议费和培\n训费\n科目编码\n基本支出\n一般公共预\n科目名称\n合计\n算拨款收入\n"

    assert [label for _, label, _ in _cells("支出预算总表", head + "合计\n9.00\n6.00\n3.00\n")] == [""] * 3


def test_beside_columns_of_no_official_table_only_a_total_has_a_place() -> None:
    columns = [Column((name,)) for name in ("甲类款项", "乙类款项", "合计", "本级财力")]

    assert [column.path for column in settled(columns, frozenset({"合计"}), [])] == [
        ("合计",), ("甲类款项",), ("乙类款项",), ("本级财力",)
    ]  # fmt: skip
    assert settled(columns, frozenset({"本级财力"}), []) == []
