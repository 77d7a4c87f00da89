"""Layouts that nobody tuned to, each with a known truth: the money is the printed total, split rightly, or there is none."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pytest

from gongkai.warehouse.plan import Plan
from loaders.intake import runner

HEAD = "科目编码 科目名称 合计 基本支出 项目支出"
TOTAL, RUN, AFFAIRS, HOUSING = "- 合计 1000 500 500", "2080101 行政运行 400 400 -", "2080102 一般行政管理事务 500 - 500", "2210201 住房公积金 100 100 -"  # fmt: skip
BOTH, ONE = (Decimal(500), Decimal(500)), (None, None)
# Tables of 部门支出总体情况表, `|` between rows; the status of expenditure, and its basic and project money.
LAYOUTS: dict[str, tuple[list[str], str, tuple[Decimal | None, Decimal | None]]] = {
    "part-column": ([
        "科目编码 科目名称 合计 基本支出 其中：人员经费 项目支出|- 合计 1000 500 300 500|2080101 行政运行 400 400 250 -"
        "|2080102 一般行政管理事务 500 - - 500|2210201 住房公积金 100 100 50 -",
    ], "proved", BOTH),
    "two-years": ([
        "科目编码 科目名称 2023年预算数 2024年预算数|- 合计 800 1000|2080101 行政运行 300 400"
        "|2080102 一般行政管理事务 400 500|2210201 住房公积金 100 100",
    ], "proved", ONE),
    "units-as-rows": ([
        "单位名称 合计 基本支出 项目支出|合计 1000 500 500|甲县卫生健康局（本级） 400 200 200|甲县人民医院 350 150 200"
        "|甲县疾病预防控制中心 250 150 100",
    ], "proved", BOTH),
    "units-over-subjects": ([
        "单位名称 科目编码 科目名称 合计 基本支出 项目支出|合计 - - 1000 500 500|甲县教育局 - - 600 400 200"
        "|- 2050101 行政运行 400 400 -|- 2050202 小学教育 200 - 200|甲县第一中学 - - 400 100 300|- 2050204 高中教育 400 100 300",
    ], "proved", BOTH),
    "no-codes": ([
        "项目 合计 基本支出 项目支出|一、农林水支出 900 400 500|水利 900 400 500|行政运行 400 400 -|水利工程建设 500 - 500"
        "|二、住房保障支出 100 100 -|支出合计 1000 500 500",
    ], "proved", BOTH),
    "classes-by-name": ([
        "项目 合计 基本支出 项目支出|农林水支出 900 400 500|水利 900 400 500|行政运行 400 400 -|水利工程建设 500 - 500"
        "|住房保障支出 100 100 -|住房改革支出 100 100 -|住房公积金 100 100 -|合计 1000 500 500",
    ], "proved", BOTH),
    "the-agency-names-the-total": ([
        f"{HEAD}|101001 甲县卫生健康局 1000 500 500|208 社会保障和就业支出 900 400 500|{RUN}|{AFFAIRS}|{HOUSING}",
    ], "proved", BOTH),
    "a-body-not-known-as-one": ([
        "单位代码 单位名称 合计 基本支出 项目支出|- 合计 1000 500 500|101001 甲县卫生健康局本级 600 300 300|101002 甲县人民医院 400 200 200",
    ], "proved", BOTH),
    "one-row-of-columns": (["合计 基本支出 项目支出|1000 500 500"], "proved", BOTH),
    "total-at-the-end": ([f"{HEAD}|{RUN}|{AFFAIRS}|{HOUSING}|{TOTAL}"], "proved", BOTH),
    "total-of-each-page": ([
        f"{HEAD}|{RUN}|{AFFAIRS}|- 本页小计 900 400 500|{HOUSING}|- 本页小计 100 100 -|{TOTAL}",
    ], "proved", BOTH),
    "negative": ([
        f"{HEAD}|{TOTAL}|2080101 行政运行 600 600 -|2080102 一般行政管理事务 500 - 500|2080199 其他 -100 -100 -",
    ], "proved", BOTH),
    "a-row-missing": ([f"{HEAD}|{TOTAL}|{RUN}|{AFFAIRS}"], "parts_disagree", ONE),
    "a-wrong-total": ([f"{HEAD}|- 合计 900 400 500|{RUN}|{AFFAIRS}|{HOUSING}"], "parts_disagree", ONE),
    "two-agencies": ([
        f"{HEAD}|{TOTAL}|{RUN}|{AFFAIRS}|{HOUSING}",
        f"{HEAD}|- 合计 700 300 400|2040601 行政运行 300 300 -|2040604 基层司法业务 400 - 400",
    ], "several_bodies", ONE),
    "a-fund-beside": ([
        f"{HEAD}|{TOTAL}|{RUN}|{AFFAIRS}|{HOUSING}", f"{HEAD}|- 合计 700 300 400|2040601 行政运行 300 300 -|2040604 基层司法业务 400 - 400",
    ], "proved", BOTH),
    "carried-over-below": ([
        f"{HEAD}|{TOTAL}|{RUN}|{AFFAIRS}|{HOUSING}",
        "项目 预算数 项目 预算数|财政拨款收入 1030 一般公共服务支出 1000|- - 结转下年 30|收入总计 1030 支出总计 1030",
    ], "proved", BOTH),
    "a-department-and-its-units": ([
        f"{HEAD}|{TOTAL}|{RUN}|{AFFAIRS}|{HOUSING}", f"{HEAD}|- 合计 500 - 500|{AFFAIRS}",
        f"{HEAD}|- 合计 500 500 -|{RUN}|{HOUSING}",
    ], "proved", BOTH),
}  # fmt: skip
# Of these the second table is another than that of expenditure.
BODIES = [f"{body}局部门支出总体情况表" for body in "甲乙丙"]
TITLES = {
    "a-fund-beside": ["甲局部门支出总体情况表", "甲局财政专户管理资金支出表"],
    "carried-over-below": ["甲局部门支出总体情况表", "甲局部门收支总体情况表"],
}


def page(agency: str, tables: list[str], titles: list[str]) -> str:
    """A web page; `-` is an empty cell."""
    parts = []
    for title, rows in zip(titles, tables, strict=False):
        cells = [
            "".join(f"<td>{'' if c == '-' else c}</td>" for c in row.split(" ")) for row in rows.split("|")
        ]
        parts.append(f"<p>{title}</p><p>单位：元</p><table>{''.join(f'<tr>{c}</tr>' for c in cells)}</table>")
    title = f"{agency}2024年部门预算"
    return f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1>{"".join(parts)}</body></html>'


@pytest.fixture(scope="module")
def money(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("layouts")
    (folder / "in").mkdir()
    for n, (name, (tables, _, _)) in enumerate(LAYOUTS.items()):
        (folder / "in" / f"{name}.html").write_text(
            page(f"{chr(0x4E00 + 40 * n)}县档案局", tables, TITLES.get(name, BODIES)), encoding="utf-8"
        )
    runner.run(folder / "in", folder / "staging")
    with duckdb.connect(":memory:") as connection:
        Plan(connection, folder / "staging").build("money_proof")
        yield connection


@pytest.mark.parametrize("name", LAYOUTS)
def test_money_is_the_printed_total_or_there_is_none(money: duckdb.DuckDBPyConnection, name: str) -> None:
    _, expected, split = LAYOUTS[name]
    key = (
        "from int_document as documents left join {0} as facts on documents.document_id = facts.document_id and side = 'expenditure' "
        "where file_name = ?"
    )
    status = money.execute("select money_status " + key.format("money_proof"), [f"{name}.html"]).fetchone()
    found = money.execute(
        "select sum(facts.amount_yuan), sum(facts.amount_yuan) filter (where basic_or_project = 'basic'), "
        "sum(facts.amount_yuan) filter (where basic_or_project = 'project') "
        + key.format("(select * from fct_money where breakdown <> 'economic')"),
        [f"{name}.html"],
    ).fetchone()
    assert status == (expected,)
    assert found == (Decimal(1000) if expected == "proved" else None, *split)
