-- What the scores of a form are printed to: 0.01 points, or whole points throughout, where a score stands for all that
-- rounds to it (half a point). One row per form with scores.
select
    document_id,
    form_seq,
    cast(case when count(score) > 2 and bool_and(score = round(score)) then 0.5 else 0.01 end as decimal(28, 6)) as score_step
from (
    select
        document_id,
        form_seq,
        score
    from {{ ref('stg_indicators') }}
    union all
    select
        document_id,
        form_seq,
        score
    from {{ ref('stg_funding') }}
) as printed
where score is not null
group by all
