-- PF-11-3: the number of people that the text of a form multiplies by a standard = the count of its quantity
-- indicator, where all but one of equally many agree, or where the only pair has the indicator's standard.
-- PF-11-5: the last 共计 amount of a field of the form = money of the year.
with paired as (
    select
        statements.*
    from {{ ref('int_form_statement') }} as statements
    where kind = 'count' and (kind_before = 'standard' or kind_after = 'standard') and not is_about
),

text_counts as (
    select
        document_id,
        form_seq,
        list_sort(list_distinct(list(amount))) as amounts,
        list_distinct(list(case when kind_after = 'standard' then amount_after else amount_before end)) as standards,
        list(stated_amount_id order by stated_amount_id) as ids,
        min(source_page) as source_page,
        min(source_line) as source_line,
        arg_min(source_line_end, position) as source_line_end,
        arg_min(source_text, position) as source_text
    from paired
    group by all
),

indicator_counts as (
    select
        document_id,
        form_seq,
        list_sort(
            list_distinct(list(target_value) filter (
                where level2 = '数量指标' and target_unit in ('人', '名', '户', '人次')
            ))
        ) as amounts,
        list_distinct(list(target_value) filter (where regexp_matches(target_unit, '^元\s*[/／]'))) as standards,
        list(indicator_id) filter (
            where level2 = '数量指标' and target_unit in ('人', '名', '户', '人次')
        ) as ids
    from {{ ref('stg_indicators') }}
    where coalesce(phase, '') <> 'term' and target_value is not null
    group by all
),

compared as (
    select
        texts.*,
        indicators.ids as indicator_ids,
        list_filter(texts.amounts, x -> not list_contains(indicators.amounts, x)) as only_text,
        list_filter(indicators.amounts, x -> not list_contains(texts.amounts, x)) as only_indicator,
        len(texts.amounts) as text_count,
        len(indicators.amounts) as indicator_count,
        len(indicators.standards) = 1 and texts.standards = indicators.standards as is_same_standard
    from text_counts as texts
    inner join indicator_counts as indicators using (document_id, form_seq)
    where indicators.ids is not null
),

last_amounts as (
    select *
    from {{ ref('int_form_statement') }}
    where kind in ('money', 'total')
    qualify row_number() over (partition by document_id, form_seq, field_label order by position desc) = 1
),

funding as (
    select
        document_id,
        form_seq,
        min(amount_yuan) as amount,
        min(funding_id) as funding_id,
        count(distinct amount_yuan) as amount_count
    from {{ ref('int_funding') }}
    where is_amount and source = 'total' and phase = 'annual'
    group by all
),

raw as (
    select
        'PF-11-3:' || compared.document_id || ':' || compared.form_seq as check_id,
        'PF-11-3' as rule_id,
        compared.document_id,
        {{ form_scope() }} as scope,
        coalesce(compared.only_text[1], compared.amounts[1]) as stated,
        coalesce(compared.only_indicator[1], compared.amounts[1]) as expected,
        0 as tolerance,
        0 as rounding_limit,
        '人' as unit,
        case
            when compared.text_count <> compared.indicator_count or len(compared.only_text) > 1
                then '文字与指标的人数无法一一对应'
            when compared.text_count = 1 and len(compared.only_text) = 1 and not compared.is_same_standard
                then '文字与指标的人数无法一一对应'
        end as skip_reason,
        '文字所列人数' as stated_label,
        '数量指标 ' || {{ figure('coalesce(compared.only_indicator[1], compared.amounts[1])') }} as parts_text,
        list_concat(compared.ids, compared.indicator_ids) as evidence,
        {{ provenance('compared') }}
    from compared
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)

    union all

    select
        'PF-11-5:' || last_amounts.stated_amount_id as check_id,
        'PF-11-5' as rule_id,
        last_amounts.document_id,
        {{ form_scope() }} || last_amounts.field_label as scope,
        last_amounts.amount as stated,
        funding.amount as expected,
        {{ printed_step('last_amounts.amount_printed') }} * {{ unit_factor('last_amounts.unit') }} / 2
        - 0.005 as tolerance,
        {{ printed_step('last_amounts.amount_printed') }} * {{ unit_factor('last_amounts.unit') }} as rounding_limit,
        '元' as unit,
        case when funding.amount_count > 1 then '印有多个不同的年度资金' end as skip_reason,
        '文字共计' as stated_label,
        '年度资金总额 ' || {{ figure('funding.amount') }} as parts_text,
        [last_amounts.stated_amount_id, funding.funding_id] as evidence,
        {{ provenance('last_amounts') }}
    from last_amounts
    inner join funding using (document_id, form_seq)
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
    where
        starts_with(forms.form_type, 'project')
        and last_amounts.kind = 'total'
        and regexp_matches(
            last_amounts.quote, '(共计|合计|总计|共发放|共需)[^，。；]{0,6}' || last_amounts.amount_printed
        )
)

{{ checks_from('raw') }}
