-- Where the smallest explanation of a failed identity lies: for each failed check the operand whose correction would
-- also make the most other failed checks hold and break the fewest that hold (columns of rates and differences among them), and is
-- what the document prints elsewhere. One row per failed check.
with checks as (
    select
        check_id,
        reading,
        scope_id,
        status,
        gap_in_yuan,
        relation
    from {{ ref('identity_verdict') }}
    where status <> 'not_applicable' and relation = '='
),

operands as (
    select
        operands.check_id,
        operands.cell_id,
        operands.document_id,
        operands.cell_table_seq,
        operands.operand_side,
        operands.amount,
        operands.amount_in_yuan,
        operands.step_in_yuan,
        checks.status,
        cast(
            operands.amount_in_yuan
            - case when operands.operand_side = 'left' then 1 else -1 end * operands.factor * checks.gap_in_yuan
            as decimal(28, 6)
        ) as corrected_in_yuan,
        cast(coalesce(1 / {{ unit_factor('operands.unit') }}, 1) as decimal(10, 8)) as scale
    from {{ ref('identity_operand') }} as operands
    inner join checks on operands.check_id = checks.check_id and operands.reading = checks.reading
),

failed as (
    select *
    from operands
    where status = 'fail'
),

held as (
    select
        operands.cell_id,
        count(distinct operands.check_id) as held_count
    from operands
    semi join failed on operands.cell_id = failed.cell_id
    where operands.status = 'pass'
    group by all
),

weighed as (
    select
        failed.check_id,
        failed.cell_id,
        any_value(failed.amount) as amount,
        cast(any_value(failed.corrected_in_yuan * failed.scale) as decimal(28, 6)) as corrected,
        any_value(failed.document_id) as document_id,
        {{ amount_key('any_value(failed.corrected_in_yuan)') }} as corrected_key,
        any_value(failed.operand_side) as operand_side,
        count(distinct others.check_id) as explained_count
    from failed
    inner join failed as others
        on
            failed.cell_id = others.cell_id
            and abs(failed.corrected_in_yuan - others.corrected_in_yuan) <= 3 * failed.step_in_yuan
    group by all
),

-- Corrections that the document prints in another place than the operands of the check.
told as (
    select distinct
        weighed.check_id,
        weighed.cell_id
    from weighed
    inner join {{ ref('printed_amount') }} as printed
        on weighed.document_id = printed.document_id and weighed.corrected_key = printed.amount_key
    anti join failed as own on weighed.check_id = own.check_id and printed.fact_id = own.cell_id
),

-- Rates and differences of the same row, with each of their three figures.
relations as (
    select
        results.check_id,
        results.rule_id,
        results.status,
        results.tolerance,
        results.stated,
        uppers.amount as upper_amount,
        lowers.amount as lower_amount,
        unnest([1, 2, 3]) as place,
        unnest(results.evidence) as cell_id
    from {{ ref('check_column_relation') }} as results
    inner join {{ ref('int_amount_cell') }} as uppers on results.evidence[2] = uppers.cell_id
    inner join {{ ref('int_amount_cell') }} as lowers on results.evidence[3] = lowers.cell_id
    where results.status <> 'not_applicable'
),

corrected as (
    select
        weighed.check_id,
        weighed.cell_id,
        relations.status,
        relations.rule_id,
        relations.tolerance,
        case when relations.place = 1 then weighed.corrected else relations.stated end as stated,
        case when relations.place = 2 then weighed.corrected else relations.upper_amount end as upper_amount,
        nullif(case when relations.place = 3 then weighed.corrected else relations.lower_amount end, 0) as lower_amount
    from weighed
    inner join relations on weighed.cell_id = relations.cell_id
),

related as (
    select
        check_id,
        cell_id,
        count(*) filter (where status = 'pass') as held_count,
        count(*) filter (
            where
            status = 'fail'
            and least(
                case when rule_id = 'row_difference' then abs(upper_amount - lower_amount - stated) end,
                case when rule_id = 'row_rate' then abs(100 * upper_amount / lower_amount - stated) end,
                case when rule_id = 'row_rate' then abs(100 * (upper_amount - lower_amount) / lower_amount - stated) end
            ) <= tolerance
        ) as explained_count
    from corrected
    group by check_id, cell_id
),

written as (
    select
        weighed.* exclude (document_id, corrected_key) replace (
            weighed.explained_count + coalesce(related.explained_count, 0) as explained_count
        ),
        coalesce(held.held_count, 0) as held_count,
        -- Of figures that no sum confirms the one that no rate does either; a rate of few digits confirms nearly anything.
        coalesce(held.held_count, 0) + coalesce(related.held_count, 0) as spoken_count,
        told.cell_id is not null as is_told,
        cast(amount as varchar) as old_text,
        cast(corrected as varchar) as new_text
    from weighed
    left join held on weighed.cell_id = held.cell_id
    left join told on weighed.check_id = told.check_id and weighed.cell_id = told.cell_id
    left join related on weighed.check_id = related.check_id and weighed.cell_id = related.cell_id
),

compared as (
    select
        *,
        case
            when length(old_text) = length(new_text)
                then list_filter(
                    range(1, length(old_text) + 1), n -> substr(old_text, n, 1) <> substr(new_text, n, 1)
                )
        end as places
    from written
),

named as (
    select
        * exclude (old_text, new_text, places),
        case
            when corrected = 0 and operand_side = 'right' then 'column_shift'
            when corrected = -amount then 'sign'
            when amount <> 0 and (corrected = amount * 10000 or amount = corrected * 10000) then 'unit'
            when amount <> 0 and (
                corrected in (amount * 10, amount * 100, amount * 1000)
                or amount in (corrected * 10, corrected * 100, corrected * 1000)
            ) then 'decimal_point'
            when len(places) = 1 then 'digit'
            when len(places) = 2
                and substr(old_text, places[1], 1) = substr(new_text, places[2], 1)
                and substr(old_text, places[2], 1) = substr(new_text, places[1], 1) then 'transposed'
            else 'cell'
        end as candidate_kind
    from compared
)

-- A figure that as many other identities confirm as contradict is no candidate. Of several that a slip of the pen explains
-- equally well none is more than a guess.
select
    check_id,
    case when explained_count > held_count then candidate_kind end as candidate_kind,
    case when explained_count > held_count then cell_id end as candidate_fact_id,
    case when explained_count > held_count then corrected end as candidate_value,
    explained_count,
    held_count,
    -- One candidate that other identities confirm, or the only way to read it as a slip of the pen, or as printed elsewhere.
    explained_count > held_count and (explained_count > 1 or is_told or candidate_kind <> 'cell') and rival_count = 1
        as is_convincing
from (
    select
        *,
        count(*) over (
            partition by check_id, explained_count, spoken_count, is_told, candidate_kind = 'cell'
        ) as rival_count
    from named
) as named
qualify
    row_number() over (
        partition by check_id
        order by explained_count desc, spoken_count, is_told desc, candidate_kind = 'cell', operand_side, cell_id
    ) = 1
