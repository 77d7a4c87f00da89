-- The money of a form in one phase as a whole: which sources it prints, whether it has a total, and which one source it lacks
-- that (nearly) all other forms of its kind in the document print. One row per form and phase.
with cells as (
    select
        *,
        {{ exact('amount_printed') }} as amount
    from {{ ref('int_funding') }}
    where is_amount
),

-- Sources by phase that (nearly) all forms of a kind print in a document, and where one of them stands.
habits as (
    select
        cells.document_id,
        forms.form_type,
        coalesce(cells.phase, '') as stage,
        cells.source,
        count(distinct cells.form_seq) as form_count,
        min(cells.funding_id) as funding_id,
        arg_min(cells.source_label, cells.funding_id) as source_label
    from cells
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
    where coalesce(cells.source, '') <> ''
    group by all
),

stages as (
    select
        cells.document_id,
        cells.form_seq,
        forms.form_type,
        forms.subject_name,
        coalesce(cells.phase, '') as stage,
        arg_min(cells.phase_label, cells.funding_id) as phase_label,
        list(distinct cells.source) as sources,
        bool_or(cells.source = 'total') as has_total,
        coalesce(bool_or(cells.source in ('basic', 'project')), false) as has_structure,
        bool_or(cells.source = 'basic') and bool_or(cells.source = 'project') as has_both,
        bool_or(cells.source not in ('total', 'basic', 'project', 'personnel', 'public')) as has_sources,
        bool_or(cells.source is distinct from 'total') as has_parts,
        list(cells.funding_id order by cells.source_line, cells.funding_id) as evidence,
        list_sort(list(distinct cells.amount) filter (where cells.source = 'total')) as totals,
        list(cells.funding_id order by cells.funding_id) filter (where cells.source = 'total') as total_ids,
        -- Other sources twice too: two blocks of money, of two phases or forms that weren't told apart.
        count(distinct cells.source || ':' || cells.amount) filter (where cells.source <> 'total')
        > count(distinct cells.source) filter (where cells.source <> 'total')
        -- ... or what no source is known of (tasks) comes to one of the totals, which is theirs.
        or coalesce(list_contains(totals, sum(cells.amount) filter (where coalesce(cells.source, '') = '')), false) as has_two_blocks,
        any_value(cells.unit) as unit,
        {% for column in ['source_page', 'source_line_end', 'source_text'] -%}
            arg_min(cells.{{ column }}, cells.source_line) as {{ column }},
        {% endfor -%}
        min(cells.source_line) as source_line
    from cells
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
    group by all
),

kinds as (
    select
        document_id,
        form_type,
        stage,
        count(*) as stage_count,
        count(*) filter (where has_parts) as parts_count
    from stages
    group by all
),

lacking as (
    select
        stages.document_id,
        stages.form_seq,
        stages.stage,
        habits.source = 'total' as is_total,
        any_value(habits.source_label) as source_label,
        any_value(habits.funding_id) as funding_id
    from stages
    inner join kinds using (document_id, form_type, stage)
    inner join habits using (document_id, form_type, stage)
    where
        not list_contains(stages.sources, habits.source)
        and (habits.source = 'total' or habits.form_count >= 0.8 * (kinds.stage_count - 1))
    group by all
    having count(*) = 1
)

-- In how many of the document's forms of this kind and phase sources are printed.
select
    stages.*,
    kinds.stage_count,
    kinds.parts_count,
    totals.funding_id as lacking_total_id,
    sources.funding_id as lacking_source_id,
    sources.source_label as lacking_source_label
from stages
inner join kinds using (document_id, form_type, stage)
left join lacking as totals
    on
        stages.document_id = totals.document_id and stages.form_seq = totals.form_seq and stages.stage = totals.stage
        and totals.is_total
left join lacking as sources
    on
        stages.document_id = sources.document_id and stages.form_seq = sources.form_seq and stages.stage = sources.stage
        and not sources.is_total
