"""Staged documents for the rules of forms, prose and documents side by side: one that holds, one with an error each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from loaders import records
from tests.warehouse import samples

Row = tuple[str, str, str, str, str]


def target(
    *,
    people: str = "45",
    product: str = "81000",
    annual: str = "167400",
    counted: str = "45",
    unit: str = "%",
) -> records.Parsed:
    """A one-year project target: 16 人 × 5400 元 + 45 人 × 1800 元, in text, indicators and money."""
    form = records.Evaluation(
        form_seq=1, form_type="project_target", fiscal_year="2023", subject_name="岗位补贴", project_term="1年",
        start_date="2023-01-01", end_date="2023-12-31", unit="元", lines=(1,), source_text="岗位补贴",
    )  # fmt: skip
    funding = [
        records.Funding(
            form_seq=1, source_label=label, source="total", phase=phase, phase_label=label, amount_printed=annual,
            unit="元", lines=(3,), source_text=label,
        )
        for phase, label in (("term", "实施期资金总额"), ("annual", "年度资金总额"))
    ]  # fmt: skip
    quote = (
        f"为16名干事提供每名5400元，计86400元；为{people}名委员提供每人1800元，计{product}元；共计167400元。"
    )
    stated = [
        statement(name, amount, unit_, quote, role, line=5, form=1)
        for name, amount, unit_, role in (
            ("干事", "16", "名", "current"), ("干事（每名）", "5400", "元", "standard"), ("干事", "86400", "元", "total"),
            ("委员", people, "名", "current"), ("委员（每人）", "1800", "元", "standard"),
            ("委员", product, "元", "total"), ("委员", "167400", "元", "total"),
        )
    ]  # fmt: skip
    rows: list[Row] = [
        ("产出指标", "数量指标", "干事人数", "16", "人"),
        ("产出指标", "数量指标", "委员人数", counted, "人"),
        ("产出指标", "质量指标", "发放准确率", "100", unit),
        ("产出指标", "成本指标", "干事补助标准", "5400", "元/人/年"),
        ("产出指标", "成本指标", "委员补助标准", "1800", "元/人/年"),
        ("满意度指标", "服务对象满意度指标", "受益对象满意度", "90", "%"),
    ]
    return records.Parsed(
        evaluations=[form], funding=funding, indicators=[indicator(i, *row) for i, row in enumerate(rows, 1)],
        stated_amounts=stated,
    )  # fmt: skip


def indicator(
    seq: int,
    level1: str,
    level2: str,
    level3: str,
    value: str,
    unit: str,
    *,
    actual: str = "",
    actual_value: str = "",
    weight: str = "",
    score: str = "",
    deviation: str = "",
) -> records.Indicator:
    """One annual indicator with an exact target."""
    return records.Indicator(
        form_seq=1, indicator_seq=seq, level1=level1, level2=level2, level3=level3, target_printed=f"{value}{unit}",
        target_value=value, target_unit=unit, target_kind="quantitative", actual_printed=actual,
        actual_value=actual_value, actual_unit=unit if actual_value else "", weight=weight, score=score,
        deviation=deviation, lines=(10 + seq,), source_text=level3,
    )  # fmt: skip


def self_evaluation(
    *,
    rate: str = "66.66",
    score: str = "6.66",
    reached: str = "5.00",
    graded: str = "40",
    initial: str = "3.00",
) -> records.Parsed:
    """A self-evaluation of a system that truncates: 2 of 3 万元, one indicator half reached, one graded."""
    form = records.Evaluation(
        form_seq=1, form_type="project_self_evaluation", fiscal_year="2023", subject_name="岗位补贴",
        lines=(1,), source_text="岗位补贴",
    )  # fmt: skip
    money = (("initial_budget", initial), ("adjusted_budget", "3.00"), ("executed", "2.00"))
    funding = [
        records.Funding(
            form_seq=1, source_label="年度资金总额", source="total", phase=phase, amount_printed=amount, unit="万元",
            weight="10" if phase == "executed" else "", execution_rate=rate if phase == "executed" else "",
            score=score if phase == "executed" else "", lines=(2,), source_text="年度资金总额",
        )
        for phase, amount in money
    ]  # fmt: skip
    half = indicator(
        1, "产出指标", "数量指标", "委员人数", "10", "人", actual="5", actual_value="5",
        weight="10", score=reached, deviation="人数减少",
    )  # fmt: skip
    grade = indicator(
        2, "满意度指标", "服务对象满意度指标", "受益对象满意度", "90", "%", actual="部分达成指标", weight="50",
        score=graded, deviation="部分满意",
    )  # fmt: skip
    return records.Parsed(evaluations=[form], funding=funding, indicators=[half, grade])


def statement(
    name: str,
    amount: str,
    unit: str,
    quote: str = "",
    role: str = "current",
    *,
    line: int = 40,
    form: int = 0,
    change_printed: str = "",
    change_pct: str = "",
    change_direction: str = "",
    share_pct: str = "",
    share_of: str = "",
) -> records.StatedAmount:
    """One stated amount of the sentence on ``line``, with a reason for its change."""
    return records.StatedAmount(
        section="编制说明", form_seq=str(form) if form else "", field_label="项目概况" if form else "",
        sentence_seq=line, subject_name=name, role=role, amount_printed=amount, unit=unit,
        change_printed=change_printed, change_unit=unit if change_printed else "", change_pct=change_pct,
        change_direction=change_direction, has_reason="true", share_pct=share_pct, share_of=share_of,
        quote=quote or name, lines=(line,), source_text=quote or name,
    )  # fmt: skip


def prose(**wrong: str) -> records.Parsed:
    """A budget table of 1000 + 300 元 and sentences about it in 万元; ``wrong`` replaces one figure."""
    said = {
        "total": "0.13", "basic": "0.03", "project": "0.10", "change": "0.03", "pct": "30.00", "share": "23.08",
        "direction": "增加", "goods": "0.01", "small": "0.02", "note": "", **wrong,
    }  # fmt: skip
    table = replace(samples.budget().tables[0], table_type="expenditure_summary")
    quote = "支出预算总计"
    stated = [
        statement(
            quote, said["total"], "万元", quote, "total", change_printed=said["change"], change_pct=said["pct"], change_direction=said["direction"],
        ),
        statement(
            "基本支出", said["basic"], "万元", f"{quote}：基本支出占{quote}{said['share']}%", "part",
            share_pct=said["share"], share_of=quote,
        ),
        statement("项目支出", said["project"], "万元", quote, "part"),
        statement("政府采购预算", "0.05", "万元", "政府采购", line=44),
        statement("政府采购货物预算", said["goods"], "万元", "政府采购", "part", line=44),
        statement("政府采购工程预算", "0.01", "万元", "政府采购", "part", line=44),
        statement("政府采购服务预算", "0.03", "万元", "政府采购", "part", line=44),
        statement("面向中小企业预留政府采购项目预算金额", said["small"], "万元", "政府采购", line=45),
        statement("住房保障支出", "0.01", "万元", said["note"], line=46),
    ]  # fmt: skip
    empty = records.Table(
        table_seq=2, table_type="government_fund_expenditure", table_title="政府性基金预算支出表", unit="元",
        empty_note="本表无数据", lines=(60,),
    )  # fmt: skip
    sentence = records.Sentence(
        kind="sentence", sentence_seq=46, lines=(46,), source_text=said["note"] or "住房保障支出0.01万元。"
    )
    return records.Parsed(
        tables=[table, empty], budget_lines=samples.budget_lines(), stated_amounts=stated, sentences=[sentence]
    )


WRONG_PROSE = {
    "total": {"total": "0.15", "change": "0.05", "pct": "50.00", "share": "20.00"},
    "parts": {"project": "0.20"},
    "pct": {"pct": "40.00"},
    "share": {"share": "32.08"},
    "direction": {"direction": "减少"},
    "goods": {"goods": "0.04"},
    "small": {"small": "0.06"},
    "residue": {"note": "增加（减少）×××万元"},
}
WRONG_TARGETS = {
    "product": {"product": "86400"},
    "counted": {"counted": "48"},
    "annual": {"annual": "167500"},
    "unit": {"unit": "人"},
}
WRONG_EVALUATIONS = {
    "rate": {"rate": "76.66", "score": "7.66"},
    "score": {"score": "7.66"},
    "reached": {"reached": "8.00"},
    "graded": {"graded": "45"},
}


def stage_all(folder: Path) -> Path:
    """Three good documents and one bad one for every error; agencies are kept apart by the disclosure key."""
    stage(folder, "prose", prose())
    stage(folder, "target", target(), "performance_target")
    stage(folder, "evaluated", self_evaluation(), "performance_self_evaluation")
    for name, wrong in WRONG_PROSE.items():
        stage(folder, f"prose-{name}", prose(**wrong))
    for name, wrong in WRONG_TARGETS.items():
        stage(folder, f"target-{name}", target(**wrong), "performance_target")
    for name, wrong in WRONG_EVALUATIONS.items():
        stage(folder, f"evaluated-{name}", self_evaluation(**wrong), "performance_self_evaluation")
    stage(folder, "pair-target", target(), "performance_target", "丙服务所")
    stage(folder, "pair-evaluation", self_evaluation(), "performance_self_evaluation", "丙服务所")
    return folder


def stage(
    folder: Path, name: str, parsed: records.Parsed, kind: str = "unit_budget", agency: str = ""
) -> None:
    """One document, of an agency of its own unless named."""
    samples.stage(folder, name, parsed, kind, agency=agency or f"{name}服务所")
