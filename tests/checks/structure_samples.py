"""Tables within which something is the sum of something, or isn't."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from loaders import records
from loaders.notes import note
from tests.warehouse.samples import BUDGET, DAMAGED, budget, stage

Row = tuple[str, str, str, Sequence[str]]
PLAIN = [("total", "合计"), ("general_budget", "一般公共预算"), ("government_fund", "政府性基金预算")]
# 财政拨款安排的项目, by agency: no codes, all rows on one level.
AGENCIES: list[Row] = [
    ("", "合计", "0", ("612.40", "512.40", "100.00")),
    ("", "统计局", "1", ("405.10", "305.10", "100.00")),
    ("", "普查经费", "1", ("105.10", "105.10", "")),
    ("", "调查经费", "1", ("300.00", "200.00", "100.00")),
    ("", "统计监测中心", "1", ("207.30", "207.30", "")),
    ("", "运行经费", "1", ("207.30", "207.30", "")),
]
# 北京 一般公共预算支出表: 项目支出 without 基建 stands beside the whole.
PROJECTS = [
    ("total", "合计"), ("basic", "基本支出/小计"), ("project", "项目支出/项目支出总数"), ("project", "项目支出/扣除基建项目后预算数"),
]  # fmt: skip
OF_WHICH: list[Row] = [
    ("2050803", "培训支出", "3", ("261.43", "7.13", "254.30", "254.30")),
    ("2080201", "行政运行", "3", ("100.22", "100.22", "", "")),
    ("2080299", "其他民政管理事务支出", "3", ("341.63", "", "341.63", "300.00")),
    ("2150299", "其他制造业支出", "3", ("62.89", "", "62.89", "")),
]
# Nothing here is the sum of anything.
UNRELATED: list[Row] = [
    ("", "合计", "0", ("900.01", "17.35", "33.78")),
    ("", "甲", "1", ("11.11", "45.67", "21.09")),
    ("", "乙", "1", ("23.45", "98.76", "54.32")),
]
# 政府采购支出表: 1.50 is by chance the sum of the three lines below it.
CHANCE: list[Row] = [
    ("", "合计", "0", ("4.50", "4.50")),
    ("", "人才服务中心", "1", ("4.20", "4.20")),
    ("", "办公费", "1", ("1.50", "1.50")),
    ("", "会议费", "1", ("0.20", "0.20")),
    ("", "保险", "1", ("0.40", "0.40")),
    ("", "维修", "1", ("0.90", "0.90")),
    ("", "加油", "1", ("1.20", "1.20")),
    ("", "考试中心", "1", ("0.30", "0.30")),
    ("", "印刷", "1", ("0.30", "0.30")),
]
# The sum of a group stands below it, under a name of its own; the sum of all is called 转移支付总计.
CLOSED: list[Row] = [
    ("", "一、利润收入", "1", ("34.04",)),
    ("", "金融企业利润收入", "2", ("20.04",)),
    ("", "其他企业利润收入", "2", ("14.00",)),
    ("", "国有资本经营预算收入小计", "2", ("34.04",)),
    ("", "二、转移支付", "1", ("9.00",)),
    ("", "补助", "2", ("6.00",)),
    ("", "奖励", "2", ("3.00",)),
    ("", "收入和转移支付总计", "2", ("43.04",)),
]
# A balance in the middle of the list, and a head that prints nothing in this column.
BALANCES: list[Row] = [
    ("", "一、基金支出", "1", ("100.00", "90.00")),
    ("", "二、专项债券结余", "1", ("20.00", "20.00")),
    ("", "三、调出资金", "1", ("50.00", "50.00")),
    ("", "一般公共服务", "2", ("", "50.00")),
    ("", "公共安全", "2", ("50.00", "")),
    ("", "四、其他", "1", ("30.00", "")),
    ("", "五、其他", "1", ("", "7.00")),
    ("", "培训", "2", ("3.00", "7.00")),
]


# 全市一般公共预算收入完成情况表: the money adds up, its growth does not.
GROWTH: list[Row] = [
    ("", "本年收入合计", "0", ("300.00", "4.5")),
    ("", "税收收入", "1", ("200.00", "0.1")),
    ("", "非税收入", "1", ("100.00", "16.7")),
]


# 收支总表, revenue: 本年收入合计 is wrong by 900.00, in the sum that it is and in the one that it is a part of.
BETWEEN: list[Row] = [
    ("", "预算拨款", "1", ("1234.56",)),
    ("", "事业收入", "1", ("100.00",)),
    ("", "本年收入合计", "0", ("2234.56",)),
    ("", "上年结转", "1", ("10.00",)),
    ("", "收入总计", "0", ("1344.56",)),
]
# 24.67 stands one column too far to the right.
SHIFTED: list[Row] = [
    ("", "合计", "0", ("224.67", "224.67", "0.00")),
    ("", "机关保障", "1", ("200.00", "200.00", "0.00")),
    ("", "值班业务", "1", ("24.67", "0.00", "24.67")),
]
# 1.–3. make up 财政拨款, whatever the first of them is; two neighbours of one amount are no sum of each other.
MARKED: list[Row] = [
    ("", "财政拨款", "1", ("1019.20",)),
    ("", "1.一般公共预算拨款", "2", ("1019.20",)),
    ("", "2.政府性基金预算拨款", "2", ("0.00",)),
    ("", "3.国有资本经营预算拨款", "2", ("9.00",)),
]
# What stands behind 其中 is all of it in two columns, so it is in the third.
ALL_PARTS: list[Row] = [
    ("", "税收收入", "1", ("50.00", "30.00", "20.00")),
    ("", "其中：增值税", "2", ("30.00", "18.00", "12.00")),
    ("", "契税", "2", ("19.00", "12.00", "8.00")),
    ("", "非税收入", "1", ("9.00", "5.00", "4.00")),
    ("", "其中：罚没收入", "2", ("6.00", "3.00", "3.00")),
    ("", "专项收入", "2", ("3.00", "2.00", "1.00")),
]
NEIGHBOURS: list[Row] = [
    ("", "一、服务", "1", ("86.00",)),
    ("", "会议费", "2", ("70.00",)),
    ("", "住宿服务", "3", ("35.00",)),
    ("", "餐饮服务", "3", ("35.00",)),
    ("", "培训费", "3", ("16.00",)),
    ("", "住宿", "3", ("8.00",)),
    ("", "餐饮", "3", ("8.00",)),
    ("", "二、货物", "1", ("10.00",)),
    ("", "印刷品", "2", ("6.00",)),
    ("", "其他货物", "2", ("4.00",)),
]


def _doubted() -> records.Parsed:
    """A row was printed twice beside a wrong cell: what is doubted was read, and its sums are held."""
    parsed = budget(DAMAGED)
    doubt = note("row_printed_twice", row="住房公积金")
    parsed.rejects = [records.Reject(stage="table", note=doubt, lines=parsed.budget_lines[-1].lines, source_text="住房公积金 100")]
    return parsed


def _boxed(*, misplaced: bool) -> records.Parsed:
    """24.67 in the third column: printed there, or printed below the second and put there by the reading."""
    rows = [*SHIFTED, *[("", f"项目{n}", "1", ("0.00", "0.00", "0.00")) for n in range(3)]]
    parsed = _document(rows, PLAIN)
    for line in parsed.budget_lines:
        at = line.column_seq - (1 if misplaced and line.row_seq == 3 and line.column_seq == 3 else 0)
        line.page, line.source_box = 1, f"{100 * at},{20 * line.row_seq},{100 * at + 40},{20 * line.row_seq + 10}"
    return parsed


def _without_row() -> records.Parsed:
    """值班业务 is missing in the list of projects; another table prints it."""
    printed = [(code, name, level, amounts[:2]) for code, name, level, amounts in SHIFTED[:2]]
    parsed = _document([*printed, ("", "调研", "1", ("0.00", "0.00"))], PLAIN[:2])
    other = _document([("", "值班业务", "1", ("24.67",)), ("", "机关保障", "1", ("200.00",))], PLAIN[:1])
    for record in (*other.tables, *other.budget_lines):
        record.table_seq = 2
        record.lines = tuple(line + 100 for line in record.lines)
    parsed.extend(other)
    return parsed


def _with_rates() -> records.Parsed:
    parsed = _document(GROWTH, [("final", "完成数"), ("change_pct", "比上年增长%")])
    for line in parsed.budget_lines:
        line.unit = "%" if line.column_seq == 2 else line.unit
    return parsed


def _two_classifications() -> records.Parsed:
    """支出总表 by function; 一般公共预算支出表 by function and again by economic class, under the same kind of title."""
    spent = ("30.00", "20.00", "10.00")
    columns = [("total", "合计"), ("basic", "基本支出"), ("project", "项目支出")]
    function = [("", "合计", "0", spent)] + [
        (code, f"{code}支出", "1", ("7.50", "5.00", "2.50")) for code in ("201", "205", "208", "210")
    ]
    economic = [("", "合计", "0", spent), ("302", "商品和服务支出", "1", spent)]
    merged = records.Parsed()
    for seq, (kind, rows) in enumerate(
        [("expenditure_summary", function), ("general_budget_expenditure", function), ("general_budget_expenditure", economic)], 1
    ):
        part = _document(rows, columns)
        for record in (*part.tables, *part.budget_lines):
            record.table_seq = seq
            record.lines = tuple(line + 100 * seq for line in record.lines)
        part.tables[0].table_type = kind
        for line in part.budget_lines:
            line.subject_system = "department_economic" if line.subject_code == "302" else line.subject_system
        merged.extend(part)
    return merged


def _document(rows: Sequence[Row], columns: Sequence[tuple[str, str]]) -> records.Parsed:
    lines = [
        records.BudgetLine(
            table_seq=1, row_seq=row_seq, subject_system="function" if code else "", subject_code=code, subject_name=name,
            subject_level=level, row_role="total" if level == "0" else "item", measure=measure, measure_label=label,
            column_seq=column_seq, amount_printed=amount, unit="万元", lines=(row_seq,), source_text=f"{name} {' '.join(amounts)}",
        )
        for row_seq, (code, name, level, amounts) in enumerate(rows, 1)
        for column_seq, ((measure, label), amount) in enumerate(zip(columns, amounts, strict=True), 1)
        if amount
    ]  # fmt: skip
    table = records.Table(table_seq=1, table_type="project_expenditure", table_title="项目支出表", unit="万元", row_count=len(rows))
    return records.Parsed(tables=[table], budget_lines=lines)


def _repeated() -> records.Parsed:
    """The row 残疾人就业 printed twice."""
    return budget((*BUDGET[:5], BUDGET[4], *BUDGET[5:]))


def stage_all(folder: Path) -> Path:
    stage(folder, "agencies", _document(AGENCIES, PLAIN))
    stage(folder, "of-which", _document(OF_WHICH, PROJECTS))
    stage(folder, "unrelated", _document(UNRELATED, PLAIN))
    stage(folder, "damaged", budget(DAMAGED))
    stage(folder, "doubted", _doubted())
    stage(folder, "repeated", _repeated())
    stage(folder, "rates", _with_rates())
    stage(folder, "chance", _document(CHANCE, PLAIN[:2]))
    stage(folder, "closed", _document(CLOSED, PLAIN[:1]))
    stage(folder, "balances", _document(BALANCES, PLAIN[:2]))
    stage(folder, "classifications", _two_classifications())
    stage(folder, "between", _document(BETWEEN, PLAIN[:1]))
    stage(folder, "shifted", _document(SHIFTED, PLAIN))
    stage(folder, "marked", _document(MARKED, PLAIN[:1]))
    stage(folder, "all-parts", _document(ALL_PARTS, PLAIN))
    stage(folder, "neighbours", _document(NEIGHBOURS, PLAIN[:1]))
    stage(folder, "without-row", _without_row())
    stage(folder, "printed-aside", _boxed(misplaced=False))
    stage(folder, "put-aside", _boxed(misplaced=True))
    return folder
