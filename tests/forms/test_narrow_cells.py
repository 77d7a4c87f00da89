"""Narrow cells: labels and numbers that are broken over lines, in forms printed as text."""

from __future__ import annotations

import pytest

from loaders import forms
from loaders.document.segment import segments
from loaders.forms.likelihood import best_score, cell_score, is_unlikely
from loaders.forms.pieces import pieces_of
from loaders.forms.plain_funding import targeted
from loaders.forms.vocabulary import INDICATOR_COLUMNS
from loaders.model import Document, Line
from tests.forms.golden_csv import original

SAID = ("≥95%", "10", "（10分）", "及时", "达成指标", "无", "无偏差", "产出指标", "数量指标", "服务对象满意度指", "养护里程",
        "项目完成时间", "2024年12月底前", "95.00%", "定量", "≥", "人次", "因天气延期，未完成。", "-", "2370人")  # fmt: skip


def _lines(*texts: str) -> list[Line]:
    return [Line(number, text) for number, text in enumerate(texts, start=1)]


def test_thousands_broken_over_lines_are_one_number() -> None:
    """``5,756,69`` with ``2`` below it is 5,756,692; ``5,756,692`` with ``2`` below it is two numbers."""
    assert [p.text for p in pieces_of(_lines("5,756,69", "2 年度"))] == ["5,756,692", "年度"]
    assert [p.text for p in pieces_of(_lines("5,756,692", "2 年度"))] == ["5,756,692", "2", "年度"]


def test_decimals_broken_over_lines_need_a_form_of_two_decimals() -> None:
    """``100.0`` with ``0`` below it is one number only where the form prints two decimals throughout."""
    assert [p.text for p in pieces_of(_lines("9.00 8.50", "100.0", "0 96.70"))] == [
        "9.00",
        "8.50",
        "100.00",
        "96.70",
    ]
    assert [p.text for p in pieces_of(_lines("9.5", "0", "甲 9.5"))] == ["9.5", "0", "甲", "9.5"]


def test_amounts_a_line_each_are_of_the_total_above_and_words_call_what_stands_behind_them() -> None:
    rows = ("项目总预算 65 财政资金预算分类 一般公共预算", "当年年度预算 60", "其中：财政资金 55 财政资金科目代码 21305", "其中：其它资金 5")
    found = [(one.phase, one.amount_printed) for one in targeted(pieces_of(_lines(*rows)))]
    assert found == [("term", "65"), ("annual", "60"), ("annual", "55"), ("annual", "5")]


def test_two_phase_amount_broken_over_lines() -> None:
    """In the funding block of two phases, too, an open group of thousands goes on after a line break."""
    cells = targeted(pieces_of(_lines("实施期资金总额： 5,756,69", "2 年度资金总额： 1,918,897")))
    assert [(c.source_label.rstrip("："), c.phase, c.amount_printed) for c in cells] == [
        ("实施期资金总额", "term", "5756692"),
        ("年度资金总额", "annual", "1918897"),
    ]


SELF_EVALUATION = _lines(
    "部门(单位)整体支出绩效自评表",
    "(2022年度)",
    "部门(单位)名",
    "称 某市水务局(汇总) 下属单位个数 3",
    "整体支出规",
    "模(元)",
    "全年预算数 全年执行数 执行率",
    "(1)财政拨款 8,398.89 8,163.45 97.20",
    "年度总体目",
    "标",
    "年初设定目标 全年完成情况",
    "按计划完成。 已完成。",
    "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析",
    "投入管理指标 预算编审",
    "管理",
    "预算编制完整性 完整 完整 40.00 40.00",
    "产出指标 数量指标 巡查次数 ≥6次 7次 60.0",
    "0 57.00 一次延期",
    "100.0",
    "0 97.00",
)


