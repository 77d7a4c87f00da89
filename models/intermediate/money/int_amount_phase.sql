-- One row per column of amounts: budget, final account, last year or change, by its header and the kind of document.
-- Names of funds (一般公共预算 …) hold the word 预算 and are no stages.
with headers as (
    select
        document_id,
        table_seq,
        coalesce(side, '') as side,
        column_seq,
        any_value(measure) as measure,
        regexp_replace(
            coalesce(any_value(measure_label), ''),
            '一般公共预算|政府性基金预算|国有资本经营预算|社会保险基金预算', '', 'g'
        ) as words
    from {{ ref('int_budget_line') }}
    where is_amount
    group by all
),

staged as (
    select
        headers.*,
        case
            when
                regexp_matches(measure, '(^|_)change(_pct)?$')
                or regexp_matches(words, '增减|增长|比例|占比|比重|率|[%％]')
                then 'change'
            when regexp_matches(measure, '(^|_)last_year(_|$)') then 'last_year'
            when regexp_matches(words, '上年(预算|决算|执行|数|/|$)|去年') then 'last_year'
            when try_cast(regexp_extract(words, '(20[0-9]{2})年', 1) as integer) < documents.fiscal_year then 'last_year'
            when regexp_matches(measure, '(^|_)executed$') or suffix(measure, '_final') or regexp_matches(words, '决算|执行|完成') then 'final'
            when regexp_matches(words, '调整(后)?预算|全年预算') then 'adjusted_budget'
            when regexp_matches(words, '预算') then 'budget'
            when contains(documents.disclosure_type, 'final_account') then 'final'
            else 'budget'
        end as column_phase
    from headers
    inner join {{ ref('int_document') }} as documents on headers.document_id = documents.document_id
),

ranked as (
    select
        *,
        case column_phase when 'final' then 3 when 'budget' then 2 when 'adjusted_budget' then 1 else 0 end as phase_rank
    from staged
)

select
    * exclude (words, phase_rank),
    -- What the table is about: of several stages side by side the last.
    phase_rank > 0 and phase_rank = max(phase_rank) over (partition by document_id, table_seq, side) as is_main
from ranked
