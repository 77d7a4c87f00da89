-- The facts of failed checks, with what else is known of each: how many other checks it fails and holds in, whether its
-- figure stands in its printed row and under the others of its column, whether something was inferred in it. One row per
-- failed check and fact.
with facts as (
    select
        results.check_id,
        results.document_id,
        results.status,
        results.severity,
        rules.relation,
        unnest(list_distinct(results.evidence)) as fact_id
    from {{ ref('check_result') }} as results
    inner join {{ ref('rule') }} as rules on results.rule_id = rules.rule_id
    where results.status <> 'not_applicable'
),

counted as (
    select
        fact_id,
        count(*) filter (where status = 'fail' and severity = 'error') as failed_count,
        count(*) filter (where status = 'pass' and relation = '=') as held_count
    from facts
    group by all
),

printed as (
    select
        budget_line_id as fact_id,
        amount_printed,
        source_text,
        repair is not null as is_repaired
    from {{ ref('int_budget_line') }}
    union all
    select
        funding_id as fact_id,
        amount_printed,
        source_text,
        false as is_repaired
    from {{ ref('int_funding') }}
    union all
    select
        stated_amount_id as fact_id,
        amount_printed,
        source_text,
        false as is_repaired
    from {{ ref('int_stated_amount') }}
    union all
    select
        indicator_id as fact_id,
        null as amount_printed,
        source_text,
        repair is not null as is_repaired
    from {{ ref('stg_indicators') }}
),

failed as (
    select distinct fact_id
    from facts
    where status = 'fail'
),

boxes as (
    select
        budget_line_id as fact_id,
        document_id,
        table_seq,
        side,
        row_seq,
        column_seq,
        source_page,
        try_cast(split_part(source_box, ',', 1) as double) as x0,
        try_cast(split_part(source_box, ',', 3) as double) as x1
    from {{ ref('int_budget_line') }}
    where source_box is not null
),

-- In which columns of its page the figures stand that a figure stands above or below.
aligned as (
    select
        boxes.fact_id,
        others.column_seq = boxes.column_seq as is_own,
        count(*) as cell_count,
        count(*) filter (where others.x0 < boxes.x1 and boxes.x0 < others.x1) as met_count
    from boxes
    semi join failed on boxes.fact_id = failed.fact_id
    inner join boxes as others
        on
            boxes.document_id = others.document_id
            and boxes.table_seq = others.table_seq
            and boxes.side is not distinct from others.side
            and boxes.source_page = others.source_page
            and boxes.row_seq <> others.row_seq
    group by boxes.fact_id, boxes.column_seq, others.column_seq
),

misplaced as (
    select fact_id
    from aligned
    where cell_count >= 3
    group by fact_id
    having coalesce(bool_or(is_own and met_count = 0), false) and bool_or(not is_own and 5 * met_count >= 4 * cell_count)
)

select
    facts.check_id,
    facts.document_id,
    facts.fact_id,
    counted.failed_count,
    counted.held_count,
    coalesce(printed.is_repaired, false) as is_repaired,
    -- A figure that stands below none of its column, but below those of another, was put there by the reading.
    misplaced.fact_id is not null as is_misplaced,
    -- An amount that its own printed row doesn't show was put together by the reading.
    coalesce(
        not contains(
            regexp_replace(printed.source_text, '[,，\s]', '', 'g'), regexp_replace(printed.amount_printed, '^-|[,，\s]', '', 'g')
        ), false
    ) as is_unseen
from facts
inner join counted on facts.fact_id = counted.fact_id
left join printed on facts.fact_id = printed.fact_id
left join misplaced on facts.fact_id = misplaced.fact_id
where facts.status = 'fail'
