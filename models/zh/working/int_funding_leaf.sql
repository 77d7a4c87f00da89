-- Which funding cells may be added up within one form and phase: sources without the total, parts of fiscal money
-- (其中：中央 …) only where no fiscal row holds them. Basic and project expenditure split the same money another way.
with cells as (
    select
        *,
        case when source in ('basic', 'project', 'personnel', 'public') then 'structure' else 'source' end as split
    from {{ ref('int_funding') }}
    where is_amount
),

forms as (
    select
        document_id,
        form_seq,
        phase,
        bool_or(split = 'source' and coalesce(source, '') <> 'total') as has_sources,
        bool_or(split = 'structure') as has_structure,
        bool_or(source in ('fiscal', 'fiscal_current_year')) as has_fiscal,
        bool_or(source = 'total') as has_total,
        min(funding_id) filter (where source = 'total') as first_total_id
    from cells
    group by all
)

select
    cells.funding_id,
    cells.split,
    case
        when cells.source = 'total'
            then not forms.has_sources and not forms.has_structure and cells.funding_id = forms.first_total_id
        when cells.split = 'structure'
            then not forms.has_sources and not (forms.has_total and cells.source in ('personnel', 'public'))
        else not (coalesce(forms.has_fiscal, false) and cells.source in ({{ fiscal_parts() }}))
    end as is_leaf
from cells
inner join forms
    on
        cells.document_id = forms.document_id
        and cells.form_seq = forms.form_seq
        and cells.phase is not distinct from forms.phase
