"""The summary of a build: what a person wants to know before trusting the file."""

from __future__ import annotations

from pathlib import Path

import duckdb

_FACTS = """
select
    (select count(*) from marts.dim_document), (select count(*) from marts.dim_table),
    (select count(*) from marts.fct_budget_line), (select count(*) from marts.fct_evaluation),
    (select count(*) from marts.fct_funding), (select count(*) from marts.fct_indicator),
    (select count(*) from marts.fct_stated_amount), (select count(*) from marts.fct_reject)
"""
_CHECKS = """
select
    count(*) filter (where status = 'pass'), (select sum(finding_count) from marts.dim_document),
    count(distinct root_id) filter (where status = 'fail') - (select sum(finding_count) from marts.dim_document),
    count(*) filter (where status = 'not_applicable')
from marts.fct_check
"""
_DOCUMENTS = """
select quality, file_name, table_count, form_count, numbers_used_pct, finding_count, reject_count, status_reason
from marts.dim_document
order by case quality when 'unread' then 0 when 'incomplete' then 1 when 'discrepant' then 2 else 3 end, file_name
"""
_EXPECTATIONS = """
select
    count(*) filter (where success), count(*) filter (where not success), count(*) filter (where success is null)
from quality.expectation_result
"""
_DOUBTFUL = """
select documents.file_name, count(*)
from marts.fct_check as checks
inner join marts.dim_document as documents using (document_id)
where checks.status = 'fail' and checks.attribution = 'extraction'
group by all
order by count(*) desc, documents.file_name
"""
_ZH = {"reconciled": "相符", "discrepant": "有差异", "incomplete": "不完整", "unread": "未读"}
_NAMED, _SHOWN = 30, 1000


def summary(warehouse: Path) -> str:
    """Lines for the terminal, from the published file itself."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        facts = connection.execute(_FACTS).fetchone() or (0,) * 8
        checks = connection.execute(_CHECKS).fetchone() or (0,) * 4
        documents = connection.execute(_DOCUMENTS).fetchall()
        doubtful = connection.execute(_DOUBTFUL).fetchall()
        expectations = connection.execute(_EXPECTATIONS).fetchone() or (0,) * 3
    lines = [
        "文件 {} · 金额表 {} · 预算数 {:,} · 绩效表 {} · 资金 {:,} · 指标 {:,} · 文字金额 {:,} · 未理解 {:,}".format(
            *facts
        ),
        "勾稽核对：通过 {:,}，不符 {:,}，提示 {:,}，不适用 {:,}".format(*checks),
        "质量预期：满足 {}，有发现 {}，无对象 {}".format(*expectations),
    ]
    if doubtful:
        names = "、".join(f"{name} {count:,}" for name, count in doubtful[:_NAMED])
        lines.append(
            f"疑由读取造成的不符 / doubtful readings（所属文件记为不完整，其余文件照常发布）：{names}"
        )
    for quality, name, tables, forms, used, failed, rejects, reason in documents[:_SHOWN]:
        detail = reason or (
            f"表 {tables}，表单 {forms}，读入数字 {used if used is not None else '—'}%，不符 {failed}，未理解 {rejects}"
        )
        lines.append(f"  [{_ZH[quality]} {quality}] {name}：{detail}")
    if len(documents) > _SHOWN:
        lines.append(f"  … 另有 {len(documents) - _SHOWN} 个文件，见 marts.dim_document")
    return "\n".join(lines)
