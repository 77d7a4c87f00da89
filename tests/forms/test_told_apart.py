"""What is told apart by little: namesakes of a list, wraps and labels on one line, single columns, blank and broken cells."""

from __future__ import annotations

import pytest

from loaders.forms import grid_form, grid_list, parse
from loaders.forms.grid_list_columns import aligned, list_header
from loaders.forms.likelihood import IMPOSSIBLE, cell_score
from loaders.forms.vocabulary import column, complete_level
from loaders.model import Grid, Line, Segment
from loaders.records import Parsed
from tests.forms.grids import Written, form, funding, grid

TABLE = ("一级指标 二级指标 三级指标 指标值", "产出指标 数量指标 件数 ≥9件")


def _written(*rows: str, title: str = "项目支出绩效目标表") -> Parsed:
    lines = tuple(Line(number, text) for number, text in enumerate((title, *rows), start=1))
    return parse([Segment("form", title, lines)])[0]


def _listed(*rows: list[Written]) -> Parsed:
    heads: list[Written] = ["项目名称", "资金总额", "一级指标", "二级指标", "三级指标", "指标值", "权重"]
    return grid_list.read(form("项目绩效目标表", grid([heads, *rows])))[0]


def test_a_name_printed_again_beside_other_money_is_another_project() -> None:
    same = _listed(
        ["养护", "30", "产出指标", "数量指标", "里程", "≥3公里", "60"],
        ["养护", "30", "产出指标", "质量指标", "合格率", "≥9%", "40"],
        ["养护", "20", "产出指标", "数量指标", "里程", "≥2公里", "100"],
    )
    assert [one.lines for one in same.evaluations] == [(3, 4), (5,)]
    assert [(f.form_seq, f.amount_printed) for f in same.funding] == [(1, "30"), (2, "20")]


def test_a_row_without_a_name_below_all_there_is_to_weigh_is_another_project() -> None:
    full = _listed(
        ["养护", "", "产出指标", "数量指标", "里程", "≥3公里", "60"],
        ["", "", "产出指标", "质量指标", "合格率", "≥9%", "40"],
        ["", "", "产出指标", "数量指标", "座数", "≥2座", "100"],
    )
    assert [[i.level3 for i in full.indicators if i.form_seq == n] for n in (1, 2)] == [["里程", "合格率"], ["座数"]]


def test_a_unit_s_list_has_a_form_for_each_unit() -> None:
    heads: list[Written] = ["预算单位", "一级指标", "二级指标", "三级指标", "指标值"]
    rows: list[list[Written]] = [["甲局", "产出指标", "数量指标", "件数", "9件"], ["乙局", "产出指标", "数量指标", "件数", "8件"]]
    read, _ = grid_list.read(form("部门整体绩效目标表", grid([heads, *rows])))
    assert [(e.form_type, e.subject_name) for e in read.evaluations] == [("department_target", "甲局"), ("department_target", "乙局")]


def test_a_page_that_lacks_the_columns_on_the_left_stands_under_those_on_the_right() -> None:
    heads: list[Written] = ["序号", "项目名称", "资金总额", "一级指标", "二级指标", "三级指标", "指标值", "权重"]
    header = list_header(grid([heads, ["1", "养护", "30", "产出指标", "数量指标", "里程", "≥3公里", "60"]]))
    assert header is not None
    page = aligned(grid([["产出指标", "质量指标", "合格率", "≥9%", "40"]]), header)
    assert isinstance(page, Grid)
    assert [cell.col for cell in page.cells] == [3, 4, 5, 6, 7]
    wider: list[Written] = [*heads, "多"]
    assert aligned(grid([wider]), header) is None


def test_a_line_with_a_label_in_it_is_no_wrap_of_the_value_above() -> None:
    read = _written("项目名称 农村公路", "养护工程 主管部门 丑县交通局", "实施单位 丑县", "公路局", *TABLE)
    head = read.evaluations[0]
    assert (head.subject_name, head.supervising_department, head.implementing_unit) == (
        "农村公路养护工程",
        "丑县交通局",
        "丑县公路局",
    )


