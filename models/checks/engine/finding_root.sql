-- Findings of one cause. Failed checks of a document belong together where they point at the same figure (the one
-- suspected, else the one that most of them share) or differ by the same amount; what one template or sentence repeats is one
-- cause too. The root is an error before a notice, then the check with most money, then what a table says against itself before
-- what another says, then the one with the fewest figures (a row that lacks a part lacks it in its total column). One
-- row per failed check.
with failed as (
    select
        results.check_id,
        results.document_id,
        results.rule_id,
        results.severity,
        results.source_line,
        len(results.evidence) as fact_count,
        results.unit,
        abs(results.difference) as difference,
        coalesce(results.candidate_fact_id, candidates.candidate_fact_id) as candidate_fact_id,
        rules.family
    from {{ ref('check_result') }} as results
    inner join {{ ref('rule') }} as rules on results.rule_id = rules.rule_id
    left join {{ ref('check_candidate') }} as candidates
        on results.check_id = candidates.check_id and results.candidate_kind is distinct from 'missing_row'
    where results.status = 'fail' and results.severity <> 'rounding'
),

-- A row that misses one of its parts misses it in every column, and its subject in every table; the sources of a form
-- in every phase.
lines as (
    select
        verdicts.check_id,
        verdicts.rule_id || ':'
        || coalesce(rows.subject_code, concat_ws(':', verdicts.table_seq, verdicts.lane, verdicts.row_seq)) as line_key
    from {{ ref('identity_verdict') }} as verdicts
    inner join {{ ref('int_amount_row') }} as rows
        on
            verdicts.document_id = rows.document_id
            and verdicts.table_seq = rows.table_seq
            and verdicts.lane = rows.side
            and verdicts.row_seq = rows.row_seq
    where verdicts.status = 'fail' and verdicts.rule_id in ('hierarchy', 'column_total')

    union all

    select
        results.check_id,
        results.rule_id || ':' || funding.form_seq as line_key
    from {{ ref('check_result') }} as results
    inner join {{ ref('int_funding') }} as funding
        on results.document_id = funding.document_id and results.evidence[1] = funding.funding_id
    where results.status = 'fail' and results.rule_id in ('PF-04', 'PF-04-2')
),

shared as (
    select
        check_id,
        fact_id,
        failed_count,
        held_count
    from {{ ref('finding_fact') }}
    qualify row_number() over (partition by check_id order by failed_count desc, held_count, fact_id) = 1
),

keyed as (
    select
        failed.*,
        coalesce(
            failed.candidate_fact_id,
            case when shared.failed_count > 1 and shared.failed_count > shared.held_count then shared.fact_id end,
            -- The same words of a template, or the same slip of the year, again and again.
            case when shared.fact_id is null and failed.family in ('narrative', 'consistency') then failed.rule_id end,
            failed.check_id
        ) as figure_key,
        -- Three digits tell one amount from another.
        case
            when length(trim(replace({{ plain_figure('failed.difference') }}, '.', ''), '0')) >= 3 and coalesce(failed.unit, '') <> '%'
                then {{ plain_figure('failed.difference') }} || coalesce(failed.unit, '')
            else failed.check_id
        end as difference_key,
        coalesce(lines.line_key, failed.check_id) as line_key
    from failed
    left join shared on failed.check_id = shared.check_id
    left join lines on failed.check_id = lines.check_id
),

joined_0 as (
    select
        *,
        check_id as label
    from keyed
),
{% for round in [1, 2, 3] %}
halved_{{ round }} as (
    select * replace (min(label) over (partition by document_id, figure_key) as label)
    from joined_{{ round - 1 }}
),

lined_{{ round }} as (
    select * replace (min(label) over (partition by document_id, line_key) as label)
    from halved_{{ round }}
),

joined_{{ round }} as (
    select * replace (min(label) over (partition by document_id, difference_key) as label)
    from lined_{{ round }}
),
{% endfor %}
ranked as (
    select
        *,
        first_value(check_id) over (
            partition by document_id, label
            order by
                severity <> 'error',
                fact_count = 0,
                difference * {{ unit_factor('unit') }} desc nulls last,
                family = 'cross_table',
                fact_count,
                source_line,
                check_id
        ) as root_id
    from joined_3
)

select
    check_id,
    root_id,
    check_id = root_id as is_root
from ranked
