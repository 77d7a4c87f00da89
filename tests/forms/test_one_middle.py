"""What rows of text and rows of grids say is kept by the same middle: levels of phases, official levels, money, totals."""

from __future__ import annotations

import pytest

from loaders.forms import grid_form, grid_list, parse
from loaders.model import Grid, Line, Segment
from loaders.records import Parsed
from tests.forms.golden_csv import parsed
from tests.forms.grids import SELF_EVALUATION, Written, form, funding, grid, indicators

TARGETS: list[list[Written]] = [["一级指标", "二级指标", "三级指标", "指标值"]]


def _written(*rows: str) -> Parsed:
    """The form that lines of text make, cells apart by one space."""
    title = "项目支出绩效自评表"
    lines = tuple(Line(number, text) for number, text in enumerate((title, *rows), start=1))
    return parse([Segment("form", title, lines)])[0]


def test_a_second_phase_without_columns_for_levels_has_those_of_the_first() -> None:
    rows: list[list[Written]] = [
        ["一级指标", "二级指标", "三级指标", "指标值", "三级指标", "指标值"],
        ["产出指标(50分)", "数量指标", "管护面积", "≥900亩", "管护面积", "≥300亩"],
        ["效益指标(40分)", "", "带动就业", "≥9人", "带动就业", "≥3人"],
    ]
    read, _ = grid_form.read(form("项目支出绩效目标表", grid(rows)))
    assert indicators(read) == [
        ("term", "产出指标", "数量指标", "管护面积", "≥900亩"),
        ("term", "效益指标", "", "带动就业", "≥9人"),
        ("annual", "产出指标", "数量指标", "管护面积", "≥300亩"),
        ("annual", "效益指标", "", "带动就业", "≥3人"),
    ]
    assert [i.level1_weight for i in read.indicators] == ["50", "40", "50", "40"]


@pytest.mark.parametrize(
    ("level2", "level1", "repair"),
    [
        ("经济成本指标", "成本指标", "level1_by_level2"),
        ("社会效益指标", "效益指标", "level1_by_level2"),
        ("成本指标", "产出指标", ""),
        ("质量指标", "产出指标", ""),
    ],
)
def test_a_level_without_the_one_above_it_is_of_its_official_one(
    level2: str, level1: str, repair: str
) -> None:
    grids, _ = grid_form.read(
        form("绩效目标表", grid([*TARGETS, ["产出指标", "数量指标", "数", "≥9个"], ["", level2, "额", "≤5元"]]))
    )
    text = _written(
        "一级指标 二级指标 三级指标 指标值", "产出指标 数量指标 培训人数 ≥9个", f"{level2} 印刷费用 ≤5元"
    )
    for read in (grids, text):
        assert [(i.level1, i.level2) for i in read.indicators] == [
            ("产出指标", "数量指标"),
            (level1, level2),
        ]
        assert [i.repair_code for i in read.indicators] == ["", repair]


def test_a_level_that_no_list_knows_stays_above_official_ones() -> None:
    rows: list[list[Written]] = [["职责履行", "数量指标", "数", "≥9个"], ["", "质量指标", "率", "≥5%"]]
    read, _ = grid_form.read(form("绩效目标表", grid([*TARGETS, *rows])))
    assert [i.level1 for i in read.indicators] == ["职责履行", "职责履行"]


def test_money_under_a_head_that_no_list_knows_is_read_in_text() -> None:
    read = _written(
        "项目名称 农村饮水安全 主管部门 丑县水利局",
        "项目资金（万元） 预算数 到位数 执行数 执行率 得分",
        "资金总额 240.00 220.00 228.00 95% 9.5",
        "一级指标 二级指标 三级指标 目标值 实际值 分值 得分",
        "产出指标 数量指标 开展培训期数 ≥6期 7期 10 10",
    )
    assert funding(read) == [
        ("资金总额", "adjusted_budget", "240.00"),
        ("资金总额", "到位数", "220.00"),
        ("资金总额", "executed", "228.00"),
    ]
    executed = read.funding[-1]
    assert (executed.execution_rate, executed.score, executed.unit) == ("95", "9.5", "万元")


def test_money_of_a_block_whose_label_is_all_that_calls_it() -> None:
    rows: list[list[Written]] = [
        ["项目名称", ("道路养护", 1, 4), None, None, None],
        ["", "年初预算数", "全年预算数", "全年执行数", "得分"],
        ["项目资金（万元）", "30", "30万元", "27", "9"],
    ]
    read, _ = grid_form.read(form("项目支出绩效自评表", grid(rows)))
    assert [(f.source, f.phase, f.amount_printed, f.unit) for f in read.funding] == [
        ("total", "initial_budget", "30", "万元"),
        ("total", "adjusted_budget", "30", "万元"),
        ("total", "executed", "27", "万元"),
    ]


