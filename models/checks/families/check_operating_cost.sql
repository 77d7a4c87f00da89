-- FA-12: 机关运行经费 of the text <= 公用经费 of the basic expenditure table. FA-12-2: equal where all basic expenditure but
-- pensions, medical care and housing is 行政运行, i.e. there are administrative units only.
-- Skips: no_public_funds, not_only_administrative (FA-12-2).
with costs as (
    select
        scopes.scope_id,
        cells.unit,
        coalesce(
            max(cells.amount) filter (where cells.measure = 'public' and cells.is_grand_total),
            max(cells.amount) filter (where regexp_matches(cells.subject_name, '^公用经费合计')),
            sum(cells.amount) filter (
                where length(cells.subject_code) = 3 and left(cells.subject_code, 3) not in ('301', '303')
            )
        ) as amount,
        max(cells.step) as step,
        list_sort(list(cells.cell_id) filter (
            where cells.is_grand_total or regexp_matches(cells.subject_name, '^公用经费合计')
            or length(cells.subject_code) = 3
        )) as cell_ids
    from {{ ref('int_amount_cell') }} as cells
    inner join {{ ref('document_scope') }} as scopes using (document_id)
    where
        cells.table_type = 'general_basic_expenditure'
        and cells.measure in ('total', 'public')
        and not coalesce(cells.is_other_phase, false)
    group by all
),

administrative as (
    select
        scopes.scope_id,
        bool_and(
            cells.name_key = '行政运行' or regexp_matches(cells.subject_code, '^(20805|21011|221)')
        ) and bool_or(cells.name_key = '行政运行') as is_administrative
    from {{ ref('int_amount_cell') }} as cells
    inner join {{ ref('document_scope') }} as scopes using (document_id)
    where
        cells.table_type = 'general_budget_expenditure'
        and cells.measure = 'basic'
        and cells.amount <> 0
        and length(cells.subject_code) = 7
    group by all
),

operating as (
    select
        statements.*,
        costs.unit as cost_unit,
        {{ unit_factor('costs.unit') }} / {{ unit_factor('statements.unit') }} as rate,
        costs.amount as cost_amount,
        costs.step as cost_step,
        costs.cell_ids,
        coalesce(administrative.is_administrative, false) as is_administrative
    from {{ ref('int_statement') }} as statements
    inner join {{ ref('document_scope') }} as scopes using (document_id)
    left join costs on scopes.scope_id = costs.scope_id
    left join administrative on scopes.scope_id = administrative.scope_id
    where
        statements.is_money
        and regexp_matches(statements.subject_key, '机关运行经费(财政拨款)?(预算|支出|决算)*$')
        and coalesce(statements.role, 'current') in ('current', 'total', 'final', 'part')
),

raw as (
    select
        'FA-12-2:' || stated_amount_id as check_id,
        'FA-12-2' as rule_id,
        document_id,
        coalesce(section, '文字说明') || '“' || subject_name || '”' as scope,
        amount as stated,
        cost_amount * rate as expected,
        (step + cost_step * rate) / 2 as tolerance,
        step + cost_step * rate as rounding_limit,
        unit,
        case
            when cost_amount is null then 'no_public_funds'
            when not is_administrative then 'not_only_administrative'
        end as skip_reason,
        '文字所列机关运行经费' as stated_label,
        '基本支出表公用经费 ' || {{ figure('cost_amount * rate') }} as parts_text,
        list_concat([stated_amount_id], coalesce(cell_ids, [])) as evidence,
        {{ provenance() }}
    from operating
),

worded as (
    select
        'FA-12:' || stated_amount_id as check_id,
        'FA-12' as rule_id,
        document_id,
        coalesce(section, '文字说明') || '“' || subject_name || '”' as scope,
        amount - cost_amount * rate > (step + cost_step * rate) / 2 as is_broken,
        '文字所列 ' || {{ told('amount', 'cost_amount * rate') }} || ' ' || unit || '大于基本支出表公用经费 '
        || {{ told('cost_amount * rate', 'amount') }} || ' ' || unit || {{ apart('amount', 'cost_amount * rate', 'unit') }} as finding,
        amount as stated,
        cost_amount * rate as expected,
        unit,
        case when cost_amount is null then 'no_public_funds' end as skip_reason,
        list_concat([stated_amount_id], coalesce(cell_ids, [])) as evidence,
        {{ provenance() }}
    from operating
)

select * from ({{ checks_from('raw') }})
union all by name
select * from ({{ findings_from('worded') }})
