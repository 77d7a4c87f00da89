-- PF-11-7: what the text of a form says of the same number of people is the same wherever it says it: the standard,
-- and the amount. Only where one value stands once and the other more often, or in two different fields.
-- PF-11-8: a standard (元 per person) in the text of a form is one of its cost indicators, where all but one are.
with placed as (
    select
        *,
        regexp_extract(subject_name, '每[^）]*(月|日|天|次|季|学期|周)[^）]*）$', 1) as per_period,
        last_value(case when kind = 'count' then amount || regexp_replace(unit, '^(名|位)$', '人') end ignore nulls) over (
            partition by document_id, form_seq, sentence_seq order by position
            rows between unbounded preceding and 1 preceding
        ) as counted_before,
        case
            when kind_after = 'count' then regexp_replace(printed_after, '(名|位)$', '人')
        end as counted_after
    from {{ ref('int_form_statement') }}
),

said as (
    select
        placed.*,
        coalesce(counted_before, case when kind = 'standard' then counted_after end) as counted
    from placed
    -- A total behind other totals is theirs, not that of the last number of people.
    where kind = 'standard' or kind = 'total' and kind_before in ('standard', 'count')
),

valued as (
    select
        document_id,
        form_seq,
        kind,
        counted,
        per_period,
        is_monthly,
        amount,
        count(*) as place_count,
        arg_min(said, position) as place,
        list(distinct field_label) as fields,
        list(stated_amount_id order by position) as ids
    from said
    where counted is not null
    group by all
),

compared as (
    select
        document_id,
        form_seq,
        kind,
        counted,
        count(*) as value_count,
        sum(place_count) as place_count,
        arg_min(valued, place_count * 1000000 - place.position) as rare,
        arg_max(valued, place_count * 1000000 - place.position) as common,
        list_sort(flatten(list(ids))) as ids
    from valued
    group by document_id, form_seq, kind, counted, per_period, is_monthly
    having sum(place_count) > 1
),

standards as (
    select
        document_id,
        form_seq,
        list_distinct(list(target_value)) as amounts,
        list_sort(list(indicator_id)) as ids,
        string_agg(distinct target_printed, '、' order by target_printed) as printed
    from {{ ref('stg_indicators') }}
    where coalesce(phase, '') <> 'term' and target_value is not null and regexp_matches(target_unit, '^元\s*[/／]')
    group by all
),

listed as (
    select
        said.*,
        standards.ids as indicator_ids,
        standards.printed,
        not list_contains(standards.amounts, said.amount) as is_other,
        count(*) over form as standard_count,
        count(*) filter (where not list_contains(standards.amounts, said.amount)) over form as other_count,
        list_sort(
            list_transform(standards.amounts, x -> struct_pack(gap := abs(x - said.amount), amount := x))
        )[1].amount as nearest
    from said
    inner join standards using (document_id, form_seq)
    where said.kind = 'standard'
    window form as (partition by said.document_id, said.form_seq)
),

raw as (
    select
        'PF-11-7:' || compared.rare.place.stated_amount_id as check_id,
        'PF-11-7' as rule_id,
        compared.document_id,
        {{ form_scope() }} || coalesce(compared.rare.place.field_label, '') as scope,
        compared.rare.amount as stated,
        compared.common.amount as expected,
        0 as tolerance,
        0 as rounding_limit,
        '元' as unit,
        case
            when compared.value_count > 2
                or compared.value_count = 2 and (
                    compared.rare.place_count > 1
                    or compared.common.place_count = 1 and compared.rare.fields = compared.common.fields
                )
                then 'not_one_to_one'
        end as skip_reason,
        compared.rare.place.amount_printed || compared.rare.place.unit || '（' || compared.counted || '的'
        || case compared.kind when 'standard' then '标准' else '金额' end || '）' as stated_label,
        coalesce(compared.common.place.field_label, '') || '等' || compared.common.place_count || '处所列 '
        || {{ figure('compared.common.amount') }} as parts_text,
        list_prepend(
            compared.rare.place.stated_amount_id,
            list_filter(compared.ids, x -> x <> compared.rare.place.stated_amount_id)
        ) as evidence,
        compared.rare.place.source_page as source_page,
        compared.rare.place.source_line as source_line,
        compared.rare.place.source_line_end as source_line_end,
        compared.rare.place.source_text as source_text
    from compared
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)

    union all

    select
        'PF-11-8:' || listed.stated_amount_id as check_id,
        'PF-11-8' as rule_id,
        listed.document_id,
        {{ form_scope() }} || coalesce(listed.field_label, '') as scope,
        listed.amount as stated,
        listed.nearest as expected,
        0 as tolerance,
        0 as rounding_limit,
        '元' as unit,
        case
            when listed.is_other and (listed.other_count > 1 or listed.standard_count < 3)
                then 'not_one_to_one'
        end as skip_reason,
        '文字所列标准' as stated_label,
        '成本指标 ' || listed.printed as parts_text,
        list_prepend(listed.stated_amount_id, listed.indicator_ids) as evidence,
        {{ provenance('listed') }}
    from listed
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
)

{{ checks_from('raw') }}
