"""What the Chinese words of an operand's label say about its codes: table, side, row, column. Nothing here reads the codes."""

from __future__ import annotations

import re
from dataclasses import dataclass

# The longest word that a label begins with names its table; government funds and state capital have two forms of it.
_TABLES = {
    "财政拨款收支决算总表": "fiscal_appropriation_summary",
    "财政拨款收支总表": "fiscal_appropriation_summary",
    "决算总表": "revenue_expenditure_summary",
    "收支总表": "revenue_expenditure_summary",
    "收入总表": "revenue_summary",
    "收入决算表": "revenue_summary",
    "支出总表": "expenditure_summary",
    "支出决算表": "expenditure_summary",
    "财政拨款支出表": "fiscal_appropriation_expenditure",
    "财政拨款基本支出表": "fiscal_basic_expenditure",
    "一般公共预算支出表": "general_budget_expenditure",
    "一般公共预算基本支出表": "general_basic_expenditure",
    "基本支出表": "general_basic_expenditure",
    "人员经费合计与公用经费合计": "general_basic_expenditure",
    "政府性基金收入表": "government_fund_revenue",
    "政府性基金支出表": "government_fund_expenditure|government_fund_balance",
    "政府性基金决算表": "government_fund_balance",
    "国有资本经营支出表": "state_capital_expenditure|state_capital_balance",
    "项目支出表": "project_expenditure",
    "项目支出表（本年预算）": "project_expenditure",
    "项目支出表（上年结转）": "project_expenditure",
    "“三公”经费表": "three_public",
    "机关运行经费表": "operating_cost",
}
# Labels without a table: the rule says which it is about.
_RULES = {
    "BI-01": "revenue_expenditure_summary|fiscal_appropriation_summary",
    "BX-10": "three_public|operating_cost",
    "FA-05": "fiscal_appropriation_summary",
    "FA-05a": "fiscal_appropriation_summary",
    "FA-10": "government_fund_balance|state_capital_balance",
}
_SUMMARIES = ("revenue_expenditure_summary", "fiscal_appropriation_summary")
_COLUMNS = {
    "一般公共预算": "general_budget", "政府性基金": "government_fund", "国有资本经营": "state_capital", "财政拨款": "fiscal_appropriation",
    "基本支出": "basic", "项目支出": "project", "预留机动经费": "reserve", "人员经费": "personnel", "公用经费": "public",
    "公务接待费": "official_reception", "因公出国": "overseas_travel", "用车运行费": "vehicle_operation", "用车购置费": "vehicle_purchase",
    "会议费": "conference", "培训费": "training", "年初结转": "opening_balance|carryover", "年末结转": "closing_balance|next_year_carryover",
    "本年收入": "revenue_current_year", "本年支出": "expenditure_current_year",
}  # fmt: skip
# Codes of 政府收支分类科目 by their names: by function, and by economy.
FUNCTIONS = {
    "养老保险缴费": "2080505", "职业年金缴费": "2080506", "住房公积金": "2210201", "行政、事业单位医疗": "2101101|2101102",
    "购房补贴": "2210203",
}  # fmt: skip
ECONOMIC = {
    "公务接待费": "30217", "因公出国（境）费": "30212", "公务用车运行费": "30231", "公务用车购置费": "31013", "会议费": "30215",
    "培训费": "30216", "养老保险缴费": "30108", "职业年金缴费": "30109", "住房公积金": "30113", "职工基本医疗保险缴费": "30110",
    "津贴补贴": "30102",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What a label says. ``columns`` are all names that the column may have."""

    tables: str
    scope: str
    side: str
    row: str
    columns: str


def said(rule_id: str, label: str) -> Said:
    """The codes that the words of an operand's label ask for."""
    by_function, by_economy = (label.startswith(f"按{kind}分类的") for kind in ("功能", "经济"))
    name = re.sub(r"^按(功能|经济)分类的", "", label)
    word = max((word for word in _TABLES if name.startswith(word)), key=len, default="")
    rest = name.removeprefix(word)
    if by_function and name in FUNCTIONS:
        return Said("general_budget_expenditure", "", "", "code", "basic|total")
    if rest in ECONOMIC and (by_economy or word in ("", "基本支出表")):
        return Said("general_basic_expenditure", "", "", "code", "total")
    tables = _TABLES.get(word) or _RULES.get(rule_id) or "fiscal_appropriation_summary"
    side = ""
    if tables.startswith(_SUMMARIES):
        side = "expenditure" if re.search(r"支出|经费|年末|栏", rest) else "revenue"
    row = _row(word, rest, side)
    if row == "subject" and rule_id in ("BX-10b", "BX-10c"):
        row = "coded"  # by economy, where codes alone tell rows apart
    scope = ""
    if word.startswith("项目支出表"):
        scope = "carryover" if "上年结转" in word else "current"
    return Said(tables, scope, side, row, _measures(tables, rest, row))


def _row(word: str, rest: str, side: str) -> str:
    if word.startswith("人员经费"):
        return "name"
    for pattern, row in (
        (r"科目", "subject"),
        (r"类(上年结转)?$", "class"),
        (r"^上年结转的|年初结转$", "carryover_detail" if side else "row"),
        (r"年末结转$|^上年(财政拨款)?结转$", "carryover" if side else "row"),
        (r"^支出总计后的", "behind_total"),
        (r"^本年..合计$|^支出合计$", "current_total"),
        (r"总计$|^合计$|栏$", "grand_total"),
    ):
        if re.search(pattern, rest):
            # A column for what was carried over stands beside the total.
            return "grand_total" if word == "收入总表" and rest == "上年结转" else row
    if not side:
        return "grand_total" if word or rest == "机关运行经费" else "row"
    if re.search(r"[金营算](本年)?支出$", rest):
        return "current_total|grand_total"
    # Summaries by use print it in rows, by class in columns.
    return "name|grand_total" if re.search(r"^(人员|公用)经费$", rest) else "name"


def _measures(tables: str, rest: str, row: str) -> str:
    if "上年结转" in rest and row in ("class", "grand_total", "subject"):
        return "carryover" if tables.startswith(_SUMMARIES) or "其中" in rest else "carryover_beside"
    if rest == "机关运行经费" or tables == "operating_cost":
        return "operating_cost|total"
    if row in ("name", "carryover_detail", "current_total") or rest.startswith("上年"):
        return "total"
    named = [code for word, code in _COLUMNS.items() if word in rest]
    if named:
        own = named[-1] if row == "row" else named[0]
        return (
            f"{own}|{own}_final"
            if tables == "three_public"
            else f"{own}|total"
            if rest.startswith("本年")
            else own
        )
    if tables.startswith(_SUMMARIES):
        return "total"
    current = "revenue_current_year" if "revenue" in tables else "expenditure_current_year"
    return f"total|{current}|basic|project" if row == "subject" else f"total|{current}"
