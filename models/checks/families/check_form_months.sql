-- PF-18: the months of an activity (体检时间 3月至12月) are the same in its time indicator, in the sentences of the form that
-- name the activity and one span of months, and in the whole-department form.
with texts as (
    select
        fields.document_id,
        fields.form_seq,
        fields.form_field_id,
        fields.label,
        unnest(string_split_regex(fields.value, '[。；;]')) as sentence,
        {{ provenance('fields') }}
    from {{ ref('stg_form_fields') }} as fields
    where regexp_matches(fields.value, '[0-9]月')
),

-- 5-12月, 3月至12月, 7月1日-11月30日, 4至2024年12月.
spans as (
    select
        document_id,
        form_seq,
        form_field_id as fact_id,
        label as place,
        sentence,
        regexp_extract_all(sentence, {{ month_span() }}, 1) as first_months,
        regexp_extract_all(sentence, {{ month_span() }}, 2) as last_months
    from texts
    where regexp_matches(sentence, {{ month_span() }})
),

timed as (
    select
        indicators.*,
        forms.form_type,
        forms.subject_name,
        regexp_replace(indicators.level3, '(完成|起止)?(时间|日期|时限)$', '') as thing,
        regexp_extract(indicators.target_printed, {{ month_span() }}, 1) || '–'
        || regexp_extract(indicators.target_printed, {{ month_span() }}, 2) || '月' as months
    from {{ ref('stg_indicators') }} as indicators
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
    where coalesce(indicators.phase, '') <> 'term' and regexp_matches(indicators.target_printed, {{ month_span() }})
),

activities as (
    select *
    from timed
    where length(thing) >= 2 and not regexp_matches(thing, '^(项目|任务|工作|活动|资金|补贴|补助|发放|实施|开展)*$')
),

told as (
    select
        activities.indicator_id,
        spans.place,
        spans.fact_id,
        spans.first_months[1] || '–' || spans.last_months[1] || '月' as months
    from activities
    inner join spans
        on
            activities.document_id = spans.document_id
            and activities.form_seq = spans.form_seq
            and contains(spans.sentence, activities.thing)
    where len(spans.first_months) = 1

    union

    select
        activities.indicator_id,
        '整体绩效表' as place,
        whole.indicator_id as fact_id,
        whole.months
    from activities
    inner join activities as whole
        on
            activities.document_id = whole.document_id
            and starts_with(whole.form_type, 'department')
            and not starts_with(activities.form_type, 'department')
            and contains(activities.subject_name, whole.thing)
            and ends_with(whole.thing, activities.thing)
),

months as (
    select
        indicator_id,
        string_agg(distinct place || '为' || months, '、' order by place || '为' || months) as places_text,
        count(distinct months) as month_count,
        any_value(months) as months,
        list_sort(list(distinct fact_id)) as fact_ids
    from told
    group by indicator_id
),

raw as (
    select
        'PF-18:' || activities.indicator_id as check_id,
        'PF-18' as rule_id,
        activities.document_id,
        {{ form_scope('activities') }} || '指标“' || activities.level3 || '”' as scope,
        months.month_count > 1 or months.months <> activities.months as is_broken,
        '指标值为 ' || activities.months || '，' || months.places_text as finding,
        cast(null as decimal(28, 6)) as stated,
        cast(null as decimal(28, 6)) as expected,
        cast(null as varchar) as unit,
        cast(null as varchar) as skip_reason,
        list_prepend(activities.indicator_id, months.fact_ids) as evidence,
        {{ provenance('activities') }}
    from activities
    inner join months using (indicator_id)
)

{{ findings_from('raw') }}
