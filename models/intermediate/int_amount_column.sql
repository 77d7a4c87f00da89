-- The printed header as a tree: a column called 合计 or 小计 is the parent of the columns (or of their own
-- totals) that stand under the same header. Columns of which no parent is certain have none.
with amount_columns as (
    select
        document_id,
        table_seq,
        coalesce(side, '') as side,
        column_seq,
        any_value(measure) as measure,
        any_value(measure_label) as measure_label
    from {{ ref('int_budget_line') }}
    where is_amount
    group by all
),

paths as (
    select
        *,
        string_split(coalesce(measure_label, ''), '/') as path
    from amount_columns
),

described as (
    select
        *,
        path[1:len(path) - 1] as heading,
        regexp_matches(path[len(path)], '(合计|小计|总计)$') as is_total,
        coalesce(measure = 'carryover', false) or regexp_matches(measure_label, '结转') as is_carryover,
        not regexp_matches(
            coalesce(measure_label, ''), '其中|增减|增长|比例|占比|比重|率|[%％]|人数|数量|单价|比上年|较上年'
        ) as is_addend
    from paths
),

candidates as (
    select
        parts.*,
        totals.column_seq as total_column_seq,
        len(totals.heading) as depth
    from described as parts
    left join described as totals
        on
            parts.document_id = totals.document_id
            and parts.table_seq = totals.table_seq
            and parts.side = totals.side
            and parts.column_seq <> totals.column_seq
            and parts.is_addend
            and totals.is_total
            and totals.is_addend
            and parts.path[1:len(totals.heading)] = totals.heading
            and len(parts.heading) >= len(totals.heading) + case when parts.is_total then 1 else 0 end
)

select
    document_id,
    table_seq,
    side,
    column_seq,
    measure,
    measure_label,
    is_total,
    is_carryover,
    -- Two totals under one header leave open which of them a column belongs to.
    case
        when count(*) filter (where depth = deepest) = 1
            then any_value(total_column_seq) filter (where depth = deepest)
    end as total_column_seq
from (
    select
        *,
        max(depth) over (partition by document_id, table_seq, side, column_seq) as deepest
    from candidates
) as ranked
group by all
