"""Forms in grids that print two phases, go on over pages, or print operators and units in columns of their own."""

from __future__ import annotations

from dataclasses import replace

from loaders.forms import grid_form
from loaders.forms.form_rows import form_rows
from loaders.model import Cell, Grid
from tests.forms.grids import SELF_EVALUATION, form, funding, grid, indicators

TWO_PHASES = [
    ["项目名称", ("林地管护", 1, 7), *[None] * 6],
    [("项目资金\n（万元）", 2, 1), "实施期资金总额：", ("90", 1, 3), None, None, "年度资金总额：", ("30", 1, 2), None],
    [None, "其中：中央财政资金", ("60", 1, 3), None, None, "其中：中央财政资金", ("20", 1, 2), None],
    [("总体目标", 2, 1), ("实施期目标", 1, 4), None, None, None, ("年度目标", 1, 3), None, None],
    [None, ("三年管护完成。", 1, 4), None, None, None, ("本年管护完成。", 1, 3), None, None],
    [("绩效指标", 4, 1), "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"],
    [None, ("产出指标", 3, 1), ("数量指标", 2, 1), "管护面积", "≥900亩", ("数量指标", 2, 1), "管护面积", "≥300亩"],
    [None, None, None, "补植株数", "9000株", None, "", ""],
    [None, None, "质量指标", "成活率", "≥85%", "质量指标", "成活率", "≥85%"],
]  # fmt: skip


def test_two_phases_side_by_side() -> None:
    parsed, _ = grid_form.read(form("项目支出绩效目标表", grid(TWO_PHASES)))
    assert funding(parsed) == [
        ("实施期资金总额：", "term", "90"),
        ("年度资金总额：", "annual", "30"),
        ("其中：中央财政资金", "term", "60"),
        ("其中：中央财政资金", "annual", "20"),
    ]
    assert [(f.phase, f.value) for f in parsed.form_fields] == [
        ("term", "三年管护完成。"),
        ("annual", "本年管护完成。"),
    ]
    assert indicators(parsed) == [
        ("term", "产出指标", "数量指标", "管护面积", "≥900亩"),
        ("term", "产出指标", "数量指标", "补植株数", "9000株"),
        ("term", "产出指标", "质量指标", "成活率", "≥85%"),
        ("annual", "产出指标", "数量指标", "管护面积", "≥300亩"),
        ("annual", "产出指标", "质量指标", "成活率", "≥85%"),
    ]
    assert [i.indicator_seq for i in parsed.indicators] == [1, 2, 3, 1, 2]


def test_one_name_with_a_target_for_each_phase() -> None:
    rows = [
        ["一级指标", "二级指标", "三级指标", "实施期指标值", "年度指标值"],
        ["产出指标", "数量指标", "管护面积", "≥900亩", "≥300亩"],
        ["", "质量指标", "成活率", "≥85%", ""],
    ]
    parsed, _ = grid_form.read(form("项目支出绩效目标表", grid(rows)))
    assert indicators(parsed) == [
        ("term", "产出指标", "数量指标", "管护面积", "≥900亩"),
        ("term", "产出指标", "质量指标", "成活率", "≥85%"),
        ("annual", "产出指标", "数量指标", "管护面积", "≥300亩"),
    ]


def test_continued_on_the_next_page_without_header() -> None:
    first, rest = SELF_EVALUATION[:10], SELF_EVALUATION[10:]
    whole, _ = grid_form.read(form("项目支出绩效自评表", grid(SELF_EVALUATION)))
    parsed, _ = grid_form.read(form("项目支出绩效自评表", grid(first), grid(rest, 20, 2)))
    assert indicators(parsed) == indicators(whole)
    assert parsed.evaluations[0].total_score == "97.30"
    assert [i.page for i in parsed.indicators] == [1, 2, 2, 2]


def test_continued_in_a_grid_with_other_columns() -> None:
    narrow = [
        ["质量指标", "验收合格率", "＝100%", "95%", "20", "18", "两段返工"],
        ["社会效益指标", "通行能力", "有所提升", "达成", "30", "30", ""],
    ]
    parsed, _ = grid_form.read(form("项目支出绩效自评表", grid(SELF_EVALUATION[:10]), grid(narrow, 20, 2)))
    assert [(i.level2, i.level3, i.weight, i.score, i.deviation) for i in parsed.indicators[1:]] == [
        ("质量指标", "验收合格率", "20", "18", "两段返工"),
        ("社会效益指标", "通行能力", "30", "30", ""),
    ]


def test_continued_with_repeated_header() -> None:
    header = SELF_EVALUATION[8]
    rest = [[("绩效指标", 3, 1), *header[1:]], *SELF_EVALUATION[10:13]]
    parsed, _ = grid_form.read(form("项目支出绩效自评表", grid(SELF_EVALUATION[:10]), grid(rest, 20, 2)))
    assert [i.level3 for i in parsed.indicators] == ["养护里程", "验收合格率", "通行能力", "公众满意度"]


CUT_HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析"]


