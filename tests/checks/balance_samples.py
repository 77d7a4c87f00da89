"""Pages with balances behind totals, among parts and above their details."""

from __future__ import annotations

from pathlib import Path

from loaders.intake import staging
from loaders.pipeline import load
from loaders.readers.html import read_html

BALANCE = [
    ("一般公共预算收入", "7222", "一般公共预算支出", "25108"),
    ("上级补助收入", "68000", "上解支出", "1200"),
    ("  返还性收入", "12000", "债务还本支出", "2100"),
    ("  一般性转移支付收入", "56000", "", ""),
    ("收入总计", "75222", "支出总计", "28408"),
    ("", "", "年终结余", "46814"),
]
LISTED = [("行政运行", "2040601", "320.15"), ("基层司法业务", "2040604", "77.42"), ("住房公积金", "2210201", "30.11")]
DEBT = [("一、2023年末债务余额实际数", "256000"), ("二、2024年末债务限额", "301000"), ("三、2024年债券发行额", "52000")]


def _page(title: str, *tables: tuple[str, str, list[tuple[str, ...]]]) -> str:
    parts = [f"<h1>{title}</h1>"]
    for name, head, rows in tables:
        cells = [head.split("|"), *rows]
        parts.append(f"<p>{name}</p><p>单位：万元</p><table>")
        parts += ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells]
        parts.append("</table>")
    return "".join(parts)


def _balance(behind: str) -> str:
    rows = [*BALANCE[:-1], (*BALANCE[-1][:3], behind)]
    return _page("某县2022年财政预算", ("2022年一般公共预算收支平衡表", "收入项目|预算数|支出项目|预算数", rows))


def _fiscal(this_year: str) -> str:
    """一、本年收入 above its sources is what the document's sum of revenue holds as 财政拨款收入."""
    summary = [("一、财政拨款收入", "1076.29", "一、公共安全支出", "1097.69"), ("二、上年结转", "21.40", "", ""), ("收入总计", "1097.69", "支出总计", "1097.69")]
    fiscal = [
        ("一、本年收入", this_year, "一、本年支出", "1097.69"),
        ("（一）一般公共预算拨款", this_year, "（一）公共安全支出", "1097.69"),
        ("二、上年结转", "21.40", "", ""),
        ("收入总计", "1097.69", "支出总计", "1097.69"),
    ]
    head = "收入项目|预算数|支出项目|预算数"
    return _page("某县司法局2022年部门预算", ("收支预算总表", head, summary), ("财政拨款收支总表", head, fiscal))


def _lists() -> str:
    rows = [(code, name, amount) for name, code, amount in LISTED]
    total = ("", "合计", "427.68")
    return _page(
        "某县2024年政府预算",
        ("一般公共预算支出表", "科目编码|科目名称|预算数", [*rows, total]),
        ("政府债务余额情况表", "项目|金额", list(DEBT)),
    )


PAGES = {
    "behind": _balance("46814"),
    "behind-wrong": _balance("46824"),
    "fiscal": _fiscal("1076.29"),
    "fiscal-wrong": _fiscal("1067.29"),
    "lists": _lists(),
}


def stage_all(folder: Path) -> Path:
    for name, page in PAGES.items():
        staging.write(load(read_html(f"<html><body>{page}</body></html>".encode(), f"{name}.html")), folder / name, name, "x")
    return folder
