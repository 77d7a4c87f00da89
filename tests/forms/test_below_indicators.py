"""What forms print below their indicators: the total with its rating, who signs, what points earn which rating."""

from __future__ import annotations

import pytest

from loaders import forms
from loaders.forms.privacy import withhold
from loaders.model import Line
from loaders.records import Parsed
from tests.forms.grids import Written, form, grid

TOP: list[list[Written]] = [
    ["项目名称", ("林草防火", 1, 6), *[None] * 5],
    [("年度目标", 2, 1), ("预期目标", 1, 3), None, None, ("实际完成情况", 1, 3), None, None],
    [None, ("建成隔离带。", 1, 3), None, None, ("已建成。", 1, 3), None, None],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "数量指标", "隔离带长度", "≥86公里", "88公里", "100", "98"],
]  # fmt: skip


def _read(*rows: list[Written], below: str = "") -> Parsed:
    lines = [Line(20, below, 1)] if below else []
    parsed, _ = forms.parse([form("项目支出绩效自评表", grid([*TOP, *rows]), *lines)])
    return parsed


def _goals(parsed: Parsed) -> list[str]:
    return [one.value for one in parsed.form_fields if one.phase]


def test_a_rating_beside_the_total_and_the_points_of_each_rating_below() -> None:
    legend = "3.自评等级：90（含）-100分为优、80（含）-90分为良。"
    parsed = _read([("总分", 1, 4), None, None, None, "优", "100", "98"], below=legend)

    head = parsed.evaluations[0]
    assert (head.total_weight, head.total_score, head.rating) == ("100", "98", "优")
    assert _read([("总分", 1, 5), None, None, None, None, "100", "98"], below=legend).evaluations[0].rating == ""


@pytest.mark.parametrize("rating", ["优（90分以上）", "☑优（90-100分）□良（80-89分）"])
def test_points_behind_one_rating_are_no_legend(rating: str) -> None:
    assert _read([("自评等级", 1, 3), None, None, (rating, 1, 4), None, None, None]).evaluations[0].rating.startswith("优")


def test_rows_of_labels_with_their_values_below_the_indicators_are_none_and_no_goals() -> None:
    rows: list[list[Written]] = [
        [("总分", 1, 5), None, None, None, None, "100", "98"],
        [("单位负责人签字：丁某军", 1, 3), None, None, ("填表人：哈某燕", 1, 2), None, ("电话：0951-5169876", 1, 2), None],
        [("自评等级：优", 1, 3), None, None, ("填报日期：2024年3月1日", 1, 4), None, None, None],
    ]
    parsed = _read(*rows)
    withhold(parsed)

    assert [one.level3 for one in parsed.indicators] == ["隔离带长度"]
    assert _goals(parsed) == ["建成隔离带。", "已建成。"]
    assert parsed.evaluations[0].rating == "优"
    assert not [word for word in ("丁某军", "哈某燕", "5169876") if word in repr(parsed)]


def test_the_heads_of_goals_are_forgotten_where_the_indicators_begin() -> None:
    parsed = _read([("自评等级：优", 1, 3), None, None, ("结论如附件所述", 1, 4), None, None, None])

    assert _goals(parsed) == ["建成隔离带。", "已建成。"]


@pytest.mark.parametrize(("label", "is_total"), [("执行率得分与指标得分合计", True), ("执行率得分与指标得分", False)])
def test_a_row_that_calls_its_numbers_a_sum_is_the_total(label: str, is_total: bool) -> None:
    parsed = _read([(label, 1, 5), None, None, None, None, "100", "98"])

    assert parsed.evaluations[0].total_score == ("98" if is_total else "")
    assert len(parsed.indicators) == 2 - is_total


def test_what_stands_beside_the_numbers_of_a_total_is_kept() -> None:
    header: list[Written] = ["三级指标", "指标值", "分值", "得分", "得分率"]
    rows: list[list[Written]] = [["项目名称", "河湖长制", "", "", ""], header, ["巡河", "≥3次", "90", "89", "98.9%"], ["总分", "", "90", "89", "另执行率10分"]]
    parsed, _ = forms.parse([form("项目支出绩效自评表", grid(rows))])

    assert [(one.label, one.value) for one in parsed.form_fields] == [("得分率", "另执行率10分")]
