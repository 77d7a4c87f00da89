"""Staged forms and sentences for the rules of money in forms: documents that hold, and one with an error each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from loaders import records
from tests.warehouse import samples
from tests.warehouse.content_samples import indicator, stage, statement

# label, source, amount of 实施期 and 年度
Money = tuple[tuple[str, str, str], ...]
TARGET: Money = (
    ("资金总额", "total", "300"),
    ("省级财政资金", "provincial", "200"),
    ("县级财政资金", "local", "100"),
)


def form(seq: int, money: Money = TARGET, *, without: tuple[str, str] = ("", "")) -> records.Parsed:
    """A one-year project target; ``without`` is a phase and a source that it doesn't print."""
    evaluation = records.Evaluation(
        form_seq=seq, form_type="project_target", fiscal_year="2023", subject_name=f"项目{seq}", project_term="1年",
        unit="元", lines=(100 * seq,), source_text=f"项目{seq}",
    )  # fmt: skip
    funding = [
        records.Funding(
            form_seq=seq, source_label=label, source=source, phase=phase, amount_printed=amount, unit="元",
            lines=(100 * seq + 1 + line,), source_text=label,
        )
        for phase in ("term", "annual")
        for line, (label, source, amount) in enumerate(money)
        if (phase, source) != without
    ]  # fmt: skip
    return records.Parsed(evaluations=[evaluation], funding=funding)


def joined(parts: Iterable[records.Parsed]) -> records.Parsed:
    """Several forms in one document."""
    whole = records.Parsed()
    for part in parts:
        whole.evaluations += part.evaluations
        whole.funding += part.funding
        whole.indicators += part.indicators
        whole.stated_amounts += part.stated_amounts
    return whole


def department(total: str = "1300", *, basic: str = "300", project: str = "1000") -> records.Parsed:
    """A whole-department target that prints its total twice, beside the 支出预算总表 of 300 + 1000 元."""
    evaluation = records.Evaluation(
        form_seq=1, form_type="department_target", fiscal_year="2025", subject_name="服务所", unit="元", lines=(70,),
        source_text="服务所",
    )  # fmt: skip
    rows = [
        ("合计", "total", total),
        ("一般公共预算资金", "general_public_budget", "1300"),
        ("合计", "total", "1300"),
    ]
    rows += [("基本支出", "basic", basic)] + [("项目支出", "project", project)] * bool(project)
    funding = [
        records.Funding(
            form_seq=1, source_label=label, source=source, phase="annual", amount_printed=amount, unit="元",
            lines=(71 + line,), source_text=label,
        )
        for line, (label, source, amount) in enumerate(rows)
    ]  # fmt: skip
    parsed = samples.budget()
    parsed.tables[0] = replace(parsed.tables[0], table_type="expenditure_summary")
    return replace(parsed, evaluations=[evaluation], funding=funding, stated_amounts=[], rejects=[])


def project_table(names: tuple[str, ...]) -> records.Parsed:
    """Two target forms of 300 元 and a 项目支出表 that lists ``names``."""
    parsed = joined(form(seq) for seq in (1, 2))
    parsed.tables = [
        records.Table(
            table_seq=1, table_type="project_expenditure", table_title="项目支出表", unit="元",
            row_count=len(names), lines=(9,),
        )
    ]  # fmt: skip
    parsed.budget_lines = [
        records.BudgetLine(
            table_seq=1, row_seq=row, subject_name=name, row_role="item", measure="total", measure_label="合计",
            column_seq=1, amount_printed="300", unit="元", lines=(10 + row,), source_text=f"{name} 300",
        )
        for row, name in enumerate(names, 1)
    ]  # fmt: skip
    return parsed


def told(
    *, standard: str = "500", applied: str = "3000", part: str = "1000", last: str = "500"
) -> records.Parsed:
    """A target of 3,000 元 for 6 people of 500 元 each, said in three fields; one of them itemises the money."""
    parsed = form(1, (("资金总额", "total", "3000"), ("县级财政资金", "local", "3000")))
    parsed.indicators = [
        indicator(1, "产出指标", "数量指标", "补贴人数", "6", "人"),
        indicator(2, "成本指标", "经济成本指标", "补贴标准", "500", "元/人"),
    ]
    plan = "为6名残疾人发放补贴，每人500元"
    said = [
        ("项目概况", 1, "为残疾人发放补贴", "6", "名", "current", plan),
        ("项目概况", 1, "补贴（每人）", "500", "元", "standard", plan),
        ("项目实施计划", 2, "为残疾人发放补贴", "6", "名", "current", plan),
        (
            "项目实施计划",
            2,
            "补贴（每人）",
            standard,
            "元",
            "standard",
            f"为6名残疾人发放补贴，每人{standard}元",
        ),
        ("制度", 3, "补贴（每人）", last, "元", "standard", f"每人{last}元"),
        (
            "经费",
            4,
            "需申请补贴经费",
            applied,
            "元",
            "current",
            f"需申请补贴经费{applied}元，具体如下：补贴{part}元",
        ),
        ("经费", 5, "补贴", part, "元", "current", f"需申请补贴经费{applied}元，具体如下：补贴{part}元"),
        ("经费", 6, "办公费", "2000", "元", "current", "办公费2000元，邮费1500元"),
        ("经费", 6, "邮费", "1500", "元", "current", "办公费2000元，邮费1500元"),
        ("经费", 7, "水费", "500", "元", "current", "水费500元"),
    ]
    parsed.stated_amounts = [
        replace(statement(name, amount, unit, quote, role, line=line, form=1), field_label=field)
        for field, line, name, amount, unit, role, quote in said
    ]
    return parsed


