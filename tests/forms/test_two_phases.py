"""Two phases side by side in text: golden rows of Zezhou 2024, quirks one by one, and printed pages."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gongkai.settings import PROJECT
from loaders import forms
from loaders.document.segment import segments
from loaders.model import Document, Line, Segment
from loaders.records import Indicator, Parsed
from tests.forms.two_phase_page import LABELS, Pair, Widths, printed

GOLDEN = Path(__file__).parent / "golden" / "zezhou_2024"
ORIGINAL = PROJECT / "disclosures" / "zezhou-2024-department-budget.txt"
HEADER = "一级指标 二级指标 三级指标 指标值 二级指标 三级指标 指标值"


def _golden(name: str) -> list[dict[str, str]]:
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _document(lines: Iterable[str]) -> Document:
    numbered = tuple(Line(i, text) for i, text in enumerate(lines, start=1))
    return Document("a.txt", "", "text/plain", "text", numbered)


@lru_cache(maxsize=32)
def _read(form_seq: int) -> Parsed:
    document = _document(ORIGINAL.read_text(encoding="utf-8").split("\n"))
    found = [segment for segment in segments(document) if segment.kind == "form"]
    return forms.parse([found[form_seq - 1]])[0]


def _block(*lines: str, head: Iterable[str] = ()) -> Parsed:
    text = [
        "项目支出绩效目标表",
        "（2024年度）",
        *head,
        HEADER,
        *lines,
        "负责人： 经办人： 填报日期： 20240101",
    ]
    segment = Segment("form", text[0], _document(text).blocks)
    return forms.parse([segment])[0]


def _rows(indicators: Iterable[Indicator]) -> list[tuple[str, str, str, str]]:
    return [(i.phase, i.level2, i.level3, i.target_printed) for i in indicators]


SEQUENCES = [int(row["form_seq"]) for row in _golden("forms")]


@pytest.mark.parametrize("seq", SEQUENCES)
def test_zezhou_2024(seq: int) -> None:
    parsed = _read(seq)
    evaluation = parsed.evaluations[0]
    head = next(row for row in _golden("forms") if row["form_seq"] == str(seq))
    assert {
        "form_type": evaluation.form_type,
        "fiscal_year": evaluation.fiscal_year,
        "subject": evaluation.subject_name,
        "project_attribute": evaluation.project_attribute,
        "project_term": evaluation.project_term,
        "supervising_department": evaluation.supervising_department,
        "implementing_unit": evaluation.implementing_unit,
        "filled_at": evaluation.filled_at,
    } == {key: value for key, value in head.items() if key != "form_seq"}
    funding = [(f.phase, f.source_label, f.amount_printed, f.unit) for f in parsed.funding]
    expected = [r for r in _golden("funding") if r["form_seq"] == str(seq)]
    assert sorted(funding) == sorted((r["phase"], r["source"], r["amount"], r["unit"]) for r in expected)
    indicators = [
        (i.phase, str(i.indicator_seq), i.level1, i.level2, i.level3, i.target_printed)
        for i in parsed.indicators
    ]
    keys = ("phase", "seq", "level1", "level2", "level3", "target")
    assert indicators == [
        tuple(r[key] for key in keys) for r in _golden("indicators") if r["form_seq"] == str(seq)
    ]
    assert not parsed.rejects


def test_zezhou_2024_says_what_was_inferred_on_the_scanned_page() -> None:
    repaired = {(i.phase, i.level3): i.repair for i in _read(22).indicators if i.repair}
    assert "项日完成时间" in repaired["term", "项目完成时间"]
    assert "π国特寄人脱" in repaired["annual", "巩固残疾人脱贫攻坚成果"]
    assert "或本指标" in repaired["annual", "助残帮扶项目补助标准"]
    assert ["单位白筹" in f.repair for f in _read(22).funding if f.source_label == "单位自筹"] == [
        False,
        True,
    ]


def test_value_glued_to_the_next_label() -> None:
    parsed = _block("产出指标", "时效指标 完工时间 2024年12月31日前时效指标 完工时间 2024年12月31日前")
    assert _rows(parsed.indicators) == [
        ("term", "时效指标", "完工时间", "2024年12月31日前"),
        ("annual", "时效指标", "完工时间", "2024年12月31日前"),
    ]


def test_the_printed_row_has_no_gaps_but_those_printed() -> None:
    parsed = _block("产出指标 时效指标 完工时间2024年12月31日前时效指标 完工时间 2024年12月31日前")

    printed = {i.source_text for i in parsed.indicators}
    assert printed == {"产出指标 时效指标 完工时间2024年12月31日前时效指标 完工时间 2024年12月31日前"}


def test_text_before_the_number_and_digits_in_the_name() -> None:
    parsed = _block(
        "成本指标 A4纸成本平均每户1800元成本指标 A4纸成本 平均每户1800元 0-6岁儿童补助400元/人 0-6岁儿童补助 400元/人"
    )
    assert [(i.level3, i.target_printed) for i in parsed.indicators] == [
        ("A4纸成本", "平均每户1800元"),
        ("0-6岁儿童补助", "400元/人"),
    ] * 2


def test_halves_in_different_order_are_kept_in_their_own() -> None:
    parsed = _block(
        "成本指标",
        "印刷费 ≤10元",
        "成本指标",
        "办公用品购置 ≤30元",
        "邮电费 ≤20元 印刷费 ≤10元",
        "办公用品购≤30元 邮电费 ≤20元",
    )
    assert [i.level3 for i in parsed.indicators] == [
        "印刷费", "邮电费", "办公用品购置", "办公用品购置", "印刷费", "邮电费",
    ]  # fmt: skip
    assert "办公用品购" in parsed.indicators[2].repair


def test_clipped_name_stays_where_the_other_half_does_not_decide() -> None:
    parsed = _block("数量指标 培训人≤10人 数量指标 培训人员数 ≤20人")
    assert [i.level3 for i in parsed.indicators] == ["培训人", "培训人员数"]
    assert "level3_completed" not in {i.repair_code for i in parsed.indicators}


def test_clipped_group_label_does_not_leak_into_the_name() -> None:
    parsed = _block("满意度指标 服务对象满意度指受益群众满意度 ≥90% 服务对象满意度指标受益群众满意度≥90%")
    assert _rows(parsed.indicators) == [
        ("term", "服务对象满意度指标", "受益群众满意度", "≥90%"),
        ("annual", "服务对象满意度指标", "受益群众满意度", "≥90%"),
    ]


def test_weights_of_each_phase_add_up() -> None:
    text = ["项目支出绩效目标表", "一级指标 二级指标 三级指标 指标值 权重 三级指标 指标值 权重",
            "产出指标 数量指标 养护面积 ≥30公顷 60 养护面积 ≥10公顷 60", "质量指标 合格率 ≥98% 40 合格率 ≥98% 40"]  # fmt: skip
    parsed, _ = forms.parse([Segment("form", text[0], _document(text).blocks)])

    assert [(i.phase, i.level3, i.target_printed, i.weight) for i in parsed.indicators] == [
        ("term", "养护面积", "≥30公顷", "60"),
        ("term", "合格率", "≥98%", "40"),
        ("annual", "养护面积", "≥10公顷", "60"),
        ("annual", "合格率", "≥98%", "40"),
    ]
    assert not parsed.rejects


def test_two_phases_under_one_name() -> None:
    text = ["项目支出绩效目标表", "一级指标 二级指标 三级指标 实施期指标值 年度指标值", "产出指标 数量指标 养护面积 ≥30公顷 ≥10公顷"]
    spaced, tabbed = (
        forms.parse([Segment("form", text[0], _document(t.replace(" ", between) for t in text).blocks)])[0]
        for between in (" ", "\t")
    )

    expected = [("term", "数量指标", "养护面积", "≥30公顷"), ("annual", "数量指标", "养护面积", "≥10公顷")]
    assert _rows(spaced.indicators) == _rows(tabbed.indicators) == expected


def test_goals_that_say_the_same_are_one_of_each_phase() -> None:
    head = ["项目名称 渠道清淤", "项目资金（元）", "实施期资金总额： 500 年度资金总额： 500", "实施期目标 年度目标",
            "总体目标", "清淤五公里，改善", "灌溉条件。", "清淤五公里，改善灌溉条件。"]  # fmt: skip
    parsed = _block("数量指标 清淤长度 5公里 数量指标 清淤长度 5公里", head=head)

    assert [(f.phase, f.value) for f in parsed.form_fields] == [
        ("term", "清淤五公里，改善灌溉条件。"),
        ("annual", "清淤五公里，改善灌溉条件。"),
    ]


def test_blank_indicators_make_no_rows() -> None:
    parsed = _block(
        "效益指标",
        "经济效益指标 经济效益指标",
        "社会效益指标 就业带动 有所提升 社会效益指标 就业带动 有所提升",
    )
    assert [i.level2 for i in parsed.indicators] == ["社会效益指标"] * 2


def test_funding_blank_cells_make_no_rows_and_wrapped_labels_join() -> None:
    head = [
        "项目名称 渠道清淤", "项目资金", "（元）", "实施期资金总额： 500 年度资金总额： 500",
        "省级财政资金 0", "省级财政资", "金", "500", "其他资金 其他资金", "项目概况 清淤五公里。",
    ]  # fmt: skip
    parsed = _block("数量指标 清淤长度 5公里 数量指标 清淤长度 5公里", head=head)
    assert [(f.source_label, f.phase, f.amount_printed, f.unit) for f in parsed.funding] == [
        ("实施期资金总额：", "term", "500", "元"),
        ("年度资金总额：", "annual", "500", "元"),
        ("省级财政资金", "term", "0", "元"),
        ("省级财政资金", "annual", "500", "元"),
    ]
    assert [(f.label, f.value) for f in parsed.form_fields] == [("项目概况", "清淤五公里。")]


def test_an_evaluation_cites_the_lines_that_gave_its_fields() -> None:
    parsed = _block("产出指标 数量指标 培训人数 ≥27人 数量指标 培训人数 ≥27人", head=["主管部门 059-某局"])
    evaluation = parsed.evaluations[0]
    assert (evaluation.fiscal_year, evaluation.filled_at) == ("2024", "20240101")
    assert evaluation.lines == (1, 2, 3, 6)


def test_what_follows_the_footer_is_left_to_others() -> None:
    text = [
        "项目支出绩效目标表",
        HEADER,
        "数量指标 甲项数 1个 数量指标 甲项数 1个",
        "负责人： 填报日期： 2024",
        "十一、资产",
    ]
    segment = Segment("form", text[0], _document(text).blocks)
    _, used = forms.parse([segment])
    assert set(used.disposition) == {1, 2, 3, 4}


NAMES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["农村公路", "困难群众", "中小学生", "水库大坝", "3-6岁幼儿", "乡镇卫生院", "高龄老人"]),
    st.sampled_from(["养护", "救助", "培训", "安全鉴定", "体检", "津贴发放", "设施改造"]),
    st.sampled_from(["里程", "人数", "完成率", "完成时间", "补助标准", "覆盖率", "次数"]),
)
VALUES = st.sampled_from(
    [
        "≥12人",
        "100%",
        "≤3500元/人",
        "2024年12月31日前",
        "2024年3月至11月",
        "有所提高",
        "改善",
        "30公里",
        "≥95%",
        "每月",
        "平均每户600元",
    ]
)
WIDTHS = st.builds(
    lambda term, annual: Widths((9, term, 16), (9, annual, 16)), st.integers(6, 18), st.integers(6, 18)
)


def _groups(draw: st.DrawFn) -> dict[str, tuple[list[Pair], list[Pair]]]:
    groups = {}
    for level2 in (second for seconds in LABELS.values() for second in seconds):
        rows = draw(st.lists(st.tuples(NAMES, VALUES), max_size=2, unique_by=lambda pair: pair[0]))
        if rows:
            groups[level2] = (rows, draw(st.permutations(rows)))
    return groups


@settings(
    max_examples=6,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.data(), WIDTHS)
def test_rows_survive_any_cell_width(data: st.DataObject, widths: Widths) -> None:
    groups = data.draw(st.composite(_groups)())
    parsed = _block(*printed(groups, widths))
    assert _rows(parsed.indicators) == [
        (phase, level2, name, value)
        for half, phase in enumerate(("term", "annual"))
        for level2, rows in groups.items()
        for name, value in rows[half]
    ]
