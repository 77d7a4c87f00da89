"""A whole form or table in one line of text is reported, and nothing is made of it."""

import pytest

from loaders.model import Document, Line
from loaders.pipeline import load


def staged(text: str):
    lines = tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1))
    return load(Document("x.txt", "0", "text/plain", "text", lines)).parsed


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "某市本级部门项目支出绩效自评表(2021年)项目名称公用经费主管部门某市教育局办公所需成本415万元15万元4",
            "form_glued",
        ),
        (
            "产出指标数量指标足额保障率=100% 22.5 时效指标按时发放率=100% 22.5 效益指标经济效益指标结余率≤5% 22.5",
            "form_glued",
        ),
        (
            "教育局 2020年部门预算 表1 部门收支总表 单位:万元 收 项 目 支 16,745.59 一、外交 12,204.85 二、 1,663.86 三、 1,235.48 1,641.40",
            "table_glued",
        ),
    ],
)
def test_what_cannot_be_cut_is_reported_whole(text: str, code: str) -> None:
    parsed = staged(text)

    assert [r.code for r in parsed.rejects] == [code]
    assert parsed.budget_lines == parsed.indicators == parsed.funding == []


@pytest.mark.parametrize(
    "text",
    [
        "2021年收入预算为1,200.50万元，其中一般公共预算1,000.00万元、事业收入200.50万元，支出1,200.50万元，结余0.00万元。",
        "绩效自评情况：项目名称公开，得分95分。",
        "绩效目标表",
    ],
)
def test_prose_is_not(text: str) -> None:
    assert [r.code for r in staged(text).rejects if r.code.endswith("_glued")] == []
