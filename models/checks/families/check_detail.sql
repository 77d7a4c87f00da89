-- CP-06: expenditure by function is listed down to 项 where codes are printed. Basis: 预算法实施条例 art. 6.
-- CP-10: published within twenty days after its approval, where both days are printed. Basis: 预算法 art. 14.
-- CP-07, CP-08, CP-09: what has to be said beside an amount of the text that isn't 0 (seeds/rules/required_detail.csv): groups, persons,
-- vehicles kept and receptions with the three publics of a final account; what goes to small and medium firms with procurement.
with levels as (
    select
        document_id,
        max(length(subject_code)) as finest,
        list(cell_id order by cell_id)[1:1] as evidence,
        arg_min(table_title, cell_id) as table_title,
        {% for column in ['source_page', 'source_line', 'source_line_end', 'source_text'] -%}
        arg_min({{ column }}, cell_id) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('int_amount_cell') }}
    where
        table_type in ('expenditure_summary', 'general_budget_expenditure', 'fiscal_appropriation_expenditure')
        and subject_system = 'function' and subject_code is not null
    group by all
),

said as (
    select
        document_id,
        -- A name ends with a blank, the last one too.
        string_agg(words, ' ' order by words) || ' ' as words
    from (
        select
            document_id,
            source_text as words
        from {{ ref('stg_sentences') }}
        where kind = 'sentence'
        union all
        select
            document_id,
            subject_name as words
        from {{ ref('int_statement') }}
        union all
        select
            document_id,
            concat_ws(' ', replace(header_paths, ' | ', ' '), table_title) as words
        from {{ ref('stg_tables') }}
        union all
        select
            document_id,
            subject_name as words
        from {{ ref('stg_row_labels') }}
    ) as every_word
    group by all
),

details as (
    select
        required.rule_id,
        documents.document_id,
        required.detail_name,
        regexp_matches(said.words, required.detail_pattern) as is_said,
        stated.stated_amount_id,
        {{ provenance('stated') }}
    from {{ ref('required_detail') }} as required
    inner join {{ ref('int_document') }} as documents on regexp_matches(documents.disclosure_type, required.content_types)
    inner join {{ ref('int_statement') }} as stated
        on
            documents.document_id = stated.document_id
            and stated.is_money
            and stated.amount > 0
            and regexp_matches(stated.subject_key, required.context_pattern)
    inner join said on documents.document_id = said.document_id
    qualify row_number() over (
        partition by required.rule_id, documents.document_id, required.detail_name order by stated.position
    ) = 1
),

dated as (
    select
        document_id,
        try_strptime(list_first(regexp_extract_all(source_text, '批[复准](?:日期|时间)[:：]?([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)', 1)), '%Y年%m月%d日')
            as approved_at,
        try_strptime(list_first(regexp_extract_all(source_text, '(?:公开|发布)(?:日期|时间)[:：]?([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)', 1)), '%Y年%m月%d日')
            as published_at,
        {{ provenance() }}
    from {{ ref('stg_sentences') }}
    where regexp_matches(source_text, '(批[复准]|公开|发布)(日期|时间)')
),

days as (
    select
        document_id,
        min(approved_at) as approved_at,
        min(published_at) as published_at,
        {% for column in ['source_page', 'source_line', 'source_line_end', 'source_text'] -%}
        arg_min({{ column }}, published_at) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from dated
    group by all
    having min(approved_at) <= min(published_at)
),

raw as (
    select
        'CP-10:' || document_id as check_id,
        'CP-10' as rule_id,
        document_id,
        '公开日期' as scope,
        date_diff('day', approved_at, published_at) > 20 as is_broken,
        '批复后第 ' || date_diff('day', approved_at, published_at) || ' 日公开，应在批复后二十日内公开' as finding,
        null as stated,
        null as expected,
        null as unit,
        null as skip_reason,
        cast([] as varchar[]) as evidence,
        {{ provenance() }}
    from days

    union all

    select
        'CP-06:' || document_id as check_id,
        'CP-06' as rule_id,
        document_id,
        '《' || coalesce(table_title, '') || '》' as scope,
        finest < 7 as is_broken,
        case finest when 3 then '支出只列到类，没有列到款、项' else '支出只列到款，没有列到项' end as finding,
        null as stated,
        null as expected,
        null as unit,
        null as skip_reason,
        evidence,
        {{ provenance() }}
    from levels
    where finest in (3, 5, 7)

    union all

    select
        rule_id || ':' || document_id as check_id,
        rule_id,
        document_id,
        case rule_id when 'CP-08' then '政府采购说明' else '“三公”经费说明' end as scope,
        not bool_and(is_said) as is_broken,
        any_value(case rule_id when 'CP-09' then '没有分别列示' else '没有说明' end) || string_agg(detail_name, '、' order by detail_name) filter (where not is_said) as finding,
        null as stated,
        null as expected,
        null as unit,
        null as skip_reason,
        list(distinct stated_amount_id order by stated_amount_id) as evidence,
        {% for column in ['source_page', 'source_line', 'source_line_end', 'source_text'] -%}
        arg_min({{ column }}, stated_amount_id) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from details
    group by all
)

{{ findings_from('raw') }}
