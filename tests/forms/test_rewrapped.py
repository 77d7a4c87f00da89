"""Known indicator tables printed again in narrow cells of other widths: the reader recovers the same rows."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from tests.forms.golden_csv import GOLDEN, parsed, rows
from tests.forms.rewrap import Widths, table

HEAD = """财政项目支出绩效自评价
项目名称 甲项目
主管部门 乙 实施单位 丙
项目资金（万元）
年初预算数 全年预算数 全年执行数 分数 执行率 得分
年度资金总额 10.00 10.00 10.00 10.00 100.00 10.00
年度总体目标
预期目标 实际完成情况
做好工作。
完成。
"""
KEYS = ("level1", "level2", "level3", "target", "actual", "weight", "score", "deviation")
REASON = "因政策调整，采购内容与往年有所变化，年底才完成采购，申请延期支付。"


def scored(rng: random.Random) -> list[dict[str, str]]:
    """Rows of the employment centre's target forms with made-up results, weights and deviations."""
    found = []
    for row in rows(GOLDEN / "shdpf_employment_centre_2023" / "indicators.csv"):
        known = row["target_kind"] == "quantitative"
        short = rng.random() < 0.2
        found.append(
            {
                "form": row["form_seq"], "level1": row["level1"], "level2": row["level2"], "level3": row["level3"],
                "target": row["target_printed"], "actual": f"{row['target_value']}({row['target_unit']})",
                "weight": "5.00", "score": "4.00" if short else "5.00", "deviation": REASON if short else "",
            }
            | ({} if known else {"actual": "达成指标"})
        )  # fmt: skip
    return [row for row in found if row["target"] and row["level1"] != "双盲指标"]


@pytest.mark.parametrize("seed", range(12))
def test_rows_survive_other_widths(seed: int) -> None:
    rng = random.Random(seed)
    missed = total = 0
    every = scored(rng)
    for form in sorted({row["form"] for row in every}):
        own = [row for row in every if row["form"] == form]
        widths = Widths(
            rng.choice([6, 8, 10, 12, 20]), rng.choice([8, 10, 12, 16, 24]), rng.choice([8, 10, 12]), 34
        )
        read = parsed(HEAD + table(own, widths, rng) + "\n\n100 99.00\n评分等级 优\n").indicators
        expected = Counter(tuple(row[key] for key in KEYS) for row in own)
        found = Counter(
            (i.level1, i.level2, i.level3, i.target_printed, i.actual_printed, i.weight, i.score, i.deviation)
            for i in read
        )
        missed += sum((expected - found).values())
        total += len(own)
    assert missed <= total * 0.02
