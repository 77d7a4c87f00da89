"""Money by function, economic class and source of funds, with sums that count nothing twice.

Function and source are the counted rows of ``marts.fct_money``. Economic classes are those of basic expenditure: one
file per disclosure, one table whose smallest amounts add up to its printed total. What isn't proved is named with why.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from gongkai.site.warehouse import Row, Warehouse

# The first table of these that a document prints is used.
_BASIC = "['basic_expenditure', 'fiscal_basic_expenditure', 'general_basic_expenditure']"
_FUNCTION = """
select 'function' as system, document_id, coalesce(subject_code, '') as code, kind,
    coalesce(subject_name, '') as name, sum(amount_yuan) as amount_yuan
from marts.fct_money
where is_counted and side = 'expenditure'
group by all
"""
_SOURCE = """
select 'source' as system, facts.document_id, '' as code, facts.kind,
    coalesce(words.label, facts.subject_name, '') as name, sum(facts.amount_yuan) as amount_yuan
from marts.fct_money as facts
left join reference.code_label as words on words.domain = 'measure' and words.code = facts.source
where facts.is_counted and facts.side = 'revenue'
group by all
"""
_ECONOMIC = f"""
with lines as (
    select facts.*, wide.可加金额_元 is not null as is_leaf, coalesce(documents.disclosure_id, facts.document_id) as disclosure_id
    from marts.fct_budget_line as facts
    inner join zh.预算明细 as wide on facts.budget_line_id = wide.预算数据编号
    inner join marts.dim_document as documents on facts.document_id = documents.document_id
    where facts.table_type in (select unnest({_BASIC})) and facts.subject_system like '%economic' and facts.subject_code is not null
), chosen as (
    select disclosure_id, subject_system, document_id, table_seq, bool_or(is_leaf) as is_proved
    from lines
    group by disclosure_id, subject_system, document_id, table_seq, table_type
    qualify row_number() over (
        partition by disclosure_id, subject_system
        order by not is_proved, list_position({_BASIC}, table_type), count(*) desc, document_id, table_seq
    ) = 1
)
select chosen.subject_system as system, chosen.document_id, lines.subject_code as code, 'amount' as kind,
    lines.subject_name as name, sum(lines.amount_yuan) as amount_yuan
from chosen
left join lines
    on chosen.document_id = lines.document_id and chosen.table_seq = lines.table_seq
    and chosen.subject_system = lines.subject_system and lines.is_leaf
group by all
"""
_SHARDS = """
select found.*, coalesce(documents.disclosure_type, 'unknown') as type, coalesce(documents.fiscal_year, 0) as year
from ({query}) as found
inner join marts.dim_document as documents using (document_id)
where found.amount_yuan is not null
order by found.system, type, year desc, found.document_id, found.code, found.name
"""
_EXCLUDED = """
select document_id, case side when 'revenue' then 'source' else 'function' end as system, money_status as reason
from quality.money_proof
where money_status <> 'proved'
union all
select distinct document_id, case side when 'revenue' then 'source' else 'function' end as system, not_counted_reason
from marts.fct_money
where not_counted_reason is not null and not_counted_reason <> 'second_breakdown'
order by 1, 2
"""


def shards(warehouse: Warehouse, numbers: dict[str, int]) -> Iterator[tuple[list[Any], list[list[Any]]]]:
    """``[system, kind of disclosure, year]`` and its rows ``[document number, code, name, amount in 分]``.

    Those are what is looked at together: kinds and years are never added up.
    """
    for query in (_FUNCTION, _ECONOMIC, _SOURCE):
        rows = warehouse.stream(_SHARDS.format(query=query))
        for key, found in groupby(rows, key=lambda row: [row["system"], row["type"], row["year"]]):
            yield key, [_amount(row, numbers) for row in found]


def excluded(warehouse: Warehouse, numbers: dict[str, int]) -> Iterator[list[Any]]:
    """``[document number, system, reason]`` of what isn't added, and why."""
    for row in warehouse.stream(_EXCLUDED):
        yield [numbers[row["document_id"]], row["system"], row["reason"]]
    for row in warehouse.stream(
        f"select * from ({_ECONOMIC}) where amount_yuan is null order by system, document_id"
    ):
        yield [numbers[row["document_id"]], row["system"], "parts_disagree"]


def words(warehouse: Warehouse) -> dict[str, Any]:
    """``names``: system → code → name; ``reasons``: reason → [Chinese, English]."""
    return {"names": _names(warehouse), "reasons": _reasons(warehouse)}


def _amount(row: Row, numbers: dict[str, int]) -> list[Any]:
    name = row["name"] if row["kind"] == "amount" else "（尾差）"
    return [numbers[row["document_id"]], row["code"], name, int(row["amount_yuan"] * 100)]


def _names(warehouse: Warehouse) -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = {}
    for row in warehouse.rows(
        "select subject_system, subject_code, subject_name from marts.dim_subject order by all"
    ):
        names.setdefault(row["subject_system"], {})[row["subject_code"]] = row["subject_name"]
    return names


def _reasons(warehouse: Warehouse) -> dict[str, list[str]]:
    rows: list[Row] = warehouse.rows("select code, label, label_en from reference.money_reason order by all")
    return {row["code"]: [row["label"], row["label_en"]] for row in rows}
