-- One fact of a form told in several places:
-- PF-18: the months of an activity (体检时间 3月至12月) are the same in its time indicator, in the sentences of the form that
-- name the activity and one span of months, and in the whole-department form. PF-18-2: a count of people has one age span.
-- PF-18-3: a form whose text founds it on central money prints money under 中央. PF-18-4: the number of internal offices in
-- the whole-department form = that of the text. PF-18-5: no control figure of 三公 beyond the budget where there is none.
with texts as (
    select
        fields.document_id,
        fields.form_seq,
        fields.form_field_id,
        fields.label,
        unnest(string_split_regex(fields.value, '[。；;]')) as sentence,
        {{ provenance('fields') }}
    from {{ ref('stg_form_fields') }} as fields
    where regexp_matches(fields.value, '[0-9](月|周?岁)')
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

aged as (
    select
        document_id,
        form_seq,
        people,
        count(distinct age) as age_count,
        count(*) as mention_count,
        string_agg(distinct age || '岁（' || label || '）', '、' order by age || '岁（' || label || '）') as ages_text,
        list_sort(list(distinct form_field_id)) as fact_ids,
        {% for column in ['source_page', 'source_line', 'source_line_end', 'source_text'] -%}
            arg_min({{ column }}, form_field_id) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from (
        select
            *,
            regexp_extract(mention, '^([0-9]+)', 1) as people,
            regexp_replace(regexp_extract(mention, '[名人]([0-9]+[-—至][0-9]+)', 1), '[—至]', '-') as age
        from (
            select
                *,
                unnest(regexp_extract_all(sentence, '[0-9]+[余多]?[名人][0-9]{1,2}[-—至][0-9]{1,3}周?岁')) as mention
            from texts
        ) as found
    ) as mentions
    group by document_id, form_seq, people
    having count(*) > 1
),

central as (
    select
        funding.document_id,
        funding.form_seq,
        sum(funding.amount_yuan) filter (where funding.source = 'central') as central_yuan,
        max(funding.amount_yuan) filter (where funding.source = 'total') as total_yuan,
        string_agg(distinct funding.source_label, '、' order by funding.source_label) filter (
            where funding.amount_yuan > 0 and funding.source not in ('total', 'central')
        ) as labels,
        list_sort(list(funding.funding_id)) as fact_ids
    from {{ ref('int_funding') }} as funding
    where funding.phase = 'annual' and funding.is_amount
    group by all
    having count(*) filter (where funding.source = 'central') > 0 and total_yuan > 0
),

founded as (
    select distinct on (fields.document_id, fields.form_seq)
        fields.*,
        central.central_yuan,
        central.labels,
        central.fact_ids,
        regexp_extract(
            fields.value, '中央(?:财政)?[^，。；、]{0,16}(?:资金|补助|转移支付|预算|公益金)'
        ) as said
    from {{ ref('stg_form_fields') }} as fields
    inner join central using (document_id, form_seq)
    where regexp_matches(fields.value, '中央(财政)?[^，。；、]{0,16}(资金|补助|转移支付|预算|公益金)')
    order by fields.document_id, fields.form_seq, fields.form_field_id
),

offices as (
    select
        fields.*,
        try_cast(regexp_extract(fields.value, '^([0-9]+)', 1) as integer) as stated_count,
        try_cast(regexp_extract(sentences.source_text, {{ office_count() }}, 1) as integer) as told_count,
        coalesce('第' || sentences.source_page || '页', '第' || sentences.source_line || '行') as told_place
    from {{ ref('stg_form_fields') }} as fields
    inner join {{ ref('stg_sentences') }} as sentences
        on
            fields.document_id = sentences.document_id
            and sentences.kind = 'sentence'
            and regexp_matches(sentences.source_text, {{ office_count() }})
    where regexp_matches(fields.label, '^内设(职能)?(部门|机构)') and regexp_matches(fields.value, '^[0-9]+')
    qualify row_number() over (partition by fields.form_field_id order by sentences.position) = 1
),

public_expenses as (
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

    union all

    select
        'PF-18-2:' || aged.document_id || ':' || aged.form_seq || ':' || aged.people as check_id,
        'PF-18-2' as rule_id,
        aged.document_id,
        {{ form_scope() }} || aged.people || '人的年龄' as scope,
        aged.age_count > 1 as is_broken,
        '先后印为 ' || aged.ages_text as finding,
        null as stated,
        null as expected,
        null as unit,
        null as skip_reason,
        aged.fact_ids as evidence,
        {{ provenance('aged') }}
    from aged
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)

    union all

    select
        'PF-18-3:' || founded.form_field_id as check_id,
        'PF-18-3' as rule_id,
        founded.document_id,
        {{ form_scope() }} || founded.label as scope,
        founded.central_yuan = 0 as is_broken,
        '写有“' || founded.said || '”，资金来源的中央资金为 0，金额列在' || coalesce(founded.labels, '其他来源') as finding,
        founded.central_yuan as stated,
        null as expected,
        '元' as unit,
        null as skip_reason,
        list_prepend(founded.form_field_id, founded.fact_ids) as evidence,
        {{ provenance('founded') }}
    from founded
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)

    union all

    select
        'PF-18-4:' || offices.form_field_id as check_id,
        'PF-18-4' as rule_id,
        offices.document_id,
        {{ form_scope() }} || offices.label as scope,
        offices.stated_count <> offices.told_count as is_broken,
        '印为 ' || offices.stated_count || ' 个，' || offices.told_place || '文字写 ' || offices.told_count || ' 个' as finding,
        offices.stated_count as stated,
        offices.told_count as expected,
        '个' as unit,
        null as skip_reason,
        [offices.form_field_id] as evidence,
        {{ provenance('offices') }}
    from offices
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)

    union all

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
