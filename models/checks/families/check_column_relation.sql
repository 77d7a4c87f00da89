-- row_rate: a column of percentages is one amount column against another; row_difference: a column of differences one less another (比上年
-- 增减, 增减%). Which two is learnt from the document, by the headers of the three and where they stand to one another: the
-- pair that holds in most rows, at least two, and in three for each row that fails; alike in all tables printed under
-- these headers, and in all columns of a group that stands there thrice (上年、本年、增减, each with the same columns). One
-- row per row of a table and such a column; where no pair holds, one per table. Basis: the header.
with cells as (
    select
        document_id,
        table_seq,
        coalesce(side, '') as lane,
        row_seq,
        column_seq,
        coalesce(measure_label, '') as label,
        split_part(coalesce(measure_label, ''), '/', 1) as head,
        nullif(substring(coalesce(measure_label, ''), length(head) + 2), '') as tail,
        coalesce(unit, '') as unit,
        {{ exact('amount_printed') }} as amount,
        amount_printed,
        {{ printed_step('amount_printed') }} as own_step,
        step,
        coalesce(unit = '%' or regexp_matches(measure_label, '增减|增长|增加|差额|变动'), false) as is_result,
        budget_line_id,
        subject_name,
        table_title,
        {{ provenance() }}
    from {{ ref('int_budget_line') }}
    where is_amount
),

results as (
    select
        *,
        case when unit = '%' then 'row_rate' else 'row_difference' end as rule_id,
        unnest(case when unit = '%' then ['share', 'growth'] else ['difference'] end) as form
    from (
        select
            *,
            tail is not null and count(*) filter (where not is_result) over (
                partition by document_id, table_seq, lane, row_seq, tail
            ) > 1 as has_group
        from cells
    ) as marked
    where is_result
),

tried as (
    select
        results.*,
        coalesce(results.tail = uppers.tail and results.tail = lowers.tail, false) as is_grouped,
        case when is_grouped then results.head else results.label end as result_words,
        case when is_grouped then uppers.head else uppers.label end as upper_words,
        case when is_grouped then lowers.head else lowers.label end as lower_words,
        case when is_grouped then 0 else uppers.column_seq - results.column_seq end as upper_at,
        case when is_grouped then 0 else lowers.column_seq - results.column_seq end as lower_at,
        uppers.amount_printed as upper_printed,
        lowers.amount_printed as lower_printed,
        [results.budget_line_id, uppers.budget_line_id, lowers.budget_line_id] as evidence,
        uppers.amount <> lowers.amount and uppers.amount <> 0 and results.amount <> 0 as is_telling,
        case results.form
            when 'share' then 100 * uppers.amount / lowers.amount
            when 'growth' then 100 * (uppers.amount - lowers.amount) / lowers.amount
            else uppers.amount - lowers.amount
        end as expected,
        -- Rates are rounded or cut at their own last digit.
        case results.form
            when 'difference' then case when uppers.unit = '元' then 0 else {{ rounding_envelope(1, 'results.step') }} end
            else results.own_step + 50 * uppers.step * (1 + abs(uppers.amount / lowers.amount)) / lowers.amount
        end as tolerance
    from results
    inner join cells as uppers
        on
            results.document_id = uppers.document_id
            and results.table_seq = uppers.table_seq
            and results.lane = uppers.lane
            and results.row_seq = uppers.row_seq
            and uppers.unit <> '%'
            and results.column_seq <> uppers.column_seq
            and (not results.has_group or results.tail = uppers.tail)
    inner join cells as lowers
        on
            uppers.document_id = lowers.document_id
            and uppers.table_seq = lowers.table_seq
            and uppers.lane = lowers.lane
            and uppers.row_seq = lowers.row_seq
            and uppers.unit = lowers.unit
            and uppers.column_seq <> lowers.column_seq
            and results.column_seq <> lowers.column_seq
            and (not results.has_group or results.tail = lowers.tail)
    where lowers.amount > 0 and (results.form <> 'difference' or results.unit = uppers.unit)
),

counted as (
    select
        document_id,
        form,
        result_words,
        upper_words,
        lower_words,
        upper_at,
        lower_at,
        count(*) filter (where is_telling and abs(amount - expected) <= tolerance) as held_count,
        count(*) filter (where abs(amount - expected) > tolerance) as failed_count
    from tried
    group by all
),

judged as (
    select
        tried.*,
        held_count >= greatest(2, 3 * failed_count) as is_adopted
    from tried
    inner join counted using (document_id, form, result_words, upper_words, lower_words, upper_at, lower_at)
    qualify
        rank() over (
            partition by tried.document_id, tried.table_seq, tried.lane, tried.column_seq
            order by held_count >= greatest(2, 3 * failed_count) desc, held_count - failed_count desc, form, upper_at, lower_at, upper_words, lower_words
        ) = 1
),

raw as (
    select
        rule_id || ':' || document_id || ':' || table_seq || case lane when '' then '' else ':' || lane end
        || case when is_adopted then ':r' || row_seq || ':c' || column_seq else '' end as check_id,
        rule_id,
        document_id,
        '《' || coalesce(table_title, '第' || table_seq || '表') || '》'
        || case when is_adopted then coalesce('“' || subject_name || '”', '第' || row_seq || '行') || label || '栏' else '' end as scope,
        cast(amount as decimal(28, 6)) as stated,
        cast(round(expected, 6) as decimal(28, 6)) as expected,
        cast(tolerance as decimal(28, 6)) as tolerance,
        cast(tolerance as decimal(28, 6)) as rounding_limit,
        unit,
        case when not is_adopted then 'relation_not_adopted' end as skip_reason,
        label as stated_label,
        case form
            when 'share' then {{ separated('upper_printed') }} || ' ÷ ' || {{ separated('lower_printed') }}
                || ' ＝ ' || {{ figure('round(expected, 2)') }} || '%'
            when 'growth' then '（' || {{ separated('upper_printed') }} || ' − ' || {{ separated('lower_printed') }} || '）÷ '
                || {{ separated('lower_printed') }} || ' ＝ ' || {{ figure('round(expected, 2)') }} || '%'
            else {{ separated('upper_printed') }} || ' − ' || {{ separated('lower_printed') }}
        end as parts_text,
        evidence,
        {{ provenance() }}
    from judged
    qualify row_number() over (partition by check_id order by row_seq, column_seq, evidence) = 1
)

{{ checks_from('raw') }}