def test_unlabelled_total_closes_the_indicators() -> None:
    """Some forms print the sum of weights and scores in a last row without the word 总分."""
    rows = [
        CUT_HEADER,
        [("产出指标", 2, 1), ("数量指标", 2, 1), "巡查次数", "≥6次", "7次", "60.00", "58.00", "一次延期"],
        [None, None, "检查次数", "≥4次", "4次", "40.00", "40.00", ""],
        ["", "", "", "", "", "100.00", "98.00", ""],
    ]
    parsed, _ = grid_form.read(form("部门整体支出绩效自评表", grid(rows)))
    assert [i.level3 for i in parsed.indicators] == ["巡查次数", "检查次数"]
    evaluation = parsed.evaluations[0]
    assert (evaluation.total_weight, evaluation.total_score) == ("100.00", "98.00")


def test_row_cut_by_a_page_break_is_one_indicator() -> None:
    """A page break inside a row leaves its texts on both pages and its numbers on one."""
    above = [
        CUT_HEADER,
        ["产出指标", "数量指标", "巡查次数", "≥6次", "7次", "20.00", "20.00", ""],
        ["效益指", "社会效益", "居民出行便", "有所提升", "有所", "10.00", "8.00", "设计变更，"],
    ]
    below = [
        ["标", "指标", "利程度", "", "提升", "", "", "工期延后"],
        [None, "生态效益指标", "水质改善", "明显", "明显", "5.00", "5.00", ""],
    ]
    parsed, _ = grid_form.read(form("项目支出绩效自评表", grid(above), grid(below, 10, 2)))
    assert [
        (i.level1, i.level2, i.level3, i.actual_printed, i.score, i.deviation) for i in parsed.indicators
    ] == [
        ("产出指标", "数量指标", "巡查次数", "7次", "20.00", ""),
        ("效益指标", "社会效益指标", "居民出行便利程度", "有所提升", "8.00", "设计变更，工期延后"),
        ("效益指标", "生态效益指标", "水质改善", "明显", "5.00", ""),
    ]


NATURE = [
    ["项目名称", ("设备购置", 1, 8), *[None] * 7],
    [("预算执行情况（10分）", 2, 1), "年度预算数（万元）", "年初预算", "调整后预算数", "预算执行数", "预算执行率", "权重", "得分", "原因"],
    [None, "总额", "5.00", "3.36", "3.36", "100.00%", "10", "10", ""],
    ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重", "得分"],
    [("产出指标", 3, 1), "数量指标", "设备数量", "≥", "13", "台", "13", "40", "40"],
    [None, ("时效指标", 2, 1), "支付进度", "定性", "及时", "", "及时", "20", "20"],
    [None, None, "完成时间", "", "12月底前", "", "", "", ""],
]  # fmt: skip


def test_operator_and_unit_columns_and_a_column_word_above_the_sources() -> None:
    """指标性质 and 度量单位 belong to the target; 年度预算数 above the labels heads no amounts."""
    read = grid_form.read(form("部门预算项目支出绩效自评表", grid(NATURE)))[0]
    assert [i.target_printed for i in read.indicators] == ["≥13台", "及时", "12月底前"]
    assert funding(read) == [
        ("总额", "initial_budget", "5.00"),
        ("总额", "adjusted_budget", "3.36"),
        ("总额", "executed", "3.36"),
    ]


def test_a_name_that_reads_like_a_label_of_the_head_is_an_indicator() -> None:
    """A target table's row 完成时间 with its value alone does not end the indicators."""
    rows = [
        ["项目名称", ("养护", 1, 3), None, None],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        [("产出指标", 2, 1), ("时效指标", 2, 1), "完成时间", "12月底前"],
        [None, None, "支付及时性", "及时"],
        ["填报人", ("张三", 1, 3), None, None],
    ]
    read = grid_form.read(form("项目支出绩效目标表", grid(rows)))[0]
    assert [i.level3 for i in read.indicators] == ["完成时间", "支付及时性"]


def test_a_value_cut_by_a_page_goes_on_beside_a_blank_label() -> None:
    """福州市医疗保障局 2026: the last character of a project's name stands at the top of the next page."""
    above = grid([["项目名称", "能力提升补助资"]], 3)
    below = grid([["主管部门", "某市医保局"], ["一级指标", "三级指标", "指标值"], ["产出指标", "次数", "≥5次"]], 20)
    cut = Grid(4, 3, (Cell(0, 0, ""), Cell(0, 1, "金", (19,)), *(replace(c, row=c.row + 1) for c in below.cells)), 2)
    parsed, _ = grid_form.read(form("项目绩效目标表", above, cut))
    assert parsed.evaluations[0].subject_name == "能力提升补助资金"
    assert parsed.evaluations[0].supervising_department == "某市医保局"


def test_only_the_last_row_of_a_grid_is_its_last() -> None:
    rows = form_rows([grid([["甲", "乙"], ["丙", "丁"]]), grid([["戊", "己"]])])

    assert [(row.part, row.is_last) for row in rows] == [(0, False), (0, True), (1, True)]
