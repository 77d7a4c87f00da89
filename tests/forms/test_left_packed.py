"""Forms of web pages turned to text: as many bars a row as columns, blank and merged cells lost, the rest packed to the left."""

from __future__ import annotations

import pytest

from loaders import pipeline
from loaders.readers.text import read_text
from loaders.records import Parsed

_EVALUATED = """部门预算项目支出绩效自评表(2023年度) | ||||||||||
项目名称 | 2023年全县安可替代补助资金项目 | |||||||||
主管部门 | 某县司法局部门 | 实施单位 | 某县司法局 | |||||||
项目基本情况 | 1.项目年度目标完成情况 | 项目年度目标 | 年度目标完成情况 | |||||||
根据要求购买安可设备。 | 完成情况说明(100字以内) | |||||||||
预算执行情况(10分) | 年度预算数(万元) | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分 | 原因 | ||
总额 | 0.00 | 3.36 | 3.36 | 100.00% | 10 | 10 | 预算执行率未达到90%的需说明原因(100字以内) | |||
其中:财政资金 | 0.00 | 3.36 | 3.36 | 100.00% | / | / | ||||
绩效指标(90分) | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分 | 未完成原因分析 |
产出指标 | 质量指标 | 完成安可产品购买 | = | 100 | % | 100 | 50 | 50 | ||
经济成本指标 | 成本控制数 | ≤ | 3.36 | 万元 | 3.36 | 40 | 40 | |||
合计 | 100 | |||||||||
"""
_TARGETS = """某中心2023年度整体绩效目标表 | ||||||||
部门(单位)名称 | 某价格认证中心 | |||||||
*部门(单位)职责 | 负责价格认定工作 | |||||||
*年度总体绩效目标 | 做好价格认定工作。 | |||||||
绩效指标 | ||||||||
一级指标 | 二级指标 | 三级指标 | 指标值类型 | *指标值 | 计量单位 | *指标解释 | *评(扣)分标准 | 备注 |
产出指标 | 数量指标 | 业务工作支出安排金额 | 定量 | 28.8万元 | % | 考察业务工作支出安排情况 | 未达指标值酌情扣分 | |
质量指标 | 业务工作支出到位率 | 定量 | 100 | % | 考察业务工作支出到位情况 | 未达指标值酌情扣分 | ||
时效指标 | 工作安排时间 | 定量 | 按月安排 | 考察业务工作支出安排时间 | 未达指标值酌情扣分 | |||
成本指标 | 社会成本指标 | 定量 | 100 | % | 考察总成本控制情况 | 未达指标值酌情扣分 | ||
效益指标 | 经济效益指标 | 未达指标值酌情扣分 | ||||||
社会效益指标 | 保证单位正常运转 | 定性 | 应保尽保 | 考察单位运转需要 | 未达指标值酌情扣分 | |||
"""


def _read(text: str) -> Parsed:
    return pipeline.load(read_text(text.encode(), "form.txt")).parsed


def _indicators(read: Parsed) -> list[tuple[str, ...]]:
    return [(i.level1, i.level2, i.level3, i.target_printed, i.actual_printed, i.weight, i.score) for i in read.indicators]


def test_rows_below_a_merged_label_are_read_by_what_their_cells_say() -> None:
    read = _read(_EVALUATED)

    assert _indicators(read) == [
        ("产出指标", "质量指标", "完成安可产品购买", "=100%", "100", "50", "50"),
        ("成本指标", "经济成本指标", "成本控制数", "≤3.36万元", "3.36", "40", "40"),
    ]
    assert [(f.source_label, f.phase, f.amount_printed) for f in read.funding] == [
        ("总额", "initial_budget", "0.00"),
        ("总额", "adjusted_budget", "3.36"),
        ("总额", "executed", "3.36"),
        ("其中:财政资金", "initial_budget", "0.00"),
        ("其中:财政资金", "adjusted_budget", "3.36"),
        ("其中:财政资金", "executed", "3.36"),
    ]
    assert read.evaluations[0].implementing_unit == "某县司法局"


def test_what_a_template_asks_for_is_no_goal() -> None:
    assert [(f.label, f.value) for f in _read(_EVALUATED).form_fields] == [("项目年度目标", "根据要求购买安可设备。")]


def test_marks_of_duty_unknown_columns_and_nameless_rows() -> None:
    read = _read(_TARGETS)

    assert _indicators(read) == [
        ("产出指标", "数量指标", "业务工作支出安排金额", "28.8万元", "", "", ""),
        ("产出指标", "质量指标", "业务工作支出到位率", "100%", "", "", ""),
        ("产出指标", "时效指标", "工作安排时间", "按月安排", "", "", ""),
        ("产出指标", "成本指标", "社会成本指标", "100%", "", "", ""),
        ("效益指标", "社会效益指标", "保证单位正常运转", "应保尽保", "", "", ""),
    ]
    assert read.evaluations[0].subject_name == "某价格认证中心"
    assert [(f.label, f.value) for f in read.form_fields] == [
        ("*部门(单位)职责", "负责价格认定工作"),
        ("*年度总体绩效目标", "做好价格认定工作。"),
    ]
    assert [(r.code, r.lines) for r in read.rejects if r.code == "form_text_without_cell"] == [("form_text_without_cell", (11,))]


