"""The forms that ministries print as patterns, filled in: 财预〔2019〕136号 (monitoring), 财预〔2021〕6号 (transfers by region),
财预〔2015〕82号 (whole departments, projects of several years)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.forms import parse
from loaders.forms.claim import claimed
from loaders.model import Block, Line, Segment
from loaders.records import Parsed
from tests.forms.grids import Written, grid

Form = tuple[str, list[list[Written]]]

MONITORING: Form = ("项目支出绩效目标执行监控表", [
    [("项目名称", 1, 2), None, ("农村公路养护", 1, 9)],
    [("主管部门及代码", 1, 2), None, ("[321]寅县交通运输局", 1, 4), None, None, None, "实施单位", ("寅县公路养护中心", 1, 4)],
    [("项目资金\n（万元）", 4, 2), None, ("", 1, 2), None, "年初预算数", "1-7月执行数", "1-7月执行率", ("全年预计执行数", 1, 4)],
    [None, None, ("年度资金总额：", 1, 2), None, "420.00", "210.50", "50.12%", ("400.00", 1, 4)],
    [None, None, ("其中：本年一般公共预算拨款", 1, 2), None, "400.00", "200.50", "50.13%", ("380.00", 1, 4)],
    [None, None, ("其他资金", 1, 2), None, "20.00", "10.00", "50.00%", ("20.00", 1, 4)],
    [("年度总体目标", 1, 2), None, ("养护农村公路120公里。", 1, 9)],
    [("绩\n效\n指\n标", 5, 1), ("一级指标", 2, 1), ("二级指标", 2, 1), ("三级指标", 2, 1), ("年度指标值", 2, 1), ("1-7月执行情况", 2, 1),
     ("全年预计完成情况", 2, 1), ("偏差原因分析", 1, 2), None, ("完成目标可能性", 2, 1), ("备注", 2, 1)],
    [*[None] * 7, "经费保障", "原因说明"],
    [None, ("产出指标", 2, 1), "数量指标", "养护里程", "≥120公里", "66公里", "120公里", "", "", "确定能"],
    [None, None, "质量指标", "养护合格率", "≥95%", "96%", "96%", "", "", "确定能"],
    [None, "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "", "92%", "", "尚未调查", "有可能"],
])  # fmt: skip
TRANSFER: Form = ("中央对地方转移支付区域绩效自评表", [
    [("转移支付名称", 1, 2), None, ("农村危房改造补助资金", 1, 6)],
    [("中央主管部门", 1, 2), None, ("住房城乡建设部", 1, 6)],
    [("地方主管部门", 1, 2), None, ("卯省住房城乡建设厅", 1, 2), None, "资金使用单位", ("各市县住建部门", 1, 3)],
    [("资金投入情况\n（万元）", 4, 2), None, ("", 1, 2), None, "全年预算数（A）", "全年执行数（B）", ("预算执行率（B/A）", 1, 2)],
    [None, None, ("年度资金总额：", 1, 2), None, "9000", "8100", ("90%", 1, 2)],
    [None, None, ("其中：中央财政资金", 1, 2), None, "6000", "5400", ("90%", 1, 2)],
    [None, None, ("地方资金", 1, 2), None, "3000", "2700", ("90%", 1, 2)],
    [("总体目标完成情况", 2, 2), None, ("总体目标", 1, 3), None, None, ("全年实际完成情况", 1, 3)],
    [None, None, ("完成危房改造3000户。", 1, 3), None, None, ("完成危房改造3050户。", 1, 3)],
    [("绩效指标", 4, 1), "一级指标", "二级指标", ("三级指标", 1, 2), None, "指标值", "全年实际完成值", "未完成原因和改进措施"],
    [None, ("产出指标", 2, 1), "数量指标", ("改造户数", 1, 2), None, "≥3000户", "3050户", ""],
    [None, None, "时效指标", ("当年开工率", 1, 2), None, "100%", "98%", "雨季影响"],
    [None, "满意度指标", "服务对象满意度指标", ("农户满意度", 1, 2), None, "≥90%", "95%", ""],
    [("说明", 1, 2), None, ("无", 1, 6)],
])  # fmt: skip
DEPARTMENT: Form = ("部门整体支出绩效目标申报表", [
    [("部门名称", 1, 2), None, ("辰县文化和旅游局", 1, 4)],
    [("年度主要任务", 5, 1), ("任务名称", 2, 1), ("主要内容", 2, 1), ("预算金额（万元）", 1, 3)],
    [None, None, None, "总额", "财政拨款", "其他资金"],
    [None, "公共文化服务", "开展文化活动", "300.00", "280.00", "20.00"],
    [None, "文物保护", "修缮文物", "150.00", "150.00", "0.00"],
    [None, ("金额合计", 1, 2), None, "450.00", "430.00", "20.00"],
    [("年度总体目标", 1, 2), None, ("开展活动50场，修缮文物3处。", 1, 4)],
    [("年度绩效指标", 4, 1), "一级指标", "二级指标", ("三级指标", 1, 2), None, "指标值"],
    [None, ("产出指标", 2, 1), "数量指标", ("活动场次", 1, 2), None, "≥50场"],
    [None, None, "质量指标", ("修缮合格率", 1, 2), None, "100%"],
    [None, "效益指标", "社会效益指标", ("群众文化生活", 1, 2), None, "更加丰富"],
])  # fmt: skip
YEARS: Form = ("项目支出绩效目标表", [
    [("项目名称", 1, 2), None, ("校舍维修", 1, 4)],
    [("主管部门及代码", 1, 2), None, "巳县教育局", "实施单位", ("巳县第一中学", 1, 2)],
    [("项目资金\n（万元）", 4, 2), None, "中期资金总额", "900", "年度资金总额", "300"],
    [None, None, "其中：财政拨款", "800", "其中：财政拨款", "260"],
    [None, None, "事业收入", "60", "事业收入", "20"],
    [None, None, "其他资金", "40", "其他资金", "20"],
    [("总体目标", 2, 1), ("中期目标（2024年—2026年）", 1, 3), None, None, ("年度目标", 1, 2)],
    [None, ("维修校舍9栋。", 1, 3), None, None, ("维修校舍3栋。", 1, 2)],
    [("绩效指标", 4, 1), "一级指标", "二级指标", "三级指标", "中期指标值", "年度指标值"],
    [None, ("产出指标", 2, 1), "数量指标", "维修栋数", "9栋", "3栋"],
    [None, None, "成本指标", "每栋成本", "≤100万元", "≤100万元"],
    [None, "满意度指标", "服务对象满意度指标", "师生满意度", "≥90%", "≥90%"],
])  # fmt: skip

SOURCES: Form = ("2023年度部门整体支出绩效自评表", [
    ["预算单位名称", ("午县人力资源和社会保障局", 1, 7)],
    [("年度预算申请\n（万元）", 5, 1), "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    [None, "年度资金总额", "1500", "1600", "1520", "10", "95%", "9.5"],
    [None, ("按收入性质分：", 1, 3), None, None, ("按支出性质分：", 1, 4)],
    [None, ("其中：一般公共预算：1400", 1, 3), None, None, ("其中：基本支出：1200", 1, 4)],
    [None, ("其他资金：120万元", 1, 3), None, None, ("项目支出：320", 1, 4)],
    [("年度总体目标", 2, 1), ("预期目标", 1, 4), None, None, None, ("实际完成情况", 1, 3)],
    [None, ("新增就业3000人。", 1, 4), None, None, None, ("新增就业3200人。", 1, 3)],
    [("绩效指标", 4, 1), "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    [None, ("产出指标\n(50分)", 2, 1), "数量指标", "新增就业人数", "≥3000人", "3200人", "25", "25"],
    [None, None, "质量指标", "培训合格率", "≥90%", "88%", "25", "24"],
    [None, "效益指标\n(40分)", "社会效益指标", "失业率", "≤4.5%", "4.2%", "40", "40"],
    [("总分", 1, 6), *[None] * 5, "100", "98.5"],
    ["自评等级", ("☑优 □良 □中 □差", 1, 7)],
])  # fmt: skip

OWN_SOURCES: Form = ("项目支出绩效自评表", [
    [("项目名称", 1, 2), None, ("丙区智慧停车", 1, 6)],
    [("项目资金（万元）", 4, 2), None, "资金来源", "年初预算数（A）", "全年预算数（B）", "全年执行数（C）", "执行率（C/B）", "得分"],
    [None, None, "合计", "300.00", "280.00", "266.00", "95.00%", "9.5"],
    [None, None, "上级补助", "100.00", "100.00", "96.00", "96.00%", ""],
    [None, None, "本级安排", "200.00", "180.00", "170.00", "94.44%", ""],
    [("绩效指标", 4, 1), "一级指标", "二级指标", "三级指标", "目标值", "实际值", "分值", "得分"],
    [None, ("产出", 2, 1), "数量", "泊位数量", "≥500个", "520个", "45", "45"],
    [None, None, "时效", "完成时间", "2023年12月前", "2024年1月", "30", "15"],
    [None, "效益", "社会效益", "停车便利度", "提升", "有所提升", "25", "23"],
    [("总分", 1, 6), *[None] * 5, "100", "92.5"],
    [("填报人：张某", 1, 4), None, None, None, ("联系电话：13800000000", 1, 4)],
])  # fmt: skip


def read(title: str, *blocks: Block) -> Parsed:
    """What the form with this title and these blocks says."""
    parts = claimed([Segment("form", title, (Line(1, title), *blocks))])
    return parse([part for part in parts if part.kind == "form"])[0]


def in_text(rows: Sequence[Sequence[Written]]) -> Iterator[tuple[str, list[Line]]]:
    """The rows as text that has lost its blank cells and what a cell spans: tabs, spaces, one cell a line."""
    texts = [[(c if isinstance(c, str) else c[0]).replace("\n", "") for c in row if c] for row in rows]
    texts = [[text for text in row if text] for row in texts]
    lines = {
        "tabs": ["\t".join(row) for row in texts],
        "spaces": [" ".join(row) for row in texts],
        "cells": [text for row in texts for text in row],
    }
    for name, printed in lines.items():
        yield name, [Line(number, text) for number, text in enumerate(printed, start=2)]


def as_grid(rows: Sequence[Sequence[Written]]) -> Block:
    """The rows as a grid, each filled up to the widest."""
    widest = max(len(row) for row in rows)
    return grid([[*row, *[None] * (widest - len(row))] for row in rows])