def test_a_label_at_the_end_of_a_wrap_calls_what_is_below() -> None:
    read = _written("项目名称 农村公路", "养护", "工程 主管部门", "丑县交通局", *TABLE)
    head = read.evaluations[0]
    assert (head.subject_name, head.supervising_department) == ("农村公路养护工程", "丑县交通局")


def test_values_wrapped_side_by_side_go_on_with_their_own_labels() -> None:
    read = _written("主管部门 丑县交通 实施单位 丑县公路", "运输局 管理局", "项目名称 养护", *TABLE)
    head = read.evaluations[0]
    assert (head.supervising_department, head.implementing_unit) == ("丑县交通运输局", "丑县公路管理局")


@pytest.mark.parametrize(
    ("label", "is_money"),
    [("款（元）", False), ("计划资金（万元）", True), ("年计划安排的各项补助资金（万元）", True), ("年度计划安排的各项补助资金（万元）", False)],
)  # fmt: skip
def test_a_label_with_a_unit_calls_money_where_it_is_neither_cut_nor_a_sentence(label: str, is_money: bool) -> None:
    read = _written("项目名称 养护", "资金总额 80", f"{label} 30", *TABLE)
    assert ("30" in [f.amount_printed for f in read.funding]) is is_money


def test_a_blank_budget_is_the_one_that_leaves_rate_and_score_right() -> None:
    """30 of 40 are 75 %, of the ten points 7.5: the first of the three budgets is blank."""
    head = "资金来源 年初预算数 全年预算数 全年执行数 分值 执行率 得分"
    read = _written("项目名称 养护", head, "资金总额 40 30 10 75% 7.5", *TABLE, title="项目支出绩效自评表")
    assert funding(read) == [("资金总额", "adjusted_budget", "40"), ("资金总额", "executed", "30")]
    assert (read.funding[1].weight, read.funding[1].execution_rate, read.funding[1].score) == ("10", "75", "7.5")


def test_heads_below_heads_that_span_nothing_stand_in_their_place() -> None:
    rows: list[list[Written]] = [
        ["类别", "资金总额（万元）", "财政拨款（万元）"],
        ["类别", "预算金额（万元）", "其他资金（万元）"],
        ["", "30", "5"],
        ["三级指标", "指标值", "分值"],
        ["里程", "9公里", "10"],
    ]
    read, _ = grid_form.read(form("部门整体支出绩效目标表", grid(rows)))
    assert [(f.source_label, f.amount_printed) for f in read.funding] == [("预算金额", "30"), ("其他资金", "5")]


def test_a_text_at_the_top_goes_on_with_nothing_where_no_page_was_before() -> None:
    rows: list[list[Written]] = [["项目名称", "养护"], ["三级指标", "指标值"], ["里程", "9公里"]]
    read, _ = grid_form.read(form("项目支出绩效目标表", grid(rows)))
    assert read.evaluations[0].subject_name == "养护"


def test_a_number_alone_below_the_weights_is_the_score() -> None:
    rows: list[list[Written]] = [
        ["项目名称", ("养护", 1, 4), None, None, None],
        ["二级指标", "三级指标", "指标值", "分值", "得分"],
        ["数量指标", "里程", "9公里", "100", "97"],
        ["总分", "", "", ("97", 1, 2), None],
    ]
    head = grid_form.read(form("项目支出绩效自评表", grid(rows)))[0].evaluations[0]
    assert (head.total_weight, head.total_score) == ("", "97")
    rows[-1] = ["总分", "", "", "100", ""]
    head = grid_form.read(form("项目支出绩效自评表", grid(rows)))[0].evaluations[0]
    assert (head.total_weight, head.total_score) == ("100", "")


