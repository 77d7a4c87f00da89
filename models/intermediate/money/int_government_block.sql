-- One row per amount that a printed total of a government's budget may be made of: the rows above the total (up to the
-- total before) or below it (down to the next, or to a row of its own level), with the rules that may find the smallest.
with totals as (
    select
        *,
        lag(row_seq, 1, 0) over total_rows as previous_seq,
        lead(row_seq, 1, 1000000) over total_rows as next_seq
    from {{ ref('int_government_row') }}
    where is_account_total and money_side is not null
    window total_rows as (partition by document_id, table_seq, lane, column_seq order by row_seq)
),

ends as (
    select
        totals.budget_line_id,
        min(later.row_seq) as end_seq
    from totals
    inner join {{ ref('int_government_row') }} as later
        on
            totals.document_id = later.document_id
            and totals.table_seq = later.table_seq
            and totals.lane = later.lane
            and totals.column_seq = later.column_seq
            and totals.row_seq < later.row_seq
            and totals.subject_level > 0
            and later.depth <= totals.depth
    group by totals.budget_line_id
),

blocks as (
    select
        totals.budget_line_id as total_line_id,
        totals.money_side as account_side,
        totals.amount_yuan as total_yuan,
        case when rows.row_seq < totals.row_seq then 'above' else 'below' end as block,
        rows.*
    from totals
    left join ends on totals.budget_line_id = ends.budget_line_id
    inner join {{ ref('int_government_row') }} as rows
        on
            totals.document_id = rows.document_id
            and totals.table_seq = rows.table_seq
            and totals.lane = rows.lane
            and totals.column_seq = rows.column_seq
            and rows.row_seq > totals.previous_seq
            and rows.row_seq < least(totals.next_seq, coalesce(ends.end_seq, totals.next_seq))
            and totals.row_seq <> rows.row_seq
    where rows.row_kind <> 'of_which'
),

placed as (
    select
        blocks.*,
        coalesce(lead(depth) over (block_rows order by row_seq) <= depth, true) as ends_level,
        depth = min(depth) over block_rows as is_top,
        coalesce(regexp_matches(subject_name, words.pattern), false) as is_named_between
    from blocks
    inner join (
        select
            side,
            string_agg(word, '|') as pattern
        from {{ ref('between_budgets') }}
        group by all
    ) as words
        on blocks.account_side = words.side
    window block_rows as (partition by total_line_id, block)
)

select
    * exclude (ends_level, is_top, is_named_between),
    count(*) over (partition by total_line_id, block) = 1 and row_kind = 'item' as is_only,
    -- What stands below a row of the highest level is of its kind.
    coalesce(
        last_value(case when is_top then is_named_between end ignore nulls) over (
            partition by total_line_id, block
            order by row_seq
            rows between unbounded preceding and current row
        ),
        false
    ) as is_between_budgets,
    list_filter(
        [
            case
                when
                    subject_code is not null
                    and coalesce(not (starts_with(next_code, subject_code) and length(next_code) > length(subject_code)), true)
                    then 'by_code'
            end,
            case when ends_level then 'by_level' end,
            case when is_top then 'top' end
        ],
        rule -> rule is not null
    ) as rules
from placed
