"""Amounts in a line of text that nothing tells the meaning of are reported, not passed over."""

from __future__ import annotations

import pytest

from loaders.document.glued import glued
from loaders.model import Document, Line, Segment
from loaders.pipeline import load
from loaders.records import Parsed


def _codes(text: str, page: int | None = None) -> list[str]:
    return [reject.code for reject in glued([Segment("prose", "", (Line(1, text, page),))], Parsed())]


TABLE = "栏次 1 栏次 2 一一般公共预算财政拨款收入 1 4,627.57 五事业收入 5 80.78 五教育支出 36 4,146.04 八其他收入 8 33.19 九卫生健康支出 40 89.57"


@pytest.mark.parametrize(
    ("text", "page", "codes"),
    [
        (TABLE, None, ["table_glued"]),
        (TABLE, 3, []),  # the figures of a chart on a page
        (TABLE.replace(" 八", "万元 八"), None, []),  # four are left without a unit
        ("得分情况：决策18.50分，过程19.00分，产出29.50分，效益28.00分，满意度9.50分，合计104.50分。", None, []),
        ("收入1,000.00万元，增长2.50%，支出900.10 万元，其中基本800.00万元、项目100.10万元，减少1.25个百分点", None, []),
    ],
)  # fmt: skip
def test_bare_amounts_in_one_line_are_a_table(text: str, page: int | None, codes: list[str]) -> None:
    assert _codes(text, page) == codes


def test_a_line_reported_whole_states_nothing_and_is_reported_once() -> None:
    form = "2022年项目支出绩效目标表项目名称办公楼运行主管部门某局一级指标二级指标数量指标维修次数反映维修情况2280次安检次数200次保安服务费191万元"
    staged = load(Document("a.txt", "0", "text/plain", "text", (Line(1, form), Line(2, "本年收入5万元。"))))

    assert [reject.code for reject in staged.parsed.rejects] == ["form_glued"]
    assert [row.amount_printed for row in staged.parsed.stated_amounts] == ["5"]


def test_what_stands_in_the_cells_of_a_list_that_is_not_read_is_no_sentence() -> None:
    text = """项目支出绩效目标表
单位：元
项目名称 项目单位 预算数 年度绩效目标 一级指标 二级指标 三级指标 指标方向 目标值 计量单位 分值
装备经费 某县档案馆 30,700.00 保障装备需要，提高工作效率，让干警得到保障。 产出指标 成本指标 车辆购置成本 小于等于 12 万元 5
质量指标 采购率，含补录 大于等于 30 % 7.5
"""
    lines = tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1))
    staged = load(Document("a.txt", "0", "text/plain", "text", lines))

    assert [r.code for r in staged.parsed.rejects][:1] == ["list_without_cells"]
    assert staged.parsed.stated_amounts == []
    assert staged.account.total > staged.account.used == 0
