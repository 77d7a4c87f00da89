"""Documents that tempt to count the same money twice, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders import records
from tests.warehouse import distinct_samples, samples
from tests.warehouse.conftest import Bench, bench


def form(seq: int, kind: str, name: str, budget: str, executed: str) -> records.Parsed:
    """One self-evaluation form: its money in 元 in one source and the total, no indicators."""
    evaluation = records.Evaluation(
        form_seq=seq, form_type=kind, fiscal_year="2024", subject_name=name, lines=(seq,), source_text=name
    )
    money = [
        records.Funding(
            form_seq=seq, source_label=label, source=source, phase=phase, phase_label=phase_label,
            amount_printed=amount, unit="元", lines=(100 * seq + row,), source_text=f"{label} {amount}",
        )
        for phase, phase_label, amount in (
            ("adjusted_budget", "全年预算数", budget), ("executed", "全年执行数", executed),
        )
        for row, (label, source) in enumerate((("资金总额", "total"), ("当年财政拨款", "fiscal_current_year")))
    ]  # fmt: skip
    return records.Parsed(evaluations=[evaluation], funding=money)


def department_and_projects() -> records.Parsed:
    """The form of a whole department beside those of its two projects: 1000 contain 300 and 500."""
    forms = (
        form(1, "department_self_evaluation", "残联", "1000", "900"),
        form(2, "project_self_evaluation", "就业培训", "300", "150"),
        form(3, "project_self_evaluation", "无障碍改造", "500", "500"),
    )
    return records.Parsed(
        evaluations=[e for f in forms for e in f.evaluations], funding=[m for f in forms for m in f.funding]
    )


def budgeted_and_spent() -> records.Parsed:
    """A final account in 元 that prints the budget beside what was spent, and a row that is part of the one above."""
    return (
        distinct_samples.Draft("元")
        .table(
            "expenditure_summary",
            "支出决算表",
            (("total", "年初预算数"), ("total", "调整预算数"), ("total", "决算数"), ("change", "增减额")),
            [
                ("", "基本支出", "1", ("600", "700", "650", "50")),
                ("", "其中：人员经费", "1", ("500", "600", "550", "50")),
                ("", "项目支出", "1", ("400", "400", "350", "-50")),
                ("", "合计", "0", ("1000", "1100", "1000", "0")),
            ],
        )
        .parsed
    )


def stage_first(folder: Path) -> Path:
    """A budget and a final account of one agency and year, another final account, and performance forms."""
    samples.stage(folder, "budget", distinct_samples.mixed_department())
    samples.stage(folder, "final", distinct_samples.final_account(), "final_account")
    samples.stage(folder, "spent", budgeted_and_spent(), "final_account", agency="静安区残疾人联合会")
    samples.stage(folder, "forms", department_and_projects(), "performance_self_evaluation")
    return folder


def stage_another(folder: Path) -> Path:
    """The same, and one document more."""
    samples.stage(
        stage_first(folder), "another", distinct_samples.carried_over(), agency="闵行区残疾人联合会"
    )
    return folder


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A published file of the first documents, ready to be built again with another."""
    made = bench(tmp_path_factory.mktemp("bi"))
    made.restage(stage_first)
    assert made.build() is True
    return made
