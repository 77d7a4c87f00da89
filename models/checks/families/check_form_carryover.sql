-- PF-14: a form's money carried over from last year > 0 only where the agency's budget of that year has carry-over.
-- Skips: no_budget_with_carryover.
with budgets as (
    select
        documents.agency_id,
        documents.fiscal_year,
        min(cells.cell_id) as cell_id,
        max(cells.amount_in_yuan) as carried_yuan
    from {{ ref('int_amount_cell') }} as cells
    inner join {{ ref('int_document') }} as documents using (document_id)
    where
        not cells.is_final
        and (
            cells.row_kind = 'carryover' and not regexp_matches(cells.name_key, '年末|年终|下年')
            or cells.measure = 'carryover'
            or cells.table_scope = 'carryover'
        )
    group by all
),

-- A budget that names carry-over and prints none of it is one without; one that never names it leaves the question open.
named as (
    select distinct
        documents.agency_id,
        documents.fiscal_year
    from {{ ref('stg_tables') }} as tables
    inner join {{ ref('int_document') }} as documents using (document_id)
    left join {{ ref('stg_row_labels') }} as labels using (document_id, table_seq)
    where
        documents.disclosure_type in ('unit_budget', 'department_budget')
        and regexp_matches(concat_ws(' ', tables.header_paths, labels.subject_name), '上年结[转余]|年初结[转余]')
),

carried as (
    select
        funding.*,
        documents.agency_id,
        documents.fiscal_year
    from {{ ref('int_funding') }} as funding
    inner join {{ ref('int_document') }} as documents using (document_id)
    where funding.source = 'carryover' and funding.phase in ('annual', 'initial_budget') and funding.is_amount
),

raw as (
    select
        'PF-14:' || carried.funding_id as check_id,
        'PF-14' as rule_id,
        carried.document_id,
        {{ form_scope() }} || carried.source_label as scope,
        carried.amount_yuan > 0 and coalesce(budgets.carried_yuan, 0) = 0 as is_broken,
        '列有上年结转 ' || {{ figure('carried.amount_yuan') }} || ' 元，同年预算表没有上年结转' as finding,
        carried.amount_yuan as stated,
        coalesce(budgets.carried_yuan, 0) as expected,
        '元' as unit,
        case when carried.amount_yuan > 0 and named.agency_id is null then 'no_budget_with_carryover' end as skip_reason,
        list_filter([carried.funding_id, budgets.cell_id], x -> x is not null) as evidence,
        {{ provenance('carried') }}
    from carried
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
    left join budgets on carried.agency_id = budgets.agency_id and carried.fiscal_year = budgets.fiscal_year
    left join named on carried.agency_id = named.agency_id and carried.fiscal_year = named.fiscal_year
)

{{ findings_from('raw') }}
