"""Two disclosures in one file are noticed."""

from __future__ import annotations

import pytest

from loaders.document.several import several
from loaders.model import Document, Line
from loaders.pipeline import load
from loaders.records import BudgetLine, Parsed, Table

_SUMMARY = """{year}年{owner}收支总表
单位：{unit}
收入 支出
项目 预算数 项目 预算数
一、财政拨款收入 {amount} 一、教育支出 {amount}
收入总计 {amount} 支出总计 {amount}
"""
_TABLE = """{year}年{owner}支出总表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
205 教育支出 9.00 6.00 3.00
"""


def _codes(*texts: str) -> list[str]:
    lines = "\n".join(texts).splitlines()
    document = Document("a.txt", "", "text/plain", "text", tuple(Line(n, text) for n, text in enumerate(lines, start=1)))
    return [reject.code for reject in load(document).parsed.rejects]


@pytest.mark.parametrize(
    ("second", "noticed"),
    [
        ({"amount": "4.00", "unit": "万元"}, 1),
        ({"amount": "9.00", "unit": "万元"}, 0),
        ({"amount": "90,000", "unit": "元"}, 0),
    ],
)
def test_a_second_summary_with_another_total_is_another_disclosure(second: dict[str, str], noticed: int) -> None:
    first = {"year": "2024", "owner": "部门", "amount": "9.00", "unit": "万元"}
    texts = [one.format(**first) for one in (_SUMMARY, _TABLE)] + [_SUMMARY.format(**first | {"owner": "单位"} | second)]

    assert _codes(*texts).count("several_disclosures") == noticed


def test_a_government_sums_up_its_region_and_its_own_level_in_one_disclosure() -> None:
    first = {"year": "2024", "amount": "9.00", "unit": "万元"}
    texts = [_SUMMARY.format(**first | {"owner": "全市一般公共预算"}), _SUMMARY.format(**first | {"owner": "市级一般公共预算", "amount": "4.00"})]

    assert "several_disclosures" not in _codes(*texts)


@pytest.mark.parametrize(("unit", "measure", "noticed"), [("万元", "total", 1), ("", "total", 0), ("万元", "last_year", 0)])
def test_what_has_no_unit_or_is_of_another_year_speaks_of_no_other_disclosure(unit: str, measure: str, noticed: int) -> None:
    parsed = Parsed(
        tables=[Table(table_seq=n, table_type="revenue_expenditure_summary", table_title="部门收支总表") for n in (1, 2)],
        budget_lines=[
            BudgetLine(table_seq=seq, row_seq=1, side="revenue", subject_name="收入总计", measure=own, amount_printed=amount, unit=of)
            for seq, own, amount, of in ((1, "total", "9.00", "万元"), (2, measure, "4.00", unit))
        ],
    )
    assert len(list(several(parsed))) == noticed
