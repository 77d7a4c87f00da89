"""Indicators packed into one cell: cut where their labels, operators, numbers and lines say, else left."""

from __future__ import annotations

import pytest

from loaders.forms.packed import cut_value, level_path, listed, paragraphs, unpacked


def _said(text: str) -> list[tuple[str, str, str, str, str]]:
    return [
        (one.phase, one.level1, one.level2, one.texts["level3"], one.texts["target"])
        for one in unpacked(text)[0]
    ]


def test_values_behind_their_labels_are_of_their_phase() -> None:
    text = "1、1-产出指标，11-数量指标，培训人数；实施周期指标值：9人，年度指标值：3人；2、产出指标，质量指标，合格率；指标值：≥9%；"
    assert _said(text) == [
        ("term", "1-产出指标", "11-数量指标", "培训人数", "9人"),
        ("annual", "1-产出指标", "11-数量指标", "培训人数", "3人"),
        ("", "产出指标", "质量指标", "合格率", "≥9%"),
    ]
    assert unpacked(text)[1] == ""


def test_second_levels_alone_go_on_with_the_first() -> None:
    assert _said("产出指标：数量指标：培训≥9人；时效指标：完成≤12月") == [
        ("", "产出指标", "数量指标", "培训", "≥9人"),
        ("", "产出指标", "时效指标", "完成", "≤12月"),
    ]


def test_a_level_right_behind_a_value_begins_an_entry() -> None:
    assert _said("数量指标：培训≥9人质量指标：合格率≥9%") == [
        ("", "", "数量指标", "培训", "≥9人"),
        ("", "", "质量指标", "合格率", "≥9%"),
    ]


def test_what_begins_with_no_level_or_has_no_value_is_left() -> None:
    found, left = unpacked("按要求完成。产出指标：数量指标：培训≥9人；质量指标：合格")
    assert [one.texts["level3"] for one in found] == ["培训"]
    assert left == "按要求完成。质量指标：合格"
    assert unpacked("按要求完成") == ([], "按要求完成")


@pytest.mark.parametrize(
    ("text", "said", "left"),
    [
        ("培训≥9人\n检查≤3次", [("培训", "≥9人"), ("检查", "≤3次")], ""),
        ("培训≥9人；检查≤3次；", [("培训", "≥9人"), ("检查", "≤3次")], ""),
        ("1、培训≥9人。2、检查≤3次", [("培训", "≥9人"), ("检查", "≤3次")], ""),
        ("（1）培训≥9人（2）检查", [("培训", "≥9人（2）检查")], ""),
        ("培训人数≥9人，检查场次≤3次", [("培训人数", "≥9人"), ("检查场次", "≤3次")], ""),
        ("培训人数≥9人检查场次≤3次", [("培训人数", "≥9人"), ("检查场次", "≤3次")], ""),
        ("培训≥5，≤10人", [("培训", "≥5，≤10人")], ""),
        ("按时完成", [("按时完成", "")], ""),
        ("≥9人", [("≥9人", "")], ""),
        ("培训≥甲类人员检查≤乙类人员", [], "培训≥甲类人员检查≤乙类人员"),
    ],
)
def test_indicators_below_the_head_of_their_level(
    text: str, said: list[tuple[str, str]], left: str
) -> None:
    found, rest = listed(text, "数量指标")
    assert [(one.texts["level3"], one.texts["target"]) for one in found] == said
    assert {one.level2 for one in found} <= {"数量指标"}
    assert rest == left


def test_a_name_and_its_target_in_one_cell() -> None:
    assert cut_value("培训人数：≥200人") == {"level3": "培训人数", "target": "≥200人"}
    assert cut_value("培训≥5，≤10人") == {"level3": "培训", "target": "≥5，≤10人"}
    assert [cut_value(text) for text in ("≥200人", "培训人数", "培训≥9人检查场次≤3次")] == [{}, {}, {}]


@pytest.mark.parametrize("between", ["", "-", "/", "→", " > ", "——"])
def test_levels_and_name_in_one_cell(between: str) -> None:
    whole = {"level1": "产出指标", "level2": "数量指标", "level3": "培训人数"}

    assert level_path(between.join(whole.values())) == whole


def test_levels_in_one_cell() -> None:
    assert level_path("产出指标-数量指标") == {"level1": "产出指标", "level2": "数量指标"}
    assert level_path("产出→数量→培训-考核人数") == {"level1": "产出", "level2": "数量", "level3": "培训-考核人数"}
    assert [level_path(text) for text in ("产出指标", "产出指标-甲", "甲-数量指标", "产出指标培训人数", "产出数量培训人数")] == [None] * 5


def test_full_lines_of_a_page_go_on_below() -> None:
    text = "数量指标：培训乡镇干部和村\n干部≥9人\n质量指标：合格率\n≥9%"
    assert paragraphs(text, is_wrapped=True) == "数量指标：培训乡镇干部和村干部≥9人\n质量指标：合格率≥9%"
    assert paragraphs(text, is_wrapped=False) == "数量指标：培训乡镇干部和村\n干部≥9人\n质量指标：合格率≥9%"
    assert paragraphs(" \n", is_wrapped=True) == ""
