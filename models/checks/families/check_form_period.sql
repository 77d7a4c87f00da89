-- PF-10: money of the whole term >= money of the year, source by source.
-- PF-10-2: equal where the term is one year (printed so, or both dates in one year).
-- PF-10-3: the planned end is not before the start, and the project runs in the form's year.
with forms as (
    select
        *,
        coalesce(regexp_matches(project_term, '^[1一]\s*年'), false)
        or coalesce(year(start_date) = year(end_date), false) as is_one_year
    from {{ ref('int_evaluation') }}
    where form_type like '%target'
),

cells as (
    select
        *,
        {{ exact('amount_printed') }} as amount
    from {{ ref('int_funding') }}
    where is_amount and source in ('total', 'central', 'provincial', 'local', 'self_raised', 'fiscal', 'other')
),

paired as (
    select
        term.document_id,
        term.form_seq,
        term.amount as term_amount,
        annual.amount as annual_amount,
        annual.unit as annual_unit,
        annual.funding_id as annual_id,
        term.source_label,
        term.unit,
        term.funding_id,
        count(*) over (partition by term.funding_id) as annual_count,
        {{ provenance('term') }}
    from cells as term
    inner join cells as annual
        on
            term.document_id = annual.document_id
            and term.form_seq = annual.form_seq
            and term.source = annual.source
            and term.phase = 'term'
            and annual.phase = 'annual'
    qualify row_number() over (partition by term.funding_id order by annual.funding_id) = 1
),

raw as (
    {% for rule in ['PF-10', 'PF-10-2'] -%}
        select
            '{{ rule }}:' || paired.funding_id as check_id,
            '{{ rule }}' as rule_id,
            paired.document_id,
            {{ form_scope() }} || paired.source_label as scope,
            {% if rule == 'PF-10' -%}
                paired.term_amount < paired.annual_amount as is_broken,
                '实施期资金 ' || {{ figure('paired.term_amount') }} || {{ behind('paired.unit') }} || '小于年度资金 ' || {{ figure('paired.annual_amount') }}
            {%- else -%}
                paired.term_amount <> paired.annual_amount as is_broken,
                '实施期只有一年，实施期资金 ' || {{ figure('paired.term_amount') }} || {{ behind('paired.unit') }} || ' ≠ 年度资金 '
                || {{ figure('paired.annual_amount') }}
            {%- endif %}
            || {{ behind('paired.unit') }} || {{ apart('paired.term_amount', 'paired.annual_amount', 'paired.unit') }} as finding,
            paired.term_amount as stated,
            paired.annual_amount as expected,
            paired.unit,
            case
                when paired.annual_count > 1 then 'several_annual_amounts'
                when paired.unit <> paired.annual_unit then 'units_differ'
                {%- if rule == 'PF-10-2' %}
                    when not forms.is_one_year then 'term_not_one_year'
                {%- endif %}
            end as skip_reason,
            [paired.funding_id, paired.annual_id] as evidence,
            {{ provenance('paired') }}
        from paired
        inner join forms using (document_id, form_seq)

        union all

    {% endfor -%}
    select
        'PF-10-3:' || evaluation_id as check_id,
        'PF-10-3' as rule_id,
        document_id,
        {{ form_scope() }} as scope,
        end_date < start_date or fiscal_year not between year(start_date) and year(end_date) as is_broken,
        '计划日期 ' || start_date || ' 至 ' || end_date || ' 先后颠倒或不在 ' || fiscal_year || ' 年度内' as finding,
        null as stated,
        null as expected,
        null as unit,
        case
            when start_date is null or end_date is null then 'no_dates'
            when fiscal_year is null then 'no_year'
        end as skip_reason,
        [evaluation_id] as evidence,
        {{ provenance() }}
    from forms
    where coalesce(start_date, end_date) is not null
)

{{ findings_from('raw') }}
