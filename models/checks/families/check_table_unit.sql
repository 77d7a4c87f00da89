-- SC-09: the tables of a document print one figure of one subject in one unit, and amounts that can be in theirs (unit_slip). One
-- row per document with amounts in two tables.
with documents as (
    select document_id
    from {{ ref('int_amount_cell') }}
    where not is_rate and unit is not null
    group by document_id
    having count(distinct table_seq) > 1
),

raw as (
    select
        'SC-09:' || documents.document_id as check_id,
        'SC-09' as rule_id,
        documents.document_id,
        '表的单位' as scope,
        named.words is not null as is_broken,
        named.words as finding,
        cast(null as decimal(28, 6)) as stated,
        cast(null as decimal(28, 6)) as expected,
        cast(null as varchar) as unit,
        cast(null as varchar) as skip_reason,
        coalesce(named.evidence, []) as evidence,
        {{ provenance('lines') }}
    from documents
    left join {{ ref('unit_slip') }} as named on documents.document_id = named.document_id
    left join {{ ref('int_amount_cell') }} as lines on named.evidence[1] = lines.cell_id
),

judged as (
    {{ findings_from('raw') }}
)

select
    *,
    case when status = 'fail' then 'unit' end as candidate_kind,
    case when status = 'fail' then evidence[1] end as candidate_fact_id
from judged
