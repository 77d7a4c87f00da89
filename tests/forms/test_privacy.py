"""Persons named in a form: read, counted, and left out of everything that is staged."""

from __future__ import annotations

import pytest

from loaders import forms
from loaders.forms import grid_form
from loaders.forms.privacy import withhold
from loaders.model import Line, Segment
from loaders.notes import note
from loaders.records import FormField, Parsed, Reject
from tests.forms.grids import form, grid

ROWS = [
    ["项目名称", "道路养护", "项目负责人", "王某某", "联系电话", "13812345678"],
    ["主管部门", "某市交通局", "项目负责人及电话", "李某 0591-87654321", "", ""],
    ["一级指标", "二级指标", "三级指标", "指标值", "", ""],
    ["产出指标", "数量指标", "养护里程", "≥30公里", "", ""],
]


def _read() -> Parsed:
    parsed, _ = grid_form.read(form("项目支出绩效目标表", Line(2, "（2024年度）", 1), grid(ROWS, 3)))
    return parsed


def test_persons_and_numbers_are_left_out() -> None:
    parsed = _read()
    withhold(parsed)
    staged = repr(parsed)
    for word in ("王某某", "13812345678", "李某", "87654321"):
        assert word not in staged
    assert "道路养护" in staged
    assert "养护里程" in staged


def test_without_persons_nothing_changes() -> None:
    parsed = _read()
    parsed.form_fields = []
    before = repr(parsed)
    withhold(parsed)
    assert repr(parsed) == before


def test_what_else_is_printed_on_their_rows_is_kept_without_them() -> None:
    rows = [
        ["项目名称", "道路养护", "项目负责人", "王 某某", "联系人", "李"],
        ["年度资金总额", "30", "联系电话", "0591-87654321", "经办人", "项目名称"],
        *ROWS[2:],
    ]
    parsed, _ = grid_form.read(form("项目支出绩效目标表", grid(rows, 3)))
    parsed.evaluations[0].source_text = "道路养护 王 某某 李"
    withhold(parsed)
    assert parsed.evaluations[0].source_text == "道路养护 〔略〕 李"
    assert parsed.funding[0].source_text == "年度资金总额 30 联系电话 〔略〕 经办人 项目名称"


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("填表人：周某文 填报日期：2025年3月18日 联系电话：0731-86220000", "填表人：〔略〕 填报日期：2025年3月18日 联系电话：〔略〕"),
        ("填表人：周某文联系电话：0731-86220000单位负责人签字：", "填表人：〔略〕联系电话：〔略〕单位负责人签字："),
        ("单位负责人（签字）：周某，财务负责人： ", "单位负责人（签字）：〔略〕，财务负责人： "),
        ("联系人及电话：周某 0731-86220000 邮编：", "联系人及电话：〔略〕 邮编："),
        ("单位负责人：   财务负责人：", "单位负责人：   财务负责人："),
    ],
)
def test_persons_within_a_text_are_hidden_there(printed: str, kept: str) -> None:
    """A value that has swallowed the end of a form, and a row that is not understood."""
    parsed = Parsed(form_fields=[FormField(label="总体目标", value=printed, source_text=printed)])
    withhold(parsed)
    assert [(one.value, one.source_text) for one in parsed.form_fields] == [(kept, kept)]


def test_a_mobile_number_beside_a_torn_label_is_hidden() -> None:
    """A code of a project or an amount of as many digits is none."""
    printed = "项目负责人及电 周某 15500001111 11000021T000000117430 15500001111.00"
    row = Reject(stage="numbers", note=note("numbers_unused", title="表", count=1, shown="15500001111"), source_text=printed)
    parsed = Parsed(rejects=[row])
    withhold(parsed)
    assert row.source_text == "项目负责人及电 周某 〔略〕 11000021T000000117430 15500001111.00"
    assert "1111" not in row.reason


@pytest.mark.parametrize("gap", [" ", "      "])
def test_a_label_of_a_person_that_a_cell_has_cut_is_one(gap: str) -> None:
    lines = ["项目支出绩效目标表", "项目名称    渠道    建设", f"主管部门      某县水利局      项目负责人及电{gap}周某 15500001111", "              话",
             "年度资金总额（万元）      30"]  # fmt: skip
    parsed, _ = forms.parse([Segment("form", lines[0], tuple(Line(n, text, 1) for n, text in enumerate(lines, 1)))])
    assert [(one.label, one.value) for one in parsed.form_fields] == [("项目负责人及电话", "周某15500001111")]
    withhold(parsed)
    assert parsed.evaluations[0].supervising_department == "某县水利局"
    assert "周某" not in repr(parsed)


def test_a_number_may_stand_close_to_the_label_behind_it() -> None:
    parsed = Parsed(rejects=[Reject(stage="form", note=note("form_text_without_cell"), source_text="联系电话：0971-6302211单位：万元")])
    withhold(parsed)

    assert parsed.rejects[0].source_text == "联系电话：〔略〕单位：万元"
