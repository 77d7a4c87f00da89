-- A row too few or too many: all columns of a total lack (or exceed) what together is a row of its own, since the differences
-- obey the table's own sums over columns. One cell that is wrong breaks those sums, a row left out or printed twice
-- doesn't. Of a row too many it is told which: the only part that prints all the differences. Where the table has no such sums, a
-- row is missing if all columns lack something, two at least: one cell that is wrong breaks one. What a column of negative amounts
-- lacks is negative. One row per failed check.
with gaps as (
    select
        verdicts.check_id,
        verdicts.rule_id,
        verdicts.document_id,
        verdicts.table_seq,
        verdicts.lane,
        verdicts.row_seq,
        verdicts.column_seq,
        verdicts.status,
        case when verdicts.status = 'fail' then verdicts.gap_in_yuan else 0 end as gap,
        case when verdicts.stated < 0 then -gap else gap end as lack,
        verdicts.rounding_limit * coalesce({{ unit_factor('verdicts.unit') }}, 1) as slack
    from {{ ref('identity_verdict') }} as verdicts
    where verdicts.rule_id in ('hierarchy', 'column_total') and verdicts.status <> 'not_applicable'
),

-- Rows of which two columns or more fail, all the same way, each by one sum.
heads as (
    select
        rule_id,
        document_id,
        table_seq,
        lane,
        row_seq,
        arg_max(check_id, abs(gap)) as head_check_id,
        bool_and(status = 'fail') as is_all,
        list(check_id) as head_check_ids,
        bool_and(lack <= 0) as is_surplus
    from gaps
    group by all
    having
        count(*) filter (where status = 'fail') > 1 and count(*) = count(distinct column_seq)
        and (bool_and(lack >= 0) or bool_and(lack <= 0))
),

-- The sums over columns that hold or are asked of such a row, with the differences in place of its amounts.
relations as (
    select
        heads.rule_id,
        heads.document_id,
        heads.table_seq,
        heads.lane,
        heads.row_seq,
        operands.check_id,
        sum(coalesce(gaps.gap, 0) * operands.factor * case when operands.operand_side = 'left' then 1 else -1 end) as rest,
        sum(coalesce(gaps.slack, 0)) as slack,
        list(gaps.check_id) filter (where gaps.status = 'fail') as check_ids,
        count(*) filter (where gaps.status = 'fail' and operands.operand_side = 'left') as left_count
    from heads
    inner join {{ ref('identity_verdict') }} as sums
        on
            heads.document_id = sums.document_id
            and heads.table_seq = sums.table_seq
            and heads.lane = sums.lane
            and heads.row_seq = sums.row_seq
            and sums.rule_id = 'row_sum'
            and sums.status <> 'not_applicable'
    inner join {{ ref('identity_operand') }} as operands on sums.check_id = operands.check_id and sums.reading = operands.reading
    left join gaps
        on
            heads.rule_id = gaps.rule_id
            and heads.document_id = gaps.document_id
            and heads.table_seq = gaps.table_seq
            and heads.lane = gaps.lane
            and heads.row_seq = gaps.row_seq
            and operands.cell_column_seq = gaps.column_seq
    group by all
),

whole as (
    select
        heads.* exclude (is_all, head_check_ids),
        list_distinct(flatten(list(relations.check_ids))) as check_ids,
        true as is_balanced
    from heads
    inner join relations using (rule_id, document_id, table_seq, lane, row_seq)
    where relations.left_count > 0
    group by all
    having bool_and(abs(relations.rest) <= relations.slack)

    union all

    select
        heads.* exclude (is_all, head_check_ids),
        head_check_ids as check_ids,
        false as is_balanced
    from heads
    anti join relations using (rule_id, document_id, table_seq, lane, row_seq)
    where is_all and not is_surplus
),

-- Parts that print the difference in every column that fails, and nothing in those that hold.
surplus as (
    select
        whole.head_check_id,
        family.part_row_seq,
        arg_min(cells.cell_id, cells.column_seq) as cell_id,
        any_value(cells.name_key) as name_key,
        any_value(cells.subject_name) as subject_name
    from whole
    inner join {{ ref('row_family') }} as family
        on
            whole.rule_id = family.rule_id
            and whole.document_id = family.document_id
            and whole.table_seq = family.table_seq
            and whole.lane = family.side
            and whole.row_seq = family.row_seq
    inner join gaps
        on
            whole.rule_id = gaps.rule_id
            and whole.document_id = gaps.document_id
            and whole.table_seq = gaps.table_seq
            and whole.lane = gaps.lane
            and whole.row_seq = gaps.row_seq
    left join {{ ref('int_amount_cell') }} as cells
        on
            family.document_id = cells.document_id
            and family.table_seq = cells.table_seq
            and family.side = cells.lane
            and family.part_row_seq = cells.row_seq
            and gaps.column_seq = cells.column_seq
    where whole.is_surplus
    group by all
    having bool_and(abs(coalesce(cells.amount_in_yuan, 0) + gaps.gap) <= gaps.slack)
),

named as (
    select
        head_check_id,
        arg_max(cell_id, part_row_seq) as cell_id,
        any_value(subject_name) as subject_name
    from surplus
    group by head_check_id
    having count(distinct name_key) = 1
)

select
    unnest(whole.check_ids) as check_id,
    whole.head_check_id,
    case when whole.is_surplus then 'extra_row' else 'missing_row' end as kind,
    whole.is_balanced,
    named.cell_id as candidate_fact_id,
    named.subject_name
from whole
left join named using (head_check_id)
where not whole.is_surplus or named.cell_id is not null