def test_numbers_of_several_cells_under_one_head_are_no_number() -> None:
    rows: list[list[Written]] = [
        ["项目名称", ("道路养护", 1, 3), None, None],
        ["资金来源", ("年初预算数", 1, 2), None, "全年执行数"],
        ["资金总额", "9", "3", "8"],
        ["三级指标", "指标值", ("分值", 1, 2), None],
        ["里程", "≥9公里", "10", "5"],
        ["长度", "≥9公里", "10", ""],
        ["合计", "", "20", "5"],
    ]
    read, _ = grid_form.read(form("项目支出绩效自评表", grid(rows)))
    assert funding(read) == [("资金总额", "executed", "8")]
    assert [(r.code, r.source_text, r.lines) for r in read.rejects] == [
        ("form_cell_without_label", "9", (4,)),
        ("form_cell_without_label", "3", (4,)),
    ]
    assert [(i.level3, i.weight, i.repair_code) for i in read.indicators] == [
        ("里程", "", "form_cells_undecided"),
        ("长度", "10", ""),
    ]
    assert (read.evaluations[0].total_weight, read.evaluations[0].total_score) == ("20", "5")


def test_the_first_total_of_a_form_is_its_total() -> None:
    rows = [*SELF_EVALUATION, [("总分", 1, 6), *[None] * 5, "90", "80", ("", 1, 2), None]]
    read, _ = grid_form.read(form("项目支出绩效自评表", grid(rows)))
    head = read.evaluations[0]
    assert (head.total_weight, head.total_score) == ("100", "97.30")
    assert len(read.indicators) == 4


@pytest.mark.parametrize(
    ("row", "weight", "score"),
    [
        ([("合计", 1, 3), None, None, "100", ""], "100", ""),
        ([("合计", 1, 3), None, None, "", "97"], "", "97"),
        ([("合计", 1, 3), None, None, ("97", 1, 2), None], "", "97"),
        ([("合计", 1, 3), None, None, "100", "97"], "100", "97"),
    ],
)
def test_a_total_under_the_weights_is_no_score(row: list[Written], weight: str, score: str) -> None:
    rows: list[list[Written]] = [
        ["二级指标", "三级指标", "指标值", "分值", "得分"],
        ["数量指标", "里程", "≥3公里", "60", ""],
        row,
    ]
    read, _ = grid_form.read(form("项目支出绩效自评表", grid(rows)))
    assert (read.evaluations[0].total_weight, read.evaluations[0].total_score) == (weight, score)


def test_a_seal_is_no_part_of_a_value() -> None:
    text = "项目支出绩效目标表\n项目名称 道路养护\n实施单位 某市公路处\n(盖章)\n一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 里程 ≥3公里\n"
    assert parsed(text).evaluations[0].implementing_unit == "某市公路处"


def test_one_text_under_two_goals_is_the_first_ones() -> None:
    read = _written(
        "项目名称 道路养护",
        "预期目标 实际完成情况",
        "完成道路养护30公里。",
        "一级指标 二级指标 三级指标 目标值 实际值 分值 得分",
        "产出指标 数量指标 里程 ≥3公里 3公里 10 10",
    )
    assert [(f.label, f.value) for f in read.form_fields] == [("预期目标", "完成道路养护30公里。")]


def test_a_numbered_name_beside_a_merged_target_is_an_indicator_of_its_own() -> None:
    rows: list[list[Written]] = [
        *TARGETS,
        ["产出指标", "数量指标", "指标1：培训", ("≥9人", 3, 1)],
        ["产出指标", "数量指标", "人数", None],
        ["产出指标", "数量指标", "指标2：参训", None],
    ]
    cells = [
        [cell if col > 1 or row < 2 else None for col, cell in enumerate(one)] for row, one in enumerate(rows)
    ]
    cells[1][0], cells[1][1] = ("产出指标", 3, 1), ("数量指标", 3, 1)
    read, _ = grid_form.read(form("绩效目标表", grid(cells)))
    assert [i.level3 for i in read.indicators] == ["指标1：培训人数", "指标2：参训"]


def test_a_page_of_a_list_with_more_columns_than_its_header_is_rejected() -> None:
    head: list[list[Written]] = [
        ["项目名称", "一级指标", "二级指标", "三级指标", "指标值"],
        ["河道清淤", "产出指标", "数量指标", "清淤长度", "≥3公里"],
    ]
    page: Grid = grid([["甲", "乙", "丙", "丁", "戊", "己", "庚"]], first_line=9)
    read, _ = grid_list.read(form("项目支出绩效目标表", grid(head), page))
    assert [(r.code, r.lines) for r in read.rejects] == [("list_page_without_header", (9,))]
    assert [i.level3 for i in read.indicators] == ["清淤长度"]


