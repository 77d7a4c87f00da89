"""Forms as public pages print them when their text is taken: labels and figures of real ones, all cells or none wrong.

``qingshan``: one cell a line, blank cells as blank lines, the indicators twice (for all years and for one), their first
levels repeated; ``guichi``: spaces between cells in one line; ``daying``: bars, blank cells at the end of rows;
``qingshen``: one cell a line with a bar behind each; ``nanyue``: hints of a template in the names (``≥**个``), stamps below;
``ningde``: a department's tasks with the projects that pay for them; ``qingshan-school``: a row a line, its cells run together.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.pipeline import Staged, load
from loaders.readers.text import read_text

HERE = Path(__file__).parent
Row = tuple[str, str, str, str, str, str]  # second level, name, target, result, weight, score


def _staged(name: str) -> Staged:
    return load(read_text((HERE / f"{name}.txt").read_bytes(), f"{name}.txt"))


def _rows(staged: Staged) -> list[Row]:
    return [
        (i.level2, i.level3, i.target_printed, i.actual_printed, i.weight, i.score) for i in staged.parsed.indicators
    ]


INDICATORS: dict[str, list[Row]] = {
    "qingshan": [
        ("数量指标", "重点建设工程安排数量", "2", "", "", ""),
        ("质量指标", "重点建设工程验收合格率", "100%", "", "", ""),
        ("成本指标", "建设项目成本", "参照政府采购成本控制", "", "", ""),
        ("时效指标", "重点建设工程按期完成率", "100%", "", "", ""),
        ("可持续影响指标", "基础教育巩固提高情况", "巩固提高", "", "", ""),
        ("社会效益指标", "基础教育学校办学条件", "持续改善", "", "", ""),
        ("服务对象满意度指标", "学生、家长、社会满意度", "≥90%", "", "", ""),
    ],
    "guichi": [
        ("数量指标", "基建工程委托业务项目数量", "≥50个", "50", "8", "8"),
        ("质量指标", "委托业务报告合格率", "≥100百分比", "100", "8", "8"),
        ("质量指标", "经费支出合规性", "严格执行相关制度规定", "达成预期指标", "8", "8"),
        ("时效指标", "提交报告及时性", "在项目计划完成时间内完成", "达成预期指标", "8", "8"),
        ("成本指标", "项目总成本", "≤90万元", "90", "8", "8"),
        ("成本指标", "单项业务成本", "符合相关规定", "达成预期指标", "10", "10"),
        ("社会效益指标", "对维护基建市场公平的影响程度", "效果明显", "达成预期指标", "10", "10"),
        ("生态效益指标", "对控制基建项目成本影响程度", "效果明显", "达成预期指标", "10", "10"),
        ("可持续影响指标", "对推动基建项目“四项制度”健全和落实的持续性影响", "效果明显", "达成预期指标", "10", "10"),
        ("满意度指标", "公众满意度", "≥95百分比", "95", "10", "10"),
    ],
    "daying": [
        ("质量指标", "完成安可产品购买并按要求支付资金", "=100%", "100", "60", "60"),
        ("社会效益指标", "使用人员便利程度", "优良中低差", "优", "30", "30"),
    ],
    "qingshen": [
        ("数量指标", "发放(缴纳)覆盖率", "=100%", "", "60", ""),
        ("社会效益指标", "足额保障率(参保率)", "=100%", "", "30", ""),
    ],
    "nanyue": [
        ("数量指标", "旅游基础设施建设工程", ">=20平方米", "", "", ""),
        ("数量指标", "旅游景点开发数量(≥**个)", ">=4个", "", "", ""),
        ("数量指标", "流转土地", ">=60亩", "", "", ""),
        ("质量指标", "*基础设施建设质量达标率100%", ">=98%", "", "", ""),
        ("时效指标", "基础设施建设按期完成率(≥**%)", ">=95%", "", "", ""),
        ("成本指标", "流转土地补助标准", "<=475元/亩", "", "", ""),
        ("经济效益指标", "带动增加贫困人口收入(≥**万元)", ">=2.61万元", "", "", ""),
        ("社会效益指标", "受益建档立卡贫困人口数≥**人", ">=29人", "", "", ""),
        ("服务对象满意度指标", "旅游区居民满意度(≥**%)", ">=90%", "", "", ""),
    ],
    "qingshan-school": [
        ("数量指标", "农村义务教育学校改造覆盖率", "100%", "", "", ""),
        ("质量指标", "校舍维修改造质量合格率", "100%", "", "", ""),
        ("质量指标", "购置设施设备质量合格率", "100%", "", "", ""),
        ("时效指标", "预算资金当年下达率", "100%", "", "", ""),
        ("成本指标", "建设项目成本控制率", "100%", "", "", ""),
        ("可持续影响指标", "义务教育优质均衡发展情况", "稳步提高", "", "", ""),
        ("社会公众或服务对象满意度指标", "学生家长满意度", "≥90%", "", "", ""),
        ("社会公众或服务对象满意度指标", "学校满意度", "≥90%", "", "", ""),
    ],
}
FUNDING = {
    "qingshan": [("", "10000"), ("annual", "10000"), ("", "10000"), ("annual", "10000")],
    "guichi": [(p, a) for row in (("0", "0", "0"), ("90", "89.974", "89.974")) for p, a in zip(("initial_budget", "adjusted_budget", "executed"), row, strict=True)],
    "daying": [(p, a) for row in (("0.00", "3.36", "3.36"), ("0.00", "3.36", "3.36"), ("0.00",) * 3, ("0.00",) * 3) for p, a in zip(("initial_budget", "adjusted_budget", "executed"), row, strict=True)],
    "qingshan-school": [("annual", "16"), ("annual", "16")],
    "nanyue": [("annual", "10"), ("annual", "10"), ("annual", "0")],
    "qingshen": [(p, a) for row in (("238.93", "251.89", "251.89"), ("238.93", "251.89", "251.89"), ("0.00",) * 3, ("0.00",) * 3) for p, a in zip(("initial_budget", "adjusted_budget", "executed"), row, strict=True)],
}  # fmt: skip

@pytest.mark.parametrize("name", INDICATORS)
def test_indicators_of_public_pages(name: str) -> None:
    assert _rows(_staged(name)) == INDICATORS[name]


@pytest.mark.parametrize("name", FUNDING)
def test_funding_of_public_pages(name: str) -> None:
    assert [(f.phase, f.amount_printed) for f in _staged(name).parsed.funding] == FUNDING[name]


def test_a_prompt_s_figures_are_no_figures_of_the_form() -> None:
    """``预算执行率未达到90%的需说明原因(100字以内)`` stands where the reason is to be written."""
    assert [r.code for name in ("daying", "qingshen") for r in _staged(name).parsed.rejects] == []


def test_hints_of_a_template_leave_nothing_undecided() -> None:
    assert [one.repair for one in _staged("nanyue").parsed.indicators if one.repair] == []


def test_money_of_tasks_is_called_by_the_project_not_by_what_the_department_does() -> None:
    found = _staged("ningde").parsed.funding
    assert [(one.source_label, one.source, one.amount_printed) for one in found] == [
        ("资金总额", "total", "171.41"), ("项目支出", "project", "60.8"), ("基本支出", "basic", "110.61"),
        ("年鉴出版经费", "", "49.8"), ("人员福利经费", "", "11"), ("基本支出", "basic", "171.41"),
    ]  # fmt: skip


def test_whose_a_page_of_run_on_rows_is() -> None:
    staged = _staged("qingshan-school")
    form = staged.parsed.evaluations[0]
    assert staged.identity.agency_name == form.supervising_department == "青山区教育局"
    assert (form.subject_name, form.implementing_unit) == ("农村义务教育薄弱学校改造补助资金", "化工区学校")


def test_a_digit_in_a_name_that_touches_its_value_leaves_the_row_undecided() -> None:
    text = (HERE / "qingshan-school.txt").read_text().replace("校舍维修改造质量合格率100%", "维修3校100间")
    read = load(read_text(text.encode(), "x.txt")).parsed.indicators
    assert [one.level3 for one in read if "不能确定" in one.repair] == ["维修3校"]


def test_two_values_that_touch_are_not_cut() -> None:
    text = (HERE / "qingshan-school.txt").read_text().replace("指标内容指标值", "指标内容指标值分值").replace("100%", "100%10")
    staged = load(read_text(text.encode(), "x.txt"))
    assert (staged.parsed.indicators, "form_without_header" in [one.code for one in staged.parsed.rejects]) == ([], True)


def test_a_company_that_carries_out_a_project_is_not_its_publisher() -> None:
    assert _staged("nanyue").identity.agency_name == "南岳镇政府"
