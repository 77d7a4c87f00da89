-- CP-11: a printed total is made up by the rows of its list. Where no reading of the rows gives it, the relation is not adopted
-- (structure_support) and nothing is an error: the structure may be misread, or a row be missing or wrong. That is said of the
-- total, with what the rows add up to; so of a parent among the rows, and of a total without rows. A total that no column lets be
-- judged isn't proved either: it has the reason. One row per side of a table with a total, or with a parent that isn't proved.
with sums as (
    select
        document_id,
        table_seq,
        lane,
        rule_id = 'column_total' as is_total,
        stated,
        expected,
        unit,
        evidence[1:1] as evidence,
        coalesce(reason_code = 'relation_not_adopted', false) as is_unproved,
        case when not is_unproved then reason_code end as skip_reason
    from {{ ref('identity_verdict') }}
    where left_count > 0 and (rule_id = 'column_total' or rule_id = 'hierarchy' and reason_code = 'relation_not_adopted')
),

lonely as (
    select
        document_id,
        table_seq,
        lane,
        true as is_total,
        max_by(amount, abs(amount)) as stated,
        cast(0 as decimal(28, 6)) as expected,
        max_by(unit, abs(amount)) as unit,
        [max_by(cell_id, abs(amount))] as evidence,
        true as is_unproved,
        null as skip_reason
    from {{ ref('int_amount_cell') }}
    -- 三公 in one row is divided by columns.
    where not is_rate and table_type <> 'three_public'
    group by all
    having bool_and(row_kind in ('total', 'subtotal')) and max(abs(amount)) > 0
),

raw as (
    select
        'CP-11:' || lists.document_id || ':' || lists.table_seq || ':' || lists.lane as check_id,
        'CP-11' as rule_id,
        lists.document_id,
        '《' || coalesce(tables.table_title, '第' || lists.table_seq || '表') || '》' || {{ label('side', 'lists.lane') }} as scope,
        lists.is_unproved as is_broken,
        case when lists.is_total then '印出的合计 ' else '“' || coalesce(lines.subject_name, '') || '” ' end || {{ figure('lists.stated') }} || {{ behind('lists.unit') }} || '没有得到证实：'
        || case
            when lists.expected = 0 then '没有列出各行金额'
            else '按所列各行相加为 ' || {{ figure('lists.expected') }} || {{ behind('lists.unit') }}
        end as finding,
        case when lists.is_unproved then lists.stated end as stated,
        case when lists.is_unproved then lists.expected end as expected,
        lists.unit,
        lists.skip_reason,
        lists.evidence,
        {{ provenance('lines') }}
    from (
        select *
        from (
            select * from sums
            union all
            select * from lonely
        ) as every
        qualify
            row_number() over (
                partition by document_id, table_seq, lane
                order by is_unproved desc, skip_reason is null desc, is_total desc, abs(stated - expected) desc, evidence
            ) = 1
    ) as lists
    inner join {{ ref('stg_tables') }} as tables using (document_id, table_seq)
    inner join {{ ref('int_budget_line') }} as lines on lists.evidence[1] = lines.budget_line_id
)

{{ findings_from('raw') }}