def test_rows_whose_levels_stand_under_their_header_stay_a_grid() -> None:
    text = """项目支出绩效目标表 | | | |
项目名称 | 公园养护 | | |
一级指标 | 二级指标 | 三级指标 | 指标值 |
产出指标 | 数量指标 | 养护面积 | ≥12公顷 |
 | 质量指标 | 合格率 | ≥98% |
"""
    assert _indicators(_read(text)) == [
        ("产出指标", "数量指标", "养护面积", "≥12公顷", "", "", ""),
        ("产出指标", "质量指标", "合格率", "≥98%", "", "", ""),
    ]


_LIST = """| 部门预算项目绩效目标申报表(2023年度) | ||||||||||
| 金额单位:元 | ||||||||||
| 单位名称 | 项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 权重 |
| 820-丑镇部门 | 3,969,840.00 | |||||||||
| 820001-丑镇人民政府 | 村干部报酬 | 3,309,840.00 | 按时发放报酬 | 效益指标 | 社会效益指标 | 社会稳定 | ≥ | 95 | % | 10 |
| 产出指标 | 数量指标 | 村干部人数 | ≥ | 230 | 个 | 80 | ||||
| 满意度指标 | 服务对象满意度指标 | 群众满意度 | 定性 | 好 | 10 | |||||
| 基层组织活动经费 | 660,000.00 | 保障组织活动。 | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥ | 95 | % | 10 | |
| 质量指标 | 正常运转 | ≥ | 95 | % | 20 | |||||
| 行政村数量 | = | 11 | 个 | 70 | ||||||
"""


@pytest.mark.parametrize("bar", [" | ", "\t"])
def test_rows_of_a_list_belong_where_their_levels_stand(bar: str) -> None:
    """``820-丑镇部门`` with a sum is no project; a row that lacks its unit may lack any cell, and is said not to be read."""
    rows = [line.strip("| ").replace(" | ", bar).rstrip("| ") for line in _LIST.splitlines()]
    read = _read(_LIST if bar == " | " else "\n".join(rows))

    assert [(e.subject_name, e.implementing_unit, e.lines) for e in read.evaluations] == [
        ("村干部报酬", "820001-丑镇人民政府", (5, 6)),
        ("基层组织活动经费", "820001-丑镇人民政府", (8, 9, 10)),
    ]
    assert [(f.form_seq, f.amount_printed, f.unit) for f in read.funding] == [
        (1, "3309840.00", "元"),
        (2, "660000.00", "元"),
    ]
    assert [(i.form_seq, *row) for i, row in zip(read.indicators, _indicators(read), strict=True)] == [
        (1, "效益指标", "社会效益指标", "社会稳定", "≥95%", "", "10", ""),
        (1, "产出指标", "数量指标", "村干部人数", "≥230个", "", "80", ""),
        (2, "满意度指标", "服务对象满意度指标", "群众满意度", "≥95%", "", "10", ""),
        (2, "产出指标", "质量指标", "正常运转", "≥95%", "", "20", ""),
        (2, "产出指标", "质量指标", "行政村数量", "=11个", "", "70", ""),
    ]
    assert [(r.code, r.lines) for r in read.rejects if r.stage == "form"] == [("form_text_without_cell", (7,))]


_TWO_LINES = """项目支出绩效自评表 | |||||||||
项目名称 | 卫片执法补助 | ||||||||
绩效指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 | ||||
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | ||||
产出指标 | 数量指标 | 补助经费 | ﹦ | 72890 | 元 | 72890 | 40.00 | 39.00 | |
质量指标 | 验收合格率 | ﹦ | 100 | % | 100 | 50 | 49 | ||
满意度指标 | 服务对象满意度指标 | 满意度 | ≥ | 95 | % | 95 | 10.00 | ||
"""


def test_heads_beside_those_that_the_line_below_parts() -> None:
    """The last row lacks a number, and the weights don't add up: which number it is can't be said."""
    read = _read(_TWO_LINES)

    assert [row[2:] for row in _indicators(read)] == [
        ("补助经费", "﹦72890元", "72890", "40.00", "39.00"),
        ("验收合格率", "﹦100%", "100", "50", "49"),
        ("满意度", "≥95%", "", "95", "10.00"),
    ]
    assert [i.repair_code for i in read.indicators] == ["", "", "form_columns_undecided"]
    assert "weights_not_full" in [r.code for r in read.rejects]
