"""Staged documents for the rules of what is said in words: one that holds, one with an error each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from loaders import records
from tests.warehouse import samples

GOOD = {
    "path": "社会保障和就业支出（类）残疾人事业（款）行政运行（项）。",
    "change": "支出预算0.13万元，比上年减少0.02万元。",
    "reason": "主要原因是人员减少。",
    "personnel": "人员经费200元，主要包括：基本工资、津贴补贴。",
    "public": "公用经费100元，主要包括：办公费等。",
    "none": "本单位2025年无政府性基金预算。",
    "self": "本单位2025年政府采购预算0元。",
    "owner": "{agency}2025年无机关运行经费。",
    "terms": "基本支出：指保障机构运转的支出。",
}
# What each sentence reads in a document with one error.
WRONG = {
    "path-group": {"path": "社会保障和就业支出（类）社会福利（款）行政运行（项）。"},
    "path-item": {"path": "社会保障和就业支出（类）残疾人事业（款）机关服务（项）。"},
    "reason": {"reason": "与年初安排相符。"},
    "list-extra": {"personnel": "人员经费200元，主要包括：基本工资、津贴补贴、奖金。"},
    "list-lost": {"personnel": "人员经费200元，主要包括：基本工资。"},
    "none": {"none": "本单位2025年无“三公”经费预算。"},
    "self": {"self": "本部门2025年政府采购预算0元。"},
    "owner": {"owner": "{agency_of_city}2025年无机关运行经费。"},
    "residue": {"terms": "基本支出：指XX机构运转的支出。"},
    "year": {"terms": "本单位202年的支出。"},
}
SECTIONS = {"path": "收支预算情况说明", "terms": "名词解释", "self": "政府采购情况"}


def document(agency: str, *, head: str = "", number: str = "公开03表", **wrong: str) -> records.Parsed:
    """A budget with its basic expenditure and 三公 tables, and a few sentences about them."""
    names = {"agency": agency, "agency_of_city": agency.replace("青浦区", "")}
    said = {key: text.format(**names) for key, text in {**GOOD, **wrong}.items()}
    parsed = samples.budget()
    function = replace(parsed.tables[0], table_type="expenditure_summary", printed_number="公开01表")
    basic = _table(2, "general_basic_expenditure", "一般公共预算基本支出预算表", "公开02表")
    public = _table(3, "three_public", "“三公”经费预算表", number)
    fund = _table(4, "government_fund_expenditure", "政府性基金预算支出表", "公开04表")
    labels = [
        records.RowLabel(table_seq=1, row_seq=i, subject_code=code, subject_name=name, subject_level=level)
        for i, (code, name, level, _) in enumerate(samples.BUDGET, 1)
    ]
    lines = [
        *parsed.budget_lines,
        *(_cell(2, i, *row) for i, row in enumerate(BASIC, 1)),
        _cell(3, 1, "", "", "", "0.50", measure="three_public"),
    ]
    sentences: list[records.Sentence] = []
    for key, text in said.items():
        section = SECTIONS.get(key) or sentences[-1].section
        if key in SECTIONS:
            sentences.append(_sentence(section, section, len(sentences) + 1, "heading"))
        sentences.append(_sentence(text, section, len(sentences) + 1, "sentence", joined=key == "reason"))
    change = replace(parsed.stated_amounts[0], sentence_seq=3, has_reason="")
    sentences.append(
        records.Sentence(
            section="支出预算总表", kind="table_head", label="编制单位", name=head or agency, lines=(9,),
            source_text=head or agency,
        )
    )  # fmt: skip
    return records.Parsed(
        tables=[function, basic, public, fund], row_labels=labels, budget_lines=lines,
        stated_amounts=[change], sentences=sentences,
    )  # fmt: skip


# code, name, level, 合计
BASIC = (
    ("", "合计", "0", "300"),
    ("301", "工资福利支出", "1", "200"),
    ("30101", "基本工资", "2", "150"),
    ("30102", "津贴补贴", "2", "50"),
    ("30103", "奖金", "2", "0"),
    ("302", "商品和服务支出", "1", "100"),
    ("30201", "办公费", "2", "60"),
    ("30202", "印刷费", "2", "40"),
)


def _table(seq: int, kind: str, title: str, number: str) -> records.Table:
    return records.Table(
        table_seq=seq, table_type=kind, table_title=title, printed_number=number, unit="元", row_count=1,
        lines=(100 * seq,),
    )  # fmt: skip


def _cell(
    table: int, row: int, code: str, name: str, level: str, amount: str, *, measure: str = "total"
) -> records.BudgetLine:
    return records.BudgetLine(
        table_seq=table, row_seq=row, subject_system="department_economic" if code else "", subject_code=code,
        subject_name=name, subject_level=level, row_role="total" if level == "0" else "item", measure=measure,
        measure_label="预算数", column_seq=1, amount_printed=amount, unit="元", lines=(100 * table + row,),
        source_text=f"{code} {name} {amount}",
    )  # fmt: skip


def _sentence(text: str, section: str, number: int, kind: str, *, joined: bool = False) -> records.Sentence:
    """A paragraph of its own, unless ``joined`` to the sentence before."""
    return records.Sentence(
        section=section, kind=kind, paragraph_seq=number - joined, sentence_seq=number, lines=(40 + number,),
        source_text=text,
    )  # fmt: skip


def stage_all(folder: Path) -> Path:
    """The good document, one for every error in a sentence, one with another name above a table, one misnumbered."""
    documents: dict[str, dict[str, str]] = {
        "good": {}, **WRONG, "head": {"head": "上海市青浦区第{n}文化官"}, "number": {"number": "附表03"},
    }  # fmt: skip
    for n, (name, wrong) in enumerate(documents.items()):
        ordinal = "一二三四五六七八九十甲乙丙丁"[n]
        agency = f"上海市青浦区第{ordinal}文化馆"
        own = {key: text.replace("{n}", ordinal) for key, text in wrong.items()}
        samples.stage(folder, name, document(agency, **own), agency=agency)
    return folder
