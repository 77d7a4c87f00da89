-- What shows that two files of which one names no agency print the same money (int_money_file): a few equal amounts may
-- be chance.
select
    document_id,
    side,
    stage,
    fiscal_year,
    agency_id,
    content
from {{ ref('int_money_file') }}
where amount_count >= 5 and content is not null
order by document_id, side
