-- NT-08: a table that says it has no data prints no amount but 0.
-- NT-08-2: what the text says there is none of (seeds/rules/stated_absence.csv) has no amount but 0 in its table.
-- CP-02: a table without amounts says so, below it or in the text. Basis: 财预〔2016〕143号 (a table without data is published
-- empty, with a note).
with tables as (
    select
        tables.*,
        count(lines.budget_line_id) filter (where lines.is_amount) as amount_count,
        count(lines.budget_line_id) filter (where lines.is_amount and {{ exact('lines.amount_printed') }} <> 0)
            as nonzero_count,
        arg_min({{ exact('lines.amount_printed') }}, (lines.source_line, lines.budget_line_id)) filter (
            where {{ exact('lines.amount_printed') }} <> 0
        ) as first_amount,
        list(lines.budget_line_id order by lines.budget_line_id) filter (where lines.is_amount) as line_ids
    from {{ ref('stg_tables') }} as tables
    left join {{ ref('int_budget_line') }} as lines using (document_id, table_seq)
    group by all
),

-- 无政府性基金预算；没有机关运行经费. Not: that nothing changed, or is carried over, or is bought.
absences as (
    select
        sentences.*,
        scopes.scope_id,
        words.absence_pattern,
        words.table_pattern,
        words.measure_pattern,
        regexp_extract(
            sentences.source_text, '(?:无|没有|未安排)[^，。；]{0,14}' || words.absence_pattern || '[^，。；]{0,20}'
        ) as said
    from (
        select *
        from {{ ref('stg_sentences') }}
        where
            kind = 'sentence'
            and regexp_matches(source_text, '无|没有|未安排')
            and not regexp_matches(coalesce(section, ''), '名词解释')
    ) as sentences
    inner join {{ ref('document_scope') }} as scopes using (document_id)
    inner join {{ ref('stated_absence') }} as words
        on regexp_matches(sentences.source_text, '(无|没有|未安排)[^，。；]{0,14}' || words.absence_pattern)
),

denied as (
    select
        absences.*,
        tables.table_id,
        tables.table_title,
        lines.nonzero_count,
        lines.first_amount,
        lines.unit,
        lines.line_ids
    from absences
    inner join {{ ref('document_scope') }} as scopes using (scope_id)
    inner join {{ ref('stg_tables') }} as tables
        on scopes.document_id = tables.document_id and regexp_matches(tables.table_type, absences.table_pattern)
    left join lateral (
        select
            count(*) as nonzero_count,
            min_by({{ exact('cells.amount_printed') }}, cells.source_line) as first_amount,
            any_value(cells.unit) as unit,
            list(cells.budget_line_id order by cells.budget_line_id) as line_ids
        from {{ ref('int_budget_line') }} as cells
        where
            cells.document_id = tables.document_id
            and cells.table_seq = tables.table_seq
            and cells.is_amount
            and {{ exact('cells.amount_printed') }} <> 0
            and regexp_matches(coalesce(cells.measure, ''), absences.measure_pattern)
    ) as lines on true
    where not regexp_matches(absences.said, '增减|变化|变动|结转|结余|超|新增|购置|相关说明')
),

raw as (
    select
        'NT-08-2:' || sentence_id || ':' || absence_pattern || ':' || table_id as check_id,
        'NT-08-2' as rule_id,
        document_id,
        coalesce(section, '文字说明') || '“' || said || '”' as scope,
        nonzero_count > 0 as is_broken,
        '《' || coalesce(table_title, '') || '》却有 ' || nonzero_count || ' 个金额，如 ' || {{ figure('first_amount') }} || ' '
        || coalesce(unit, '') as finding,
        first_amount as stated,
        0 as expected,
        unit,
        null as skip_reason,
        list_prepend(table_id, coalesce(line_ids, [])) as evidence,
        {{ provenance() }}
    from denied

    union all

    select
        'NT-08:' || table_id as check_id,
        'NT-08' as rule_id,
        document_id,
        '《' || coalesce(table_title, '第' || table_seq || '表') || '》' as scope,
        nonzero_count > 0 as is_broken,
        '注明“' || empty_note || '”，表中却有 ' || nonzero_count || ' 个金额，如 ' || {{ figure('first_amount') }} || ' '
        || coalesce(unit, '') as finding,
        first_amount as stated,
        0 as expected,
        unit,
        -- 此表如无数字则表示… tells what a blank means; 没有安排年初预算 speaks of one row.
        case
            when nonzero_count > 0 and regexp_matches(empty_note, '(如|若|如果)[^，。；]{0,4}(无|没有)|其原因|主要是')
                then 'note_of_part'
        end as skip_reason,
        list_prepend(table_id, coalesce(line_ids, [])) as evidence,
        {{ provenance() }}
    from tables
    where empty_note is not null

    union all

    select
        'CP-02:' || table_id as check_id,
        'CP-02' as rule_id,
        document_id,
        '《' || coalesce(table_title, '第' || table_seq || '表') || '》' as scope,
        empty_note is null and absence_id is null as is_broken,
        '没有印出金额，表下和文字也没有注明无数据' as finding,
        null as stated,
        null as expected,
        unit,
        null as skip_reason,
        [table_id] as evidence,
        {{ provenance() }}
    from tables
    left join (
        select
            table_id,
            min(sentence_id) as absence_id
        from denied
        group by all
    ) as said using (table_id)
    where amount_count = 0
)

{{ findings_from('raw') }}