def test_a_header_below_other_groups_is_made_of_its_own_two_rows() -> None:
    rows: list[list[Written]] = [
        [("基本信息", 1, 2), None, ("说明", 1, 3), None, None],
        ["项目名称", ("养护", 1, 4), None, None, None],
        [("指标分类", 1, 2), None, ("三级指标", 2, 1), ("指标值", 1, 2), None],
        ["一级指标", "二级指标", None, "符号", "数值"],
        ["产出指标", "数量指标", "里程", "≥", "9"],
    ]
    read, _ = grid_form.read(form("项目支出绩效目标表", grid(rows)))
    assert [(i.level1, i.level2, i.level3, i.target_printed) for i in read.indicators] == [
        ("产出指标", "数量指标", "里程", "≥9")
    ]


@pytest.mark.parametrize(
    ("printed", "level", "whole"),
    [("服务对象满意度指", 2, "服务对象满意度指标"), ("数量指", 2, "数量指"), ("社会效益指", 2, "社会效益指标"), ("产出", 1, "产出")],
)  # fmt: skip
def test_a_label_is_completed_where_enough_of_it_is_left(printed: str, level: int, whole: str) -> None:
    assert complete_level(printed, level) == whole


def test_a_head_is_known_by_what_stands_before_its_remark() -> None:
    assert column("得分（20分*执行率）") == "score"
    assert column("全年预") == "adjusted_budget"
    assert column("全") == ""


def test_a_unit_is_a_short_word_without_figures() -> None:
    assert cell_score("unit", "亩", (), False) > cell_score("unit", "标准煤当量", (), False) > IMPOSSIBLE
    assert cell_score("unit", "标准煤的当量", (), False) == cell_score("unit", "9亩", (), False) == IMPOSSIBLE


def test_of_rows_that_lack_a_number_none_is_sure_where_weights_do_not_add_up() -> None:
    """The result of the first row is blank, the weight of the second, the score of the fourth; text keeps no blanks."""
    read = _written(
        "项目名称\t绿化",
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分",
        "产出指标\t数量指标\t绿化面积\t≥300亩\t40\t36",
        "质量指标\t成活率\t≥90%\t92%\t20",
        "时效指标\t完成时间\t12月底前\t12月\t10\t10",
        "效益指标\t社会效益指标\t受益人口\t≥5000人\t5200人\t20",
        title="项目支出绩效自评表",
    )
    undecided = {one.level3: "form_columns_undecided" in one.repair_code for one in read.indicators}
    assert undecided == {"绿化面积": True, "成活率": True, "完成时间": False, "受益人口": True}
    assert "weights_not_full" in [reject.code for reject in read.rejects]


def test_a_name_that_reads_like_a_title_is_the_form_s_name() -> None:
    parts = ("项目支出绩效自评表", "项目名称"), ("卫片执法补助支出绩效自评表", "主管部门 某局", *TABLE)
    numbers = iter(range(1, 99))
    segments = [
        Segment("form", lines[0], tuple(Line(next(numbers), text) for text in lines)) for lines in parts
    ]
    read, _ = parse(segments)
    assert [(e.form_title, e.subject_name) for e in read.evaluations] == [
        ("项目支出绩效自评表", "卫片执法补助支出绩效自评表")
    ]
    assert [i.level3 for i in read.indicators] == ["件数"]


def test_phases_below_the_heads_of_a_grid_are_no_indicators() -> None:
    rows: list[list[Written]] = [
        ["一级指标", "二级指标", "三级指标", "指标值", "三级指标", "指标值"],
        ["", "", ("实施期", 1, 2), None, ("年度", 1, 2), None],
        ["产出指标", "数量指标", "清淤长度", "≥30公里", "清淤长度", "≥10公里"],
    ]
    read, used = grid_form.read(form("项目支出绩效目标表", grid(rows)))
    assert [(i.phase, i.target_printed) for i in read.indicators] == [("term", "≥30公里"), ("annual", "≥10公里")]
    assert used.disposition[3] == "header"
