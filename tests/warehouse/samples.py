"""Staged documents small enough to check by hand: a budget, a self-evaluation, an unreadable file."""

from __future__ import annotations

from pathlib import Path

from loaders import records
from loaders.document.accounting import Account
from loaders.document.identity import Identity, Region
from loaders.intake import staging
from loaders.model import Document
from loaders.notes import note
from loaders.pipeline import Staged

REGION = Region("310118", "上海市", "", "青浦区", "county")
Cells = tuple[tuple[str, str, str, tuple[str, str, str]], ...]
# code, name, level, (合计, 基本支出, 项目支出)
BUDGET: Cells = (
    ("", "合计", "0", ("1300", "300", "1000")),
    ("208", "社会保障和就业支出", "1", ("1200", "200", "1000")),
    ("20811", "残疾人事业", "2", ("1200", "200", "1000")),
    ("2081101", "行政运行", "3", ("200", "200", "")),
    ("2081105", "残疾人就业", "3", ("1000", "", "1000")),
    ("221", "住房保障支出", "1", ("100", "100", "")),
    ("22102", "住房改革支出", "2", ("100", "100", "")),
    ("2210201", "住房公积金", "3", ("100", "100", "")),
)
COLUMNS = (("total", "合计"), ("basic", "基本支出"), ("project", "项目支出"))


def budget_lines(cells: Cells = BUDGET, unit: str = "元") -> list[records.BudgetLine]:
    """The non-blank cells of a 支出预算总表."""
    lines = []
    for row_seq, (code, name, level, amounts) in enumerate(cells, 1):
        for column_seq, ((measure, label), amount) in enumerate(zip(COLUMNS, amounts, strict=True), 1):
            if amount:
                lines.append(
                    records.BudgetLine(
                        table_seq=1,
                        row_seq=row_seq,
                        subject_system="function",
                        subject_code=code,
                        subject_name=name,
                        subject_level=level,
                        row_role="total" if level == "0" else "item",
                        measure=measure,
                        measure_label=label,
                        column_seq=column_seq,
                        amount_printed=amount,
                        unit=unit,
                        lines=(10 + row_seq,),
                        source_text=f"{code} {name} {' '.join(amounts)}",
                    )
                )
    return lines


def budget(cells: Cells = BUDGET, unit: str = "元") -> records.Parsed:
    """A one-table budget with one sentence of prose and one thing not understood."""
    table = records.Table(
        table_seq=1,
        table_type="expenditure_summary",
        table_title="支出预算总表",
        unit=unit,
        row_count=len(cells),
        lines=(9,),
    )
    stated = records.StatedAmount(
        section="编制说明", subject_name="支出预算", subject_code="208", stated_year="2025", part_of="财政拨款",
        amount_printed="0.13", unit="万元", change_printed="-0.02", change_unit="万元", change_direction="减少", has_reason="true", quote="支出预算0.13万元", lines=(40,), source_text="支出预算0.13万元",
    )  # fmt: skip
    return records.Parsed(
        tables=[table],
        budget_lines=budget_lines(cells, unit),
        stated_amounts=[stated],
        sentences=[
            records.Sentence(
                section="编制说明",
                kind="sentence",
                lines=(40,),
                source_text=f"{stated.quote}，主要原因是项目减少。",
            )
        ],
        rejects=[
            records.Reject(stage="prose", note=note("row_outside_table"), lines=(50,), source_text="附件7")
        ],
    )


def self_evaluation(total_score: str = "95.50", rating: str = "优") -> records.Parsed:
    """A project self-evaluation: funding by source and phase, two scored indicators."""
    form = records.Evaluation(
        form_seq=1, form_type="project_self_evaluation", fiscal_year="2023", subject_name="无障碍改造",
        total_score=total_score, rating=rating, lines=(1,), source_text="无障碍改造",
    )  # fmt: skip
    money = [
        ("年度资金总额", "total", "15.50", "10", "100", "10.00"),
        ("当年财政拨款", "fiscal_current_year", "12.50", "", "", ""),
        ("其他资金", "other", "3.00", "", "", ""),
    ]
    funding = [
        records.Funding(
            form_seq=1, source_label=label, source=source, phase="executed", phase_label="全年执行数", amount_printed=amount,
            unit="万元", weight=weight, execution_rate=rate, score=score, lines=(2 + i,), source_text=f"{label} {amount}",
        )
        for i, (label, source, amount, weight, rate, score) in enumerate(money)
    ]  # fmt: skip
    scores = [("改造户数", "50", "50"), ("满意度", "40", "35.50")]
    indicators = [
        records.Indicator(
            form_seq=1, indicator_seq=i, level1="产出指标", level2="数量指标", level3=name, target_printed="≥10(户)",
            target_operator=">=", target_value="10", target_unit="户", target_kind="quantitative", actual_printed="12",
            actual_value="12", actual_unit="户", weight=weight, score=score, lines=(9 + i,), source_text=name,
        )
        for i, (name, weight, score) in enumerate(scores, 1)
    ]  # fmt: skip
    return records.Parsed(evaluations=[form], funding=funding, indicators=indicators)


def stage(
    folder: Path,
    name: str,
    parsed: records.Parsed,
    kind: str = "unit_budget",
    used: int = 100,
    agency: str = "青浦区残疾人就业服务所",
    total: int | None = None,
) -> None:
    """Write one document's staging folder; ``used`` of ``total`` numbers were read, all unless named."""
    document = Document(f"{name}.txt", f"{name:0>64}", "text/plain", "text", ())
    identity = Identity(f"{name} 2025 年", kind, "2025", agency, REGION, "county", "")
    staged = Staged(document, identity, parsed, Account(total=total or used, used=used))
    staging.write(staged, folder / name, name, "test")


# Two digits swapped in one cell: 1000 printed as 1090 for 残疾人就业 under 项目支出.
DAMAGED: Cells = tuple(
    (code, name, level, ("1000", "", "1090") if code == "2081105" else amounts)
    for code, name, level, amounts in BUDGET
)


def stage_all(folder: Path) -> Path:
    """A staging folder with the samples: two that hold, two with one error each, one that can't be read."""
    stage(folder, "budget", budget())
    stage(folder, "evaluation", self_evaluation(), "performance_self_evaluation")
    stage(folder, "damaged-budget", budget(DAMAGED))
    stage(folder, "damaged-evaluation", self_evaluation(rating="良"), "performance_self_evaluation")
    staging.write_unread(
        folder / "broken", "broken", file_name="broken.pdf", sha256="f" * 64, media_type="application/pdf",
        reason="文件已加密", loader_version="test",
    )  # fmt: skip
    return folder
