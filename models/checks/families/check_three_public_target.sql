-- PF-18-5: no target of 三公 expenses above 0 where the budget has none.
with public_expenses as (
    select
        scopes.scope_id,
        coalesce(max(cells.amount_in_yuan), 0) as budget_yuan,
        list_sort(list(cells.cell_id) filter (where cells.cell_id is not null)) as cell_ids
    from {{ ref('stg_tables') }} as tables
    inner join {{ ref('document_scope') }} as scopes using (document_id)
    left join {{ ref('int_amount_cell') }} as cells
        on
            tables.document_id = cells.document_id
            and tables.table_seq = cells.table_seq
            and cells.measure not in ('operating_cost', 'conference', 'training')
    where tables.table_type = 'three_public'
    group by all
),

controls as (
    select
        indicators.*,
        indicators.target_value * {{ unit_factor('indicators.target_unit') }} as target_yuan,
        public_expenses.budget_yuan,
        public_expenses.cell_ids
    from {{ ref('stg_indicators') }} as indicators
    inner join {{ ref('document_scope') }} as scopes using (document_id)
    inner join public_expenses on scopes.scope_id = public_expenses.scope_id
    where
        coalesce(indicators.phase, '') <> 'term'
        and regexp_matches(indicators.level3, '^“?三公”?经费(控制|预算)')
        and indicators.target_unit in ('元', '万元')
),

raw as (
    select
        'PF-18-5:' || controls.indicator_id as check_id,
        'PF-18-5' as rule_id,
        controls.document_id,
        {{ form_scope() }} || '指标“' || controls.level3 || '”' as scope,
        controls.target_yuan > 0 and controls.budget_yuan = 0 as is_broken,
        '指标值为 ' || controls.target_printed || '，预算没有“三公”经费' as finding,
        controls.target_yuan as stated,
        controls.budget_yuan as expected,
        '元' as unit,
        null as skip_reason,
        list_prepend(controls.indicator_id, coalesce(controls.cell_ids, [])) as evidence,
        {{ provenance('controls') }}
    from controls
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
)

{{ findings_from('raw') }}
