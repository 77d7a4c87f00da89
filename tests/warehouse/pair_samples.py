"""Staged documents that are held against each other: two years, budget and final account, department and units."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from loaders import records
from loaders.document.accounting import Account
from loaders.document.identity import Identity
from loaders.intake import staging
from loaders.model import Document
from loaders.pipeline import Staged
from tests.warehouse import content_samples, samples

Cell = tuple[str, str, str, str, str]  # code, name, role, measure, amount


def table(kind: str, title: str, cells: list[Cell], *, seq: int = 1, unit: str = "万元") -> records.Parsed:
    """A table of one row per cell; cells of one name share a row."""
    rows = list(dict.fromkeys((code, name) for code, name, *_ in cells))
    columns = list(dict.fromkeys(measure for *_, measure, _ in cells))
    lines = [
        records.BudgetLine(
            table_seq=seq, row_seq=rows.index((code, name)) + 1, subject_system="function" if code else "",
            subject_code=code, subject_name=name, row_role=role, measure=measure, measure_label=measure,
            subject_level={0: "0" if role == "total" else "", 3: "1", 5: "2", 7: "3"}[len(code)],
            column_seq=columns.index(measure) + 1, amount_printed=amount, unit=unit,
            lines=(100 * seq + rows.index((code, name)),), source_text=f"{name} {amount}",
        )
        for code, name, role, measure, amount in cells
    ]  # fmt: skip
    head = records.Table(
        table_seq=seq, table_type=kind, table_title=title, unit=unit, row_count=len(rows), lines=(100 * seq - 1,),
        header_paths=" | ".join(columns),
    )  # fmt: skip
    labels = [
        records.RowLabel(table_seq=seq, row_seq=i, subject_code=code, subject_name=name)
        for i, (code, name) in enumerate(rows, 1)
    ]
    return records.Parsed(tables=[head], budget_lines=lines, row_labels=labels)


def text(*said: str, **stated: str) -> records.Parsed:
    """Sentences, each a paragraph; ``stated`` are amounts of the sentence of their own number (``s2="车辆 3 辆"``)."""
    sentences = [
        records.Sentence(section="情况说明", kind="sentence", paragraph_seq=i, sentence_seq=i, lines=(40 + i,), source_text=t)
        for i, t in enumerate(said, 1)
    ]  # fmt: skip
    amounts = []
    for key, value in stated.items():
        name, amount, unit = value.split()
        row = content_samples.statement(name, amount, unit, said[int(key[1:]) - 1])
        amounts.append(replace(row, sentence_seq=int(key[1:])))
    return records.Parsed(sentences=sentences, stated_amounts=amounts)


def closing(opening: str, closed: str) -> records.Parsed:
    """A 收入支出决算总表 with what came in from the year before and what goes on to the next."""
    return table(
        "revenue_expenditure_summary", "收入支出决算总表",
        [("", "年初结转和结余", "carryover", "total", opening), ("", "年末结转和结余", "carryover", "total", closed)],
    )  # fmt: skip


def public(suffix: str, amount: str) -> records.Parsed:
    """A “三公” table with its total; ``suffix`` tells the column of a final account."""
    return table("three_public", "“三公”经费表", [("", "", "total", f"three_public{suffix}", amount)])


def totals(amount: str, *said: records.Parsed) -> records.Parsed:
    """A 收支总表 of one total, with text."""
    parsed = table("revenue_expenditure_summary", "收支总表", [("", "支出总计", "total", "total", amount)])
    parsed.budget_lines = [replace(line, side="expenditure") for line in parsed.budget_lines]
    for part in said:
        parsed.extend(part)
    return parsed


def change(amount: str) -> records.Parsed:
    """Text: expenditure is so much more than last year."""
    parsed = text("支出预算总计有所增加。", s1="支出预算总计 15.00 万元")
    parsed.stated_amounts = [
        replace(
            row, change_printed=amount, change_unit="万元", change_direction="增加", change_base="上年预算"
        )
        for row in parsed.stated_amounts
    ]
    return parsed


def spending(total: str, education: str, health: str, *said: records.Parsed) -> records.Parsed:
    """A 支出总表 of two classes."""
    parsed = table(
        "expenditure_summary", "支出总表",
        [
            ("", "合计", "total", "total", total), ("205", "教育支出", "item", "total", education),
            ("210", "卫生健康支出", "item", "total", health),
        ],
    )  # fmt: skip
    for part in said:
        parsed.extend(part)
    return parsed


def scored(*scores: str) -> records.Parsed:
    """Self-evaluation forms with these total scores."""
    return records.Parsed(
        evaluations=[
            records.Evaluation(
                form_seq=i, form_type="project_self_evaluation", fiscal_year="2023", subject_name=f"项目{i}",
                total_score=score, lines=(i,), source_text=f"项目{i}",
            )
            for i, score in enumerate(scores, 1)
        ]
    )  # fmt: skip


def carried(amount: str) -> records.Parsed:
    """A project target with money carried over."""
    parsed = content_samples.target()
    parsed.funding.append(
        records.Funding(
            form_seq=1, source_label="上年结转资金", source="carryover", phase="annual", amount_printed=amount, unit="元",
            lines=(4,), source_text="上年结转资金",
        )
    )  # fmt: skip
    return parsed


def carrying(amount: str) -> records.Parsed:
    """A 收支总表 that names carry-over."""
    return table(
        "revenue_expenditure_summary", "收支总表",
        [("", "上年结转", "carryover", "total", amount), ("", "收入总计", "total", "total", "50.00")],
    )  # fmt: skip


def operating(cost: str, subject: str = "行政运行") -> records.Parsed:
    """Basic expenditure of one item with running costs of 3.00 万元, and a text that states 机关运行经费."""
    parsed = table(
        "general_budget_expenditure", "一般公共预算支出表",
        [("2050101", subject, "item", "total", "9.00"), ("2050101", subject, "item", "basic", "9.00")],
    )  # fmt: skip
    parsed.extend(
        table(
            "general_basic_expenditure", "一般公共预算基本支出表",
            [("", "合计", "total", "total", "9.00"), ("", "合计", "total", "public", "3.00")], seq=2,
        )
    )  # fmt: skip
    parsed.extend(text("机关运行经费有所安排。", s1=f"机关运行经费预算 {cost} 万元"))
    return parsed


def shares(project: str) -> records.Parsed:
    """Two parts of a whole, each with its share."""
    parsed = text(
        "支出预算总计10万元。", "基本支出6万元，项目支出4万元。",
        s1="支出预算总计 10.00 万元", s2="基本支出 6.00 万元",
    )  # fmt: skip
    rest = content_samples.statement(
        "项目支出", "4.00", "万元", share_pct=project, share_of="支出预算总计", role="part"
    )
    rows = [
        replace(row, share_pct="60.00", share_of="支出预算总计", role="part")
        if row.sentence_seq == 2
        else row
        for row in parsed.stated_amounts
    ]
    parsed.stated_amounts = [*rows, replace(rest, sentence_seq=2)]
    return parsed


def stage(
    folder: Path, name: str, parsed: records.Parsed, kind: str, year: str, agency: str, supervising: str = "", body: str = ""
) -> None:
    """One document of ``agency`` and ``year``; ``body`` is what its title calls it, by its kind unless said."""
    document = Document(f"{name}.txt", f"{name:0>64}", "text/plain", "text", ())
    bodies = {"unit_budget": "单位预算", "department_budget": "部门预算", "final_account": "部门决算"}
    body = body or bodies.get(kind, "绩效")
    identity = Identity(f"{year}年{body}", kind, year, agency, samples.REGION, "county", supervising)
    staged = Staged(document, identity, parsed, Account(total=9, used=9))
    staging.write(staged, folder / name, name, "test")


def stage_all(folder: Path) -> Path:
    """Every pair twice, as it should be and as it should not; ``-bad`` names the second."""
    for end, right in (("", True), ("-bad", False)):
        for name, year, kind, parsed in (
            ("closing-2022", "2022", "final_account", closing("1.00", "2.50")),
            ("closing-2023", "2023", "final_account", closing("2.50" if right else "2.40", "3.00")),
            ("public-budget", "2023", "unit_budget", public("", "6.00")),
            ("public-final", "2023", "final_account", public("_budget", "6.00" if right else "6.10")),
            ("change-2023", "2023", "unit_budget", totals("12.00")),
            ("change-2024", "2024", "unit_budget", totals("15.00", change("3.00" if right else "3.50"))),
            ("scores", "2023", "performance_self_evaluation", scored("95.00", "86.00")),
            ("scores-text", "2023", "final_account", _average("90.50" if right else "91.00")),
            ("cars-budget", "2024", "unit_budget", _cars("3")),
            ("cars-final", "2023", "final_account", _cars("3" if right else "4")),
            ("carried-form", "2024", "performance_target", carried("500")),
            ("carried-budget", "2024", "unit_budget", carrying("0.05" if right else "0")),
            ("operating", "2024", "unit_budget", operating("3.00" if right else "3.20")),
            (
                "operating-mixed",
                "2024",
                "unit_budget",
                operating("2.50", "行政运行" if not right else "事业运行"),
            ),
            ("shares", "2024", "unit_budget", shares("40.00" if right else "39.00")),
        ):
            stage(folder, name + end, parsed, kind, year, f"青浦区{name.split('-')[0]}{end}局")
        stage(
            folder,
            "planned" + end,
            content_samples.target(),
            "performance_target",
            "2023",
            f"青浦区自评{end}局",
        )
        stage(
            folder,
            "rated" + end,
            _evaluated(right),
            "performance_self_evaluation",
            "2023",
            f"青浦区自评{end}局",
        )
        _department(folder, end, right)
        _department(folder, end, right, is_final=True)
    _department(folder, "-part", True, units=1)
    return folder


def _average(score: str) -> records.Parsed:
    parsed = text(f"绩效自评的2023年度项目2个，平均得分{score}分。")
    parsed.extend(closing("1.00", "1.00"))
    return parsed


def _cars(count: str) -> records.Parsed:
    return totals("9.00", text(f"截至2023年12月31日，共有车辆{count}辆。", s1=f"车辆 {count} 辆"))


def _evaluated(right: bool) -> records.Parsed:
    """A self-evaluation of the target form's indicators; the wrong one has another target and another budget."""
    parsed = content_samples.self_evaluation(initial="16.74" if right else "3.00")
    aimed = content_samples.target().indicators
    value = "45" if right else "40"
    parsed.indicators = [
        replace(i, target_value=value, target_printed=f"{value}人") if i.level3 == "委员人数" else i
        for i in aimed
    ]
    return parsed


def _department(folder: Path, end: str, right: bool, units: int = 2, *, is_final: bool = False) -> None:
    """A department of its own office and one unit, which is 2 of 2 unless one file is missing."""
    name = f"青浦区{'文化' if is_final else '教育'}{end}局"
    station = f"{name.removesuffix('局')}站"
    said = text(f"本部门的预算单位共计2家：{name}本级、{station}。")
    whole = spending("10.00", "7.00" if right else "7.20", "3.00", said)
    stem = "final-" if is_final else ""

    def add(role: str, parsed: records.Parsed, of: str, agency: str) -> None:
        kind = "final_account" if is_final else f"{of}_budget"
        title = {"department": "部门决算", "unit": "单位决算"}[of] if is_final else ""
        stage(folder, f"{stem}{role}{end}", parsed, kind, "2024", agency, body=title)

    add("department", whole, "department", name)
    add("office", spending("6.00", "4.00", "2.00"), "unit", f"{name}（本级）")
    if units == 2:
        add("station", spending("4.00", "3.00", "1.00"), "unit", station)
