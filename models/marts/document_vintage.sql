-- What a document says of revenue and of expenditure goes together: it is the newest where it is in either.
select
    document_id,
    any_value(agency_id) as agency_id,
    any_value(fiscal_year) as fiscal_year,
    any_value(stage) as stage,
    cast(min(version_seq) as integer) as vintage_seq,
    cast(max(version_count) as integer) as vintage_count,
    any_value(published_date) as published_date,
    bool_or(is_newest) as is_newest,
    min(ground) as ground
from {{ ref('int_money_version') }}
group by document_id
order by agency_id, fiscal_year, stage, vintage_seq, document_id
