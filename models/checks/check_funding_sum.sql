-- PF-04: in one form and phase, the total = the sum of the sources of money.
-- PF-04-2: the total = basic + project expenditure, where a form prints that split.
with cells as (
    select
        *,
        {{ exact('amount_printed') }} as amount,
        {{ printed_step('amount_printed') }} as step,
        case when source in ('basic', 'project', 'personnel', 'public') then 'PF-04-2' else 'PF-04' end
            as rule_id
    from {{ ref('int_funding') }}
    where is_amount
),

totals as (
    select
        document_id,
        form_seq,
        coalesce(phase, '') as stage,
        arg_min(cells, cells.source_line) as cell,
        count(distinct cells.amount) as total_count
    from cells
    where source = 'total'
    group by all
),

parts as (
    select
        document_id,
        form_seq,
        coalesce(phase, '') as stage,
        rule_id,
        bool_and(coalesce(source, '') <> '') as is_known,
        -- Levels of government are parts of the fiscal money where a form prints both.
        coalesce(bool_or(source in ('fiscal', 'fiscal_current_year')), false) as has_fiscal,
        sum(amount) as all_parts,
        coalesce(sum(amount) filter (where source not in ({{ fiscal_parts() }})), 0) as outer_parts,
        count(*) as part_count,
        count(distinct unit) as unit_count,
        min(step) as step,
        list(funding_id order by source_line, funding_id) as part_ids,
        {{ parts_text('source_label', 'amount', 'source_line') }} as parts_text
    from cells
    where coalesce(source, '') not in ('total', 'personnel', 'public')
    group by all
),

paired as (
    select
        totals.cell,
        totals.total_count,
        parts.*,
        case when has_fiscal then outer_parts else all_parts end as expected,
        least(totals.cell.step, parts.step) as finest_step
    from totals
    inner join parts using (document_id, form_seq, stage)
),

raw as (
    select
        rule_id || ':' || cell.funding_id as check_id,
        rule_id,
        paired.document_id,
        '绩效表' || paired.form_seq || '《' || coalesce(forms.subject_name, '') || '》'
        || coalesce(cell.phase_label, '') as scope,
        cell.amount as stated,
        expected,
        {{ sum_tolerance('cell.unit', 'part_count', 'finest_step') }} as tolerance,
        {{ rounding_envelope('part_count', 'finest_step') }} as rounding_limit,
        cell.unit as unit,
        case
            when total_count > 1 then '印有多个不同的资金总额'
            when not is_known then '有未识别的资金来源'
            when unit_count > 1 then '各来源单位不同'
        end as skip_reason,
        cell.source_label as stated_label,
        parts_text,
        list_prepend(cell.funding_id, part_ids) as evidence,
        cell.source_page as source_page,
        cell.source_line as source_line,
        cell.source_line_end as source_line_end,
        cell.source_text as source_text
    from paired
    left join {{ ref('stg_evaluations') }} as forms using (document_id, form_seq)
)

{{ checks_from('raw') }}