def test_a_label_of_both_levels_that_stands_alone_is_first_the_one_and_then_the_other() -> None:
    alone: list[list[Written]] = [[(text, 1, 3), None, None] for text in ("满意度指标", "产出指标", "数量指标")]
    rows: list[list[Written]] = [
        ["三级指标", "指标值", "分值"],
        alone[0],
        alone[0],
        ["群众满意", "≥9%", "10"],
        *alone[1:],
        ["里程", "≥9公里", "10"],
    ]
    read, _ = grid_form.read(form("绩效目标表", grid(rows)))
    assert [row[1:4] for row in indicators(read)] == [
        ("满意度指标", "满意度指标", "群众满意"),
        ("产出指标", "数量指标", "里程"),
    ]


def test_words_call_amounts_from_the_label_of_the_funding_block_to_the_next_label() -> None:
    rows: list[list[Written]] = [
        ["项目名称", ("道路养护", 1, 2), None],
        ["检查次数", "4", ""],
        [("项目资金（万元）", 1, 3), None, None],
        ["培训费用", "5", ""],
        ["财政拨款", "3", ""],
        [("年度目标", 1, 3), None, None],
        ["完成培训", "7", ""],
        ["三级指标", "指标值", "分值"],
        ["里程", "≥9公里", "10"],
    ]
    read, _ = grid_form.read(form("绩效目标表", grid(rows)))
    assert [(f.source_label, f.amount_printed, f.unit) for f in read.funding] == [
        ("培训费用", "5", "万元"),
        ("财政拨款", "3", "万元"),
    ]


def test_a_head_before_the_levels_that_no_list_knows_leaves_rows_of_text_undecided() -> None:
    read = _written("任务类型 一级指标 二级指标 三级指标 指标值", "产出指标 数量指标 培训人数 ≥9个")
    assert [i.repair_code for i in read.indicators] == ["form_columns_undecided"]


def test_each_of_several_columns_that_no_list_knows_is_one_of_the_same_row() -> None:
    read = _written(
        "一级指标 分值 二级指标 分值 三级指标 分值 指标解释 评分标准 得分 扣分原因",
        "产出指标 50 数量指标 50 开展培训期数 10 考核培训期数 完成得满分，否则酌情扣分 9.5 受天气影响未完成。",
    )
    assert [(i.level3, i.weight, i.score, i.criteria, i.deviation) for i in read.indicators] == [
        ("开展培训期数", "10", "9.5", "考核培训期数；完成得满分，否则酌情扣分", "受天气影响未完成。")
    ]


def test_heads_below_heads_are_no_indicator() -> None:
    read = _written(
        "一级指标 二级指标 三级指标 年度指标值 全年预计完成情况 偏差原因分析",
        "确定能 有可能 不可能",
        "产出指标 数量指标 开展培训期数 ≥6期 7期",
        "质量指标 培训合格率 按要求完成 已完成",
    )
    assert [(i.level1, i.level2, i.level3) for i in read.indicators] == [
        ("产出指标", "数量指标", "开展培训期数"),
        ("产出指标", "质量指标", "培训合格率"),
    ]
    assert [(r.code, r.lines) for r in read.rejects] == [("form_text_without_cell", (3,))]


def test_money_of_both_phases_and_a_coded_name_are_the_same_in_a_grid_and_in_text() -> None:
    rows: list[list[Written]] = [
        ["项目名称", ("51092324T000010263357-道路养护", 1, 3), None, None],
        ["实施期资金总额：", "90", "年度资金总额：", "30万元"],
        ["其中：财政拨款", "80", "其中：财政拨款", "20"],
        ["其他资金", "10", "其他资金", "10"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "管护面积", "≥900亩"],
    ]
    for read in (
        grid_form.read(form("项目支出绩效目标表", grid(rows)))[0],
        _written(*(" ".join(c if isinstance(c, str) else c[0] for c in row if c) for row in rows)),
    ):
        head = read.evaluations[0]
        assert (head.project_code, head.subject_name) == ("51092324T000010263357", "道路养护")
        assert [
            (f.source, f.phase, f.phase_label, f.amount_printed, f.lines) for f in read.funding
        ] == [
            ("total", "term", "实施期资金总额", "90", (3,)),
            ("total", "annual", "年度资金总额", "30", (3,)),
            ("fiscal", "term", "实施期资金总额", "80", (4,)),
            ("fiscal", "annual", "年度资金总额", "20", (4,)),
            ("other", "term", "实施期资金总额", "10", (5,)),
            ("other", "annual", "年度资金总额", "10", (5,)),
        ]
