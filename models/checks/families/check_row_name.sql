-- CP-12: a row with an amount has a name, or a code where no rows with codes have names (three at least), where the other rows of its
-- list have theirs (three at least): what it is the amount of was left out, by the print or by reading it. One row per side of a table
-- with such a list.
with printed as (
    select
        document_id,
        table_seq,
        coalesce(side, '') as side,
        row_seq,
        min(budget_line_id) as cell_id,
        -- 2050803- has lost what stood behind the dash.
        bool_or(coalesce(subject_name, '') <> '' and not regexp_matches(subject_name, '^[0-9]+[-—]$')) as has_name,
        bool_or(coalesce(subject_code, '') <> '') as has_code,
        arg_min(amount_printed, column_seq) filter (where {{ exact('amount_printed') }} <> 0) as amount_printed
    from {{ ref('int_budget_line') }}
    where is_amount
    group by all
),

rows as (
    select
        *,
        has_name or has_code and count(*) filter (where has_name and has_code) over lane < 3 as is_named
    from printed
    window lane as (partition by document_id, table_seq, side)
),

lists as (
    select
        document_id,
        table_seq,
        side,
        count(*) filter (where not is_named and amount_printed is not null) as unnamed_count,
        arg_min(amount_printed, row_seq) filter (where not is_named) as amount_printed,
        list(cell_id order by row_seq) filter (where not is_named and amount_printed is not null) as evidence,
        arg_min(cell_id, row_seq) as first_id
    from rows
    group by document_id, table_seq, side
    having count(*) filter (where is_named) >= 3
),

raw as (
    select
        'CP-12:' || lists.document_id || ':' || lists.table_seq || ':' || lists.side as check_id,
        'CP-12' as rule_id,
        lists.document_id,
        '《' || coalesce(lines.table_title, '第' || lists.table_seq || '表') || '》' || {{ label('side', 'lists.side') }} as scope,
        lists.unnamed_count > 0 as is_broken,
        '有 ' || lists.unnamed_count || ' 行印有金额（如 ' || {{ separated('lists.amount_printed') }} || '），没有印出名称' as finding,
        cast(null as decimal(28, 6)) as stated,
        cast(null as decimal(28, 6)) as expected,
        cast(null as varchar) as unit,
        cast(null as varchar) as skip_reason,
        coalesce(lists.evidence, []) as evidence,
        {{ provenance('lines') }}
    from lists
    inner join {{ ref('int_budget_line') }} as lines on coalesce(lists.evidence[1], lists.first_id) = lines.budget_line_id
)

{{ findings_from('raw') }}
