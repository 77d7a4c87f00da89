"""Money by function, economic class and source of funds, with sums that count nothing twice.

One file per disclosure and classification (the one that prints most), one table of it, and of that table only
the leaf subjects. A table whose leaves do not add up to its printed total is left out and named.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gongkai.site import figures
from gongkai.site.warehouse import Row, Warehouse

# The first table of these that a document prints is used; classes of expenditure stand in `total` columns.
TABLES = {
    "function": ("expenditure_summary", "fiscal_appropriation_expenditure", "general_budget_expenditure"),
    "department_economic": ("basic_expenditure", "fiscal_basic_expenditure", "general_basic_expenditure"),
    "government_economic": ("basic_expenditure", "fiscal_basic_expenditure", "general_basic_expenditure"),
}
_LEAVES = """
with lines as (
    select *, list_position([{tables}], table_type) as preference
    from marts.fct_budget_line
    where table_type in ({tables}) and measure = 'total'
), candidates as (
    select document_id, table_seq, any_value(preference) as preference, count(*) as line_count
    from lines where subject_system = '{system}' and subject_code is not null
    group by document_id, table_seq
), chosen as (
    select candidates.document_id, candidates.table_seq
    from candidates inner join marts.dim_document as documents using (document_id)
    qualify row_number() over (
        partition by coalesce(documents.disclosure_id, document_id)
        order by preference, line_count desc, document_id, table_seq
    ) = 1
), rows as (
    select lines.* from lines inner join chosen using (document_id, table_seq)
), leaves as (
    select rows.* from rows
    where subject_system = '{system}' and subject_code is not null and not exists (
        select 1 from rows as deeper
        where deeper.document_id = rows.document_id
            and starts_with(deeper.subject_code, rows.subject_code)
            and length(deeper.subject_code) > length(rows.subject_code)
    )
), totals as (
    select document_id, max(amount_yuan) as total_yuan from rows where row_role = 'total' group by document_id
), sums as (
    select document_id, sum(amount_yuan) as sum_yuan, count(*) as leaf_count, max(unit) as unit
    from leaves group by document_id
)
select
    leaves.document_id, leaves.subject_code, leaves.subject_name,
    sum(leaves.amount_yuan) as amount_yuan, any_value(totals.total_yuan) as total_yuan,
    any_value(sums.sum_yuan) as sum_yuan, any_value(sums.leaf_count) as leaf_count, any_value(sums.unit) as unit
from leaves inner join sums using (document_id) left join totals using (document_id)
group by leaves.document_id, leaves.subject_code, leaves.subject_name
order by leaves.document_id, leaves.subject_code
"""
# Sources: the main revenues, each replaced by its parts where those add up to it.
_SOURCES = """
with rows as (
    select * from marts.fct_budget_line
    where table_type = 'revenue_expenditure_summary' and side = 'revenue' and measure = 'total'
        and row_role in ('item', 'carryover', 'total')
), chosen as (
    select rows.document_id, rows.table_seq
    from rows inner join marts.dim_document as documents using (document_id)
    group by rows.document_id, rows.table_seq, documents.disclosure_id
    qualify row_number() over (
        partition by coalesce(documents.disclosure_id, rows.document_id) order by count(*) desc, rows.document_id
    ) = 1
), used as (
    select rows.* from rows inner join chosen using (document_id, table_seq)
), kept as (
    select *, row_role = 'carryover' or coalesce(subject_level, 1) <= 1 as is_main
    from used
    where row_role in ('item', 'carryover')
), grouped as (
    select *, count(*) filter (where is_main) over (partition by document_id order by row_seq) as main_number
    from kept
), judged as (
    select
        *,
        sum(amount_yuan) filter (where not is_main) over (partition by document_id, main_number)
        = sum(amount_yuan) filter (where is_main) over (partition by document_id, main_number) as is_split
    from grouped
), mains as (
    select * from judged where is_main <> coalesce(is_split, false)
)
select
    document_id, '' as subject_code,
    coalesce(
        nullif(regexp_extract(subject_name, '一般公共预算|政府性基金|国有资本经营|财政专户'), ''),
        regexp_replace(subject_name, '^(其中[：:])?([一二三四五六七八九十]+|[0-9]+)[、.．]', '')
    ) as subject_name,
    amount_yuan,
    (
        select max(used.amount_yuan) from used
        where used.document_id = mains.document_id and used.row_role = 'total'
    ) as total_yuan,
    sum(amount_yuan) over (partition by document_id) as sum_yuan,
    count(*) over (partition by document_id) as leaf_count,
    unit
from mains
order by document_id, row_seq
"""
_STEP = {"元": Decimal("0.01"), "万元": Decimal(100), "亿元": Decimal(1_000_000)}


@dataclass(frozen=True, slots=True)
class Money:
    """``rows``: [document number, system, code, name, amount in 分]; ``excluded``: [document number, system, sum, total]."""

    rows: list[list[Any]]
    excluded: list[list[Any]]
    names: dict[str, dict[str, str]]


def collect(warehouse: Warehouse, numbers: dict[str, int]) -> Money:
    """The leaves of all disclosures that add up; ``numbers`` gives each document's place in the list."""
    money = Money([], [], _names(warehouse))
    for system, types in TABLES.items():
        listed = ", ".join(f"'{name}'" for name in types)
        _add(money, system, warehouse.rows(_LEAVES.format(tables=listed, system=system)), numbers)
    _add(money, "source", warehouse.rows(_SOURCES), numbers)
    return money


def _add(money: Money, system: str, rows: list[Row], numbers: dict[str, int]) -> None:
    left_out: set[str] = set()
    for row in rows:
        document_id = row["document_id"]
        if not _adds_up(row):
            if document_id not in left_out:
                left_out.add(document_id)
                totals = [figures.plain(row["sum_yuan"]), figures.plain(row["total_yuan"])]
                money.excluded.append([numbers[document_id], system, *totals])
            continue
        cents = int(row["amount_yuan"] * 100)
        money.rows.append([numbers[document_id], system, row["subject_code"], row["subject_name"], cents])


def _adds_up(row: Row) -> bool:
    """Whether the leaves meet the printed total within its rounding; a table without a total is taken as it is."""
    if row["total_yuan"] is None:
        return True
    step = _STEP.get(row["unit"] or "", Decimal("0.01"))
    slack = Decimal(0) if row["unit"] == "元" else step * (row["leaf_count"] + 1) / 2
    return bool(abs(row["sum_yuan"] - row["total_yuan"]) <= slack)


def _names(warehouse: Warehouse) -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = {}
    for row in warehouse.rows(
        "select subject_system, subject_code, subject_name from marts.dim_subject order by all"
    ):
        names.setdefault(row["subject_system"], {})[row["subject_code"]] = row["subject_name"]
    return names
