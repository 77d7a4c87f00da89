-- The printed header as a tree: a column called 合计 or 小计 is the parent of the columns (or of their own
-- totals) that stand under the same header, for the same phase (预算数, 决算数). Among columns printed side by
-- side, seeds/vocabulary/measure_group.csv says which belong to which. Columns of which no parent is certain have none.
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

printed as (
    select
        *,
        string_split(coalesce(measure_label, ''), '/') as full_path
    from amount_columns
),

paths as (
    select
        printed.*,
        case when phases.word is not null and len(full_path) > 1 then full_path[len(full_path)] else '' end as phase,
        case
            when phases.word is not null and len(full_path) > 1 then full_path[1:len(full_path) - 1]
            else full_path
        end as path
    from printed
    left join {{ ref('measure') }} as phases
        on printed.full_path[len(printed.full_path)] = phases.word and phases.kind = 'repeat'
),

described as (
    select
        *,
        regexp_replace(coalesce(measure, ''), '_(budget|final)$', '') as base_measure,
        path[1:len(path) - 1] as heading,
        regexp_matches(path[len(path)], '(合计|小计|总计)$') as is_total,
        coalesce(measure = 'carryover', false) or regexp_matches(measure_label, '结转') as is_carryover,
        not regexp_matches(
            coalesce(measure_label, ''), '其中|扣除|剔除|增减|增长|比例|占比|比重|率|[%％]|人数|数量|单价|比上年|较上年|上年数|去年'
        ) as is_addend
    from paths
),

grouped as (
    select
        described.*,
        groups.member_measures
    from described
    left join (
        select
            group_measure,
            list(measure) as member_measures
        from {{ ref('measure_group') }}
        group by all
    ) as groups on described.base_measure = groups.group_measure
),

candidates as (
    select
        parts.*,
        totals.column_seq as candidate_seq,
        -- Deeper headings first; within one heading the group that the measure belongs to before the plain total.
        case
            when totals.column_seq is null then -1
            else 2 * len(totals.heading) + case when not totals.is_total then 1 else 0 end
        end as rank
    from grouped as parts
    left join grouped as totals
        on
            parts.document_id = totals.document_id
            and parts.table_seq = totals.table_seq
            and parts.side = totals.side
            and parts.phase = totals.phase
            and parts.column_seq <> totals.column_seq
            and parts.is_addend
            and totals.is_addend
            and case
                when totals.is_total
                    then parts.path[1:len(totals.heading)] = totals.heading
                    and len(parts.heading) >= len(totals.heading) + case when parts.is_total then 1 else 0 end
                else
                    parts.heading = totals.heading
                    and not parts.is_total
                    and list_contains(totals.member_measures, parts.base_measure)
            end
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
    is_addend,
    -- Two totals under one header leave open which of them a column belongs to.
    case
        when count(*) filter (where rank = highest) = 1 then any_value(candidate_seq) filter (where rank = highest)
    end as total_column_seq
from (
    select
        *,
        max(rank) over (partition by document_id, table_seq, side, column_seq) as highest
    from candidates
) as ranked
group by all