def test_labels_of_a_form_broken_over_lines() -> None:
    """The form is found by a broken label, its funding block opens with one, a level goes on in the next line."""
    document = Document("a.txt", "", "text/plain", "text", tuple(SELF_EVALUATION))
    found = [part for part in segments(document) if part.kind == "form"]
    parsed, _ = forms.parse(found)
    evaluation = parsed.evaluations[0]
    assert evaluation.subject_name == "某市水务局(汇总)"
    assert (evaluation.total_weight, evaluation.total_score) == ("100.00", "97.00")
    assert [(f.phase, f.amount_printed) for f in parsed.funding] == [
        ("adjusted_budget", "8398.89"),
        ("executed", "8163.45"),
    ]
    assert [(i.level1, i.level2, i.level3, i.weight, i.score) for i in parsed.indicators] == [
        ("投入管理指标", "预算编审管理", "预算编制完整性", "40.00", "40.00"),
        ("产出指标", "数量指标", "巡查次数", "60.00", "57.00"),
    ]


def test_carryover_printed_on_both_sides_belongs_to_both_phases() -> None:
    """上年结转资金 is of the year only where it stands once; beside itself the first is of the whole term."""
    lines = _lines(
        "项目支出绩效目标表",
        "项目名称 河道整治",
        "项目资金（万元）",
        "实施期资金总额： 30.00 年度资金总额： 10.00",
        "上年结转资金 2.00 上年结转资金 1.00",
        "一级指标 二级指标 三级指标 指标值 指标权重",
        "产出指标 数量指标 巡查次数 ≥6次 90.00",
    )
    parsed, _ = forms.parse(segments(Document("a.txt", "", "text/plain", "text", tuple(lines))))
    assert [(f.phase, f.amount_printed) for f in parsed.funding] == [
        ("term", "30.00"), ("annual", "10.00"), ("term", "2.00"), ("annual", "1.00"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["≥90%≥90%", "＝100%部门单位正常运转", "≥95%3-6岁幼儿", "≥90%标", "≥18次标"])
def test_a_value_that_goes_on_with_another_cell_is_unlikely(text: str) -> None:
    assert is_unlikely("target", text, (text,))


@pytest.mark.parametrize("text", ["≥5，≤10次", "100%达标", "≥95%以上", "控制在≤5万元", ">=90%", "2024年12月31日前"])
def test_a_value_with_words_around_it_is_likely(text: str) -> None:
    assert not is_unlikely("target", text, (text,))


@pytest.mark.parametrize("column", INDICATOR_COLUMNS)
def test_the_best_of_a_column_is_what_its_best_cell_scores(column: str) -> None:
    """The search leaves out cells that couldn't win even with the best score of their column."""
    assert max(cell_score(column, text, (text,), bare) for text in SAID for bare in (False, True)) == best_score(column)


def test_reasons_end_where_the_width_of_their_column_says() -> None:
    """The eleventh self-evaluation of 2023, whose reasons are followed at once by the next row's name."""
    read = original("shdpf-2023-project-self-evaluation.txt")
    assert [(i.level3, i.deviation) for i in read.indicators if i.form_seq == 11] == [
        ("平台建设完成率", "上海市残联数字化智能服务和决策管理系统项目招标启动较晚，2023年11月完成招标并已申请项目延期，目前"),
        ("系统功能达标率", "决策管理系统目前已启动项目功能开发，完成比例在30%左右"),
        ("系统验收通过率", "决策管理系统尚未进行验收"),
        ("系统安全性", "决策管理系统已完成安全测评项目招标，待项目完成后启动安测"),
        ("开发工作完成及时性", "决策管理系统招标后，已拟定项目进度表并及时推进"),
        ("项目预算控制数", "决策管理系统已支付项目预算的30%"),
        ("残疾人业务办理便捷程度", "残疾人服务大厅已在开发中，上线后会对残疾人业务办理便捷程度有所提高"),
        ("残疾人个性需求点单量", "项目涵盖残疾人个性矩阵、政策推送、“一人一档”、我要查、我要办、我要问等功能，上线后会残疾人个性需求点单量有所提升"),
        ("工作人员办公效率", "残疾人服务大厅已在开发中，上线后会对残疾人业务办理便捷程度有所提高"),
        ("安全管理", "项目软测、安测、密测已完成招标"),
        ("应用安全", "项目软测、安测、密测已完成招标"),
        ("长效管理制度健全性", "项目已成立专班，并建立了周会、月汇报制度"),
        ("部门沟通协调机制健全性", "项目已成立专班，并建立了周会、月汇报制度"),
        ("使用人员满意度", "决策管理系统尚未进行满意度测评"),
    ]  # fmt: skip
