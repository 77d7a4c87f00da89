-- XY-05: in a whole-department form and phase, the sources of money = basic + project expenditure.
-- Basis: 部门整体支出绩效自评表 (整体支出规模 by source and by structure). Forms with a total: PF-04, PF-04-2.
with cells as (
    select
        *,
        {{ exact('amount_printed') }} as amount,
        {{ printed_step('amount_printed') }} as step,
        source in ('basic', 'project') as is_structure,
        bool_or(source in ('fiscal', 'fiscal_current_year')) over (partition by document_id, form_seq, phase)
        and source in ({{ fiscal_parts() }}) as is_part_of_fiscal
    from {{ ref('int_funding') }}
    where is_amount and coalesce(source, '') not in ('personnel', 'public')
),

sums as (
    select
        document_id,
        form_seq,
        coalesce(phase, '') as stage,
        any_value(phase_label) as phase_label,
        any_value(unit) as unit,
        count(distinct unit) as unit_count,
        bool_or(source = 'total') as has_total,
        bool_or(source = 'basic') and bool_or(source = 'project') as has_structure,
        count(*) filter (where not is_structure) as source_count,
        bool_and(coalesce(source, '') <> '') as is_known,
        sum(amount) filter (where not is_structure) as sources,
        sum(amount) filter (where is_structure) as structure,
        min(step) as step,
        {{ parts_text('source_label', 'case when is_structure then amount end', 'source_line, funding_id', printed='case when is_structure then amount_printed end') }} as parts_text,
        list(funding_id order by source_line, funding_id) as evidence,
        min(source_page) as source_page,
        min(source_line) as source_line,
        max(source_line_end) as source_line_end,
        arg_min(source_text, source_line) as source_text
    from cells
    where not coalesce(is_part_of_fiscal, false)
    group by all
),

raw as (
    select
        'XY-05:' || sums.evidence[1] as check_id,
        'XY-05' as rule_id,
        sums.document_id,
        {{ form_scope() }} || coalesce(sums.phase_label, '') as scope,
        sums.sources as stated,
        sums.structure as expected,
        {{ sum_tolerance('sums.unit', 'len(sums.evidence)', 'sums.step') }} as tolerance,
        {{ rounding_envelope('len(sums.evidence)', 'sums.step') }} as rounding_limit,
        sums.unit,
        case
            when sums.unit_count > 1 then 'units_differ'
            when coalesce(sums.source_count, 0) = 0 then 'no_source'
            -- Money that is neither basic nor project (事业发展性支出, 转移支付) may be the rest of either side.
            when sums.sources <> sums.structure and not sums.is_known then 'unknown_source'
        end as skip_reason,
        '各资金来源之和' as stated_label,
        sums.parts_text,
        sums.evidence,
        {{ provenance('sums') }}
    from sums
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
    where starts_with(forms.form_type, 'department') and sums.has_structure and not sums.has_total
)

{{ checks_from('raw') }}