def spent(
    *,
    whole: str = "200.00",
    part: str = "0.90",
    rate: str = "90",
    rated: str = "66.6",
    printed: str = "66.66",
) -> records.Parsed:
    """Five self-evaluations of a system that truncates rates; the text of the first says what was spent."""
    forms = []
    rates = (printed, *["66.66"] * 4)
    for seq, printed_rate in enumerate(rates, 1):
        evaluation = records.Evaluation(
            form_seq=seq, form_type="project_self_evaluation", fiscal_year="2023", subject_name=f"项目{seq}",
            lines=(100 * seq,), source_text=f"项目{seq}",
        )  # fmt: skip
        funding = [
            records.Funding(
                form_seq=seq, source_label="年度资金总额", source="total", phase=phase, amount_printed=amount, unit="万元",
                execution_rate=printed_rate if phase == "executed" else "", lines=(100 * seq + 1,), source_text="总额",
            )
            for phase, amount in (("adjusted_budget", "300.00"), ("executed", "200.00"))
        ]  # fmt: skip
        forms.append(records.Parsed(evaluations=[evaluation], funding=funding))
    said = [
        (1, "本项目共计执行", whole, "executed", rated),
        (2, "培训预算金额", "1.00", "current", ""),
        (2, "培训实际支出", part, "executed", rate),
    ]
    forms[0].stated_amounts = [
        statement(
            name,
            amount,
            "万元",
            name,
            role,
            line=line,
            form=1,
            share_pct=pct,
            share_of="执行率" if pct else "",
        )
        for line, name, amount, role, pct in said
    ]
    return joined(forms)


def scored(total: str = "19.97") -> records.Parsed:
    """Five self-evaluations of two scores each that add up exactly, the first to ``total``."""
    forms = []
    for seq, printed in enumerate((total, *["19.97"] * 4), 1):
        evaluation = records.Evaluation(
            form_seq=seq, form_type="project_self_evaluation", fiscal_year="2023", subject_name=f"项目{seq}",
            total_score=printed, lines=(100 * seq,), source_text=f"项目{seq}",
        )  # fmt: skip
        scores = [
            replace(
                indicator(
                    i,
                    "产出指标",
                    "数量指标",
                    f"人数{i}",
                    "5",
                    "人",
                    weight="50",
                    score=score,
                    deviation="人数减少",
                ),
                form_seq=seq,
            )
            for i, score in enumerate(("9.98", "9.99"), 1)
        ]
        forms.append(records.Parsed(evaluations=[evaluation], indicators=scores))
    return joined(forms)


def changed(
    *, revenue: str = "-20", fund: str = "-5", arranged: str = "300", item: str = "200"
) -> records.Parsed:
    """Sentences about a budget whose parts changed from last year, and about the money of a project with a form."""
    parsed = form(1)
    rows = [
        ("收入预算", "0.10", "万元", "current", 40, revenue), ("支出预算", "0.10", "万元", "current", 41, "-20"),
        ("财政拨款支出预算", "0.10", "万元", "part", 41, "-20"),
        ("一般公共预算拨款支出预算", "0.07", "万元", "current", 42, "-15"),
        ("政府性基金预算拨款支出预算", "0.03", "万元", "current", 42, fund),
        ("国有资本经营预算拨款支出预算", "0", "万元", "current", 42, ""),
        ("年度预算内安排资金", arranged, "元", "current", 50, ""), ("培训", item, "元", "current", 50, ""),
        ("补贴", "100", "元", "current", 50, ""),
    ]  # fmt: skip
    parsed.stated_amounts = [
        replace(
            statement(
                name, amount, unit, name, role, line=line, change_printed=change,
                change_direction="减少" if change else "",
            ),
            change_base="上年预算" if change else "",
        )
        for name, amount, unit, role, line, change in rows
    ]  # fmt: skip
    return parsed


def stage_all(folder: Path) -> Path:
    """A good document of each kind, and the bad ones by the name of their error."""
    targets = {
        "forms": joined(form(seq) for seq in (1, 2, 3)),
        "forms-total": joined([form(1, without=("annual", "total")), form(2), form(3)]),
        "forms-source": joined([form(1, without=("annual", "provincial")), form(2), form(3)]),
        "told": told(),
        "told-standard": told(standard="560"),
        "told-alone": told(last="580"),
        "told-applied": told(applied="3300"),
        "told-part": told(part="1900"),
    }
    evaluations = {
        "spent": spent(),
        "spent-whole": spent(whole="200.01"),
        "spent-rate": spent(rated="66.9"),
        "spent-part": spent(part="1.20", rate="120"),
        "spent-quotient": spent(rate="95"),
        "spent-printed": spent(printed="66.67"),
        "scored": scored(),
        "scored-total": scored("19.98"),
    }
    budgets = {
        "bureau": department(),
        "bureau-total": department(total="1309"),
        "bureau-basic": department(basic="390"),
        "bureau-half": department(project=""),
        "listed": project_table(("项目1", "项目2")),
        "listed-one": project_table(("项目1",)),
        "changed": changed(),
        "changed-revenue": changed(revenue="-25"),
        "changed-fund": changed(fund="-8"),
        "changed-arranged": changed(arranged="340"),
        "changed-item": changed(item="260"),
    }
    for kind, documents in (
        ("performance_target", targets),
        ("performance_self_evaluation", evaluations),
        ("unit_budget", budgets),
    ):
        for name, parsed in documents.items():
            stage(folder, name, parsed, kind)
    return folder
