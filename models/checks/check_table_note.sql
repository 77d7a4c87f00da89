-- NT-08: a table that says it has no data prints no amount but 0.
-- CP-02: a table without amounts says so. Basis: 财预〔2016〕143号 (a table without data is published empty, with a note).
with tables as (
    select
        tables.*,
        count(lines.budget_line_id) filter (where lines.is_amount) as amount_count,
        count(lines.budget_line_id) filter (where lines.is_amount and {{ exact('lines.amount_printed') }} <> 0)
            as nonzero_count,
        arg_min({{ exact('lines.amount_printed') }}, lines.source_line) filter (
            where {{ exact('lines.amount_printed') }} <> 0
        ) as first_amount,
        list(lines.budget_line_id order by lines.budget_line_id) filter (where lines.is_amount) as line_ids
    from {{ ref('stg_tables') }} as tables
    left join {{ ref('int_budget_line') }} as lines using (document_id, table_seq)
    group by all
),

raw as (
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
        null as skip_reason,
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
        empty_note is null as is_broken,
        '没有印出金额，也没有注明无数据' as finding,
        null as stated,
        null as expected,
        unit,
        null as skip_reason,
        [table_id] as evidence,
        {{ provenance() }}
    from tables
    where amount_count = 0
)

{{ findings_from('raw') }}
