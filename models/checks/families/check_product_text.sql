-- PF-11: in one sentence of a form, count × standard (× months) = the amount beside them:
-- 11 名 … 每人 16000 元 … 计 190000 元, or 7 万元，共 70 人，每人 1000 元. A statement that a form repeats is one instance.
with standards as (
    select
        *,
        lag(is_about) over sentence as is_about_before,
        lead(is_about) over sentence as is_about_after,
        lag(kind, 2) over sentence as kind_before_2,
        lag(amount, 2) over sentence as amount_before_2,
        lag(printed_before) over sentence as printed_before_2,
        lag(id_before) over sentence as id_before_2
    from {{ ref('int_form_statement') }}
    window sentence as (partition by document_id, form_seq, sentence_seq order by position)
),

triples as (
    select
        *,
        case
            when kind_before = 'count' and kind_after = 'total' then 'count_standard_total'
            when kind_before = 'money' and kind_after = 'count' then 'money_standard_count'
            when kind_before = 'count' and kind_before_2 = 'money' then 'money_count_standard'
        end as shape
    from standards
    where kind = 'standard'
),

products as (
    select
        *,
        case shape when 'money_standard_count' then amount_after else amount_before end as count_amount,
        case shape when 'money_standard_count' then printed_after else printed_before end as count_printed,
        case
            shape
            when 'count_standard_total' then amount_after
            when 'money_standard_count' then amount_before
            else amount_before_2
        end as stated,
        case
            shape
            when 'count_standard_total' then printed_after
            when 'money_standard_count' then printed_before
            else printed_before_2
        end as stated_printed,
        case shape when 'money_standard_count' then is_about_after else is_about_before end as is_about_count,
        [coalesce(id_before_2, id_before), id_before, stated_amount_id, id_after] as ids
    from triples
    where shape is not null
),

instances as (
    select
        document_id,
        form_seq,
        count_printed,
        any_value(count_amount) as count_amount,
        amount as standard,
        bool_or(is_monthly) as is_monthly,
        stated_printed,
        any_value(stated) as stated,
        bool_or(coalesce(is_about_count, false)) as is_about,
        arg_min(field_label, position) as field_label,
        count(*) as place_count,
        list_sort(list_distinct(flatten(list(list_filter(ids, x -> x is not null))))) as evidence,
        arg_min(source_page, position) as source_page,
        arg_min(source_line, position) as source_line,
        arg_min(source_line_end, position) as source_line_end,
        arg_min(source_text, position) as source_text
    from products
    -- What has more digits than a decimal holds is no number of people times a standard.
    where try(count_amount * amount * 1000) is not null
    group by document_id, form_seq, count_printed, standard, stated_printed
),

weighed as (
    select
        *,
        -- Months are rarely printed: any number of them up to a year is accepted.
        case
            when not is_monthly then 1
            when stated % nullif(count_amount * standard, 0) = 0 and stated / (count_amount * standard) <= 12
                then cast(stated / (count_amount * standard) as integer)
            else 12
        end as months
    from instances
),

raw as (
    select
        'PF-11:' || weighed.document_id || ':' || weighed.form_seq || ':' || weighed.count_printed || ':'
        || {{ plain_figure('weighed.standard') }} || ':' || weighed.stated_printed as check_id,
        'PF-11' as rule_id,
        weighed.document_id,
        {{ form_scope() }} || coalesce(weighed.field_label, '')
        || case when weighed.place_count > 1 then '等' || weighed.place_count || '处' else '' end as scope,
        weighed.stated,
        weighed.count_amount * weighed.standard * weighed.months as expected,
        0 as tolerance,
        0 as rounding_limit,
        '元' as unit,
        case
            when weighed.is_about and weighed.stated <> weighed.count_amount * weighed.standard * weighed.months
                then 'about_so_many'
        end as skip_reason,
        '文字所列金额' as stated_label,
        weighed.count_printed || ' × ' || {{ figure('weighed.standard') }} || '元'
        || case when weighed.is_monthly then ' × ' || weighed.months || '个月' else '' end || ' ＝ '
        || {{ figure('weighed.count_amount * weighed.standard * weighed.months') }} as parts_text,
        weighed.evidence,
        {{ provenance('weighed') }}
    from weighed
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
)

{{ checks_from('raw') }}
