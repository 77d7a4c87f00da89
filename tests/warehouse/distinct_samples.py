"""Staged documents without an error in which quantities that are often taken for one another differ."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from loaders import records
from tests.warehouse import content_samples

# code, name, level, amounts; a name of a total, subtotal or carried-over row decides its role
Row = tuple[str, str, str, tuple[str, ...]]
Columns = tuple[tuple[str, str], ...]
TOTAL: Columns = (("total", "合计"),)
SPLIT: Columns = (*TOTAL, ("basic", "基本支出"), ("project", "项目支出"))
STAFF: Columns = (*TOTAL, ("personnel", "人员经费"), ("public", "公用经费"))
FUNDS: Columns = (*TOTAL, ("general_budget", "一般公共预算"), ("government_fund", "政府性基金"))


def _role(code: str, name: str) -> str:
    if code:
        return "item"
    if "结转" in name:
        return "carryover"
    return "subtotal" if name.startswith("本年") else "total" if name.endswith("计") else "item"


class Draft:
    """A document put together table by table."""

    def __init__(self, unit: str, prefix: str = "") -> None:
        self.unit, self.prefix = unit, prefix
        self.parsed = records.Parsed()
        self._line = 0

    def table(
        self,
        table_type: str,
        title: str,
        columns: Columns,
        rows: list[Row],
        *,
        side: str = "",
        unit: str = "",
        scope: str = "",
        system: str = "function",
    ) -> Draft:
        """Add a table, or the second side of the last one where it has the same type."""
        last = self.parsed.tables[-1] if self.parsed.tables else None
        if last is None or last.table_type != table_type:
            self.parsed.tables.append(
                records.Table(
                    table_seq=len(self.parsed.tables) + 1, table_type=table_type, table_title=self.prefix + title,
                    unit=unit or self.unit, scope=scope, row_count=len(rows), lines=(self._line + 1,),
                )
            )  # fmt: skip
        for row_seq, (code, name, level, amounts) in enumerate(rows, 1):
            self._line += 2
            for column_seq, ((measure, label), amount) in enumerate(zip(columns, amounts, strict=True), 1):
                if amount:
                    self.parsed.budget_lines.append(
                        records.BudgetLine(
                            table_seq=len(self.parsed.tables), side=side, row_seq=row_seq,
                            subject_system=system if code else "", subject_code=code, subject_name=name,
                            subject_level=level, row_role=_role(code, name), measure=measure, measure_label=label,
                            column_seq=column_seq, amount_printed=amount, unit=unit or self.unit,
                            lines=(self._line,), source_text=f"{code} {name} {' '.join(amounts)}",
                        )
                    )  # fmt: skip
        return self


def mixed_department() -> records.Parsed:
    """A budget in 元 with business income, institutions beside the administration, funds; 三公 in 万元."""
    draft = Draft("元")
    draft.table(
        "revenue_expenditure_summary", "收支预算总表", TOTAL,
        [("", "财政拨款收入", "1", ("9000000",)), ("", "事业收入", "1", ("1000000",)), ("", "收入总计", "0", ("10000000",))],
        side="revenue",
    ).table(
        "revenue_expenditure_summary", "收支预算总表", SPLIT,
        [
            ("208", "社会保障和就业支出", "1", ("9000000", "6000000", "3000000")),
            ("229", "其他支出", "1", ("1000000", "", "1000000")),
            ("", "支出总计", "0", ("10000000", "6000000", "4000000")),
        ],
        side="expenditure",
    ).table(
        "revenue_summary", "收入预算总表",
        (*TOTAL, ("fiscal_appropriation", "财政拨款"), ("institution", "事业收入")),
        [
            ("208", "社会保障和就业支出", "1", ("9000000", "8000000", "1000000")),
            ("229", "其他支出", "1", ("1000000", "1000000", "")),
            ("", "合计", "0", ("10000000", "9000000", "1000000")),
        ],
    ).table(
        "expenditure_summary", "支出预算总表", SPLIT,
        [
            ("208", "社会保障和就业支出", "1", ("9000000", "6000000", "3000000")),
            ("229", "其他支出", "1", ("1000000", "", "1000000")),
            ("", "合计", "0", ("10000000", "6000000", "4000000")),
        ],
    ).table(
        "fiscal_appropriation_summary", "财政拨款收支预算总表", TOTAL,
        [
            ("", "一般公共预算", "1", ("8000000",)), ("", "政府性基金", "1", ("1000000",)),
            ("", "收入总计", "0", ("9000000",)),
        ],
        side="revenue",
    ).table(
        "fiscal_appropriation_summary", "财政拨款收支预算总表", FUNDS,
        [
            ("208", "社会保障和就业支出", "1", ("8000000", "8000000", "")),
            ("229", "其他支出", "1", ("1000000", "", "1000000")),
            ("", "支出总计", "0", ("9000000", "8000000", "1000000")),
        ],
        side="expenditure",
    ).table(
        "general_budget_expenditure", "一般公共预算支出表", SPLIT,
        [("208", "社会保障和就业支出", "1", ("8000000", "5400000", "2600000")), ("", "合计", "0", ("8000000", "5400000", "2600000"))],
    ).table(
        "government_fund_expenditure", "政府性基金预算支出表", SPLIT,
        [("229", "其他支出", "1", ("1000000", "", "1000000")), ("", "合计", "0", ("1000000", "", "1000000"))],
    ).table(
        "general_basic_expenditure", "一般公共预算基本支出表", STAFF,
        [
            ("301", "工资福利支出", "1", ("4000000", "4000000", "")), ("30101", "基本工资", "2", ("4000000", "4000000", "")),
            ("302", "商品和服务支出", "1", ("1400000", "", "1400000")), ("30201", "办公费", "2", ("1250000", "", "1250000")),
            ("30217", "公务接待费", "2", ("100000", "", "100000")), ("30231", "公务用车运行维护费", "2", ("50000", "", "50000")),
            ("", "合计", "0", ("5400000", "4000000", "1400000")),
        ],
        system="department_economic",
    ).table(
        "three_public", "“三公”经费和机关运行经费预算表",
        (
            ("three_public", "三公经费/合计"), ("overseas_travel", "三公经费/因公出国(境)费"),
            ("official_reception", "三公经费/公务接待费"), ("official_vehicle", "三公经费/公务用车购置及运行费/小计"),
            ("vehicle_purchase", "三公经费/公务用车购置及运行费/购置费"),
            ("vehicle_operation", "三公经费/公务用车购置及运行费/运行费"), ("operating_cost", "机关运行经费"),
        ),
        [("", "合计", "0", ("20.00", "0.00", "12.00", "8.00", "0.00", "8.00", "60.00"))],
        unit="万元",
    )  # fmt: skip
    quote = "编报绩效目标的项目共2个，涉及项目预算资金300万元"
    draft.parsed.stated_amounts = [
        content_samples.statement("编报绩效目标的项目", "2", "个", quote),
        content_samples.statement("编报绩效目标的项目涉及项目预算资金", "300.00", "万元", quote),
    ]
    return draft.parsed


def final_account() -> records.Parsed:
    """A final account in 万元 whose income and expenditure by subject differ by what was carried over."""
    draft = Draft("万元")
    draft.table(
        "revenue_expenditure_summary", "收入支出决算总表", TOTAL,
        [
            ("", "一般公共预算财政拨款收入", "1", ("950.00",)), ("", "其他收入", "1", ("50.00",)),
            ("", "本年收入合计", "1", ("1000.00",)), ("", "年初结转和结余", "1", ("50.00",)), ("", "总计", "0", ("1050.00",)),
        ],
        side="revenue",
    ).table(
        "revenue_expenditure_summary", "收入支出决算总表", TOTAL,
        [
            ("208", "社会保障和就业支出", "1", ("630.00",)), ("221", "住房保障支出", "1", ("380.00",)),
            ("", "本年支出合计", "1", ("1010.00",)), ("", "年末结转和结余", "1", ("40.00",)), ("", "总计", "0", ("1050.00",)),
        ],
        side="expenditure",
    ).table(
        "revenue_summary", "收入决算表", (*TOTAL, ("fiscal_appropriation", "财政拨款收入"), ("other", "其他收入")),
        [
            ("208", "社会保障和就业支出", "1", ("600.00", "550.00", "50.00")),
            ("221", "住房保障支出", "1", ("400.00", "400.00", "")), ("", "合计", "0", ("1000.00", "950.00", "50.00")),
        ],
    ).table(
        "expenditure_summary", "支出决算表", SPLIT,
        [
            ("208", "社会保障和就业支出", "1", ("630.00", "500.00", "130.00")),
            ("221", "住房保障支出", "1", ("380.00", "380.00", "")), ("", "合计", "0", ("1010.00", "880.00", "130.00")),
        ],
    )  # fmt: skip
    return draft.parsed


def carried_over() -> records.Parsed:
    """A budget in 万元 with money carried over: some tables include it, one says that it does not."""
    draft = Draft("万元")
    draft.table(
        "revenue_expenditure_summary", "部门收支总表", TOTAL,
        [
            ("", "一般公共预算", "1", ("100.00",)), ("", "本年收入合计", "1", ("100.00",)),
            ("", "上年结转", "1", ("10.00",)), ("", "收入总计", "0", ("110.00",)),
        ],
        side="revenue",
    ).table(
        "revenue_expenditure_summary", "部门收支总表", TOTAL,
        [("208", "社会保障和就业支出", "1", ("110.00",)), ("", "支出总计", "0", ("110.00",))],
        side="expenditure",
    ).table(
        "expenditure_summary", "部门支出总表", SPLIT,
        [("208", "社会保障和就业支出", "1", ("110.00", "60.00", "50.00")), ("", "合计", "0", ("110.00", "60.00", "50.00"))],
    ).table(
        "fiscal_appropriation_summary", "财政拨款收支总表", TOTAL,
        [
            ("", "一般公共预算", "1", ("100.00",)), ("", "上年结转", "1", ("10.00",)),
            ("", "收入总计", "0", ("110.00",)),
        ],
        side="revenue",
    ).table(
        "fiscal_appropriation_summary", "财政拨款收支总表", FUNDS[:2],
        [("208", "社会保障和就业支出", "1", ("110.00", "110.00")), ("", "支出总计", "0", ("110.00", "110.00"))],
        side="expenditure",
    ).table(
        "general_budget_expenditure", "一般公共预算支出表（不含上年结转）", SPLIT,
        [("208", "社会保障和就业支出", "1", ("100.00", "60.00", "40.00")), ("", "合计", "0", ("100.00", "60.00", "40.00"))],
        scope="不含上年结转",
    )  # fmt: skip
    return draft.parsed


def adjusted() -> records.Parsed:
    """A self-evaluation whose budget was raised during the year."""
    good = content_samples.self_evaluation(initial="2.50")
    weights = [
        replace(item, weight=weight) for item, weight in zip(good.indicators, ("10", "50"), strict=True)
    ]
    return replace(good, indicators=weights)


DOCUMENTS = {
    "mixed": (mixed_department, "department_budget"),
    "final": (final_account, "final_account"),
    "carried": (carried_over, "department_budget"),
    "adjusted": (adjusted, "performance_self_evaluation"),
}


def stage_all(folder: Path) -> Path:
    """Every document is right."""
    for name, (made, kind) in DOCUMENTS.items():
        content_samples.stage(folder, name, made(), kind)
    return folder
