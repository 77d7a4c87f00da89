"""Tables run together in one line."""

from __future__ import annotations

from loaders.document.run_on import with_tables
from loaders.model import Document, Grid, Line
from loaders.pipeline import load

_LINE = (
    "第一部分 2021年某区一般公共预算收入执行情况表 表一 单位:万元 2020年 2021年 完成数 预算数 49,171 51,385 4.50% "
    "税收收入小计 27,631 33,385 20.82% 增值税 13,950 18,835 26.06%"
)


def _read(text: str) -> tuple[object, ...]:
    return with_tables(Document("", "", "text/plain", "text", (Line(7, text),))).blocks


def test_rows_that_are_all_alike_are_a_table() -> None:
    before, title, unit, grid = _read(_LINE)

    assert before == Line(7, "第一部分")
    assert title == Line(7, "2021年某区一般公共预算收入执行情况表")
    assert unit == Line(7, "表一 单位:万元")
    assert isinstance(grid, Grid)
    assert [(c.row, c.col, c.text) for c in grid.cells if c.row in (0, 1, 3)] == [
        (0, 1, "2020年完成数"),
        (0, 2, "2021年预算数"),
        (1, 1, "49,171"),
        (1, 2, "51,385"),
        (3, 0, "增值税"),
        (3, 1, "13,950"),
        (3, 2, "18,835"),
    ]
    assert {c.lines for c in grid.cells} == {(7,)}


def test_rows_that_differ_stay_one_line() -> None:
    text = _LINE.replace("13,950 18,835", "13,950")

    assert _read(text) == (Line(7, text),)


def test_headings_within_a_long_line_are_lines_of_their_own() -> None:
    text = (
        "三、2021年度决算情况说明 (一)收入支出决算总体情况说明 2021年度收入总计519.07万元，支出总计519.07万元。"
        + "主要原因是基本支出人员类经费标准提高，流浪乞讨人员增加，护送返乡人员增加，差旅费增加。" * 3
        + " (二)收入决算情况说明 本年收入合计519.07万元。"
    )

    assert [block.text[:20] for block in _read(text) if isinstance(block, Line)] == [
        "三、2021年度决算情况说明",
        "(一)收入支出决算总体情况说明",
        "2021年度收入总计519.07万元，支",
        "(二)收入决算情况说明",
        "本年收入合计519.07万元。",
    ]
    assert _read(text[:150]) == (Line(7, text[:150]),)


_FORM = (
    "附件: 项目支出绩效自评表 (2022年度) 项目名称 委托业务项目 主管部门 某镇人民政府 实施单位 某镇人民政府 项目资金 (万元) "
    "年初预算数 全年预算数 全年执行数 分值 执行率 得分 年度资金总额: 90 89.974 89.974 10 100% 10 "
    "年度总体目标 预期目标 实际完成情况 完成设计。 完成了设计。 绩效指标 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 "
    "偏差原因分析及改进措施 产出指标(50分) 数量指标 委托业务数量 ≥50个 50 40 40 质量指标 合格率 ≥98% 99% 50 50 总分 100 100"
)


def test_a_form_with_spaces_between_its_cells_is_read() -> None:
    read = load(Document("", "", "text/plain", "text", (Line(3, _FORM),))).parsed

    assert [(i.level1, i.level2, i.level3, i.target_printed, i.actual_printed, i.weight, i.score) for i in read.indicators] == [
        ("产出指标", "数量指标", "委托业务数量", "≥50个", "50", "40", "40"),
        ("产出指标", "质量指标", "合格率", "≥98%", "99%", "50", "50"),
    ]
    assert [(f.phase, f.amount_printed) for f in read.funding] == [
        ("initial_budget", "90"),
        ("adjusted_budget", "89.974"),
        ("executed", "89.974"),
    ]
    assert read.rejects == []


def test_a_form_without_spaces_between_its_header_cells_stays_one_line() -> None:
    glued = _FORM.replace("一级指标 二级指标", "一级指标二级指标")

    assert _read(glued) == (Line(7, glued),)


def test_numbered_headings_and_items_behind_a_stop_are_lines_of_their_own() -> None:
    text = (
        "一、主要职能 协助区里开展监督工作,承办各项会务。 三、部门收支概况 (一)2017年初预算收入27.72万元,其中:一般公共预算拨款22.72万元,专项拨款5万元。 "
        "(二)2017年初预算支出27.72万元,其中:教育支出17.72万元,住房保障支出10万元。 四、公共预算拨款支出 2017年公共预算拨款支出22.72万元。 "
        "七、其他事项的情况说明 (一)机关运行经费 2017年某区委员会运行经费财政拨款预算11.28万元,用于购买货物和服务,包括办公费、印刷费、差旅费。"
    )
    blocks = _read(text)
    assert [block.text[:8] for block in blocks if isinstance(block, Line)] == [
        "一、主要职能", "协助区里开展监督", "三、部门收支概况", "(一)2017年", "(二)2017年", "四、公共预算拨款",
        "2017年公共预", "七、其他事项的情", "(一)机关运行经", "2017年某区委",
    ]  # fmt: skip
    assert _read(text[:190]) == (Line(7, text[:190]),)
    stated = load(Document("", "", "text/plain", "text", (Line(7, text),))).parsed.stated_amounts
    assert [row.subject_name for row in stated] == [
        "预算收入", "一般公共预算拨款", "专项拨款", "预算支出", "教育支出", "住房保障支出", "公共预算拨款支出", "某区委员会运行经费财政拨款预算",
    ]  # fmt: skip
