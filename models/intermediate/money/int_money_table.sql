-- One row per table that may print a document's whole money. A title that names one fund, purpose or class before 收入, 支出
-- or 收支 (财政专户支出表, 教育支出表) is of a part, whatever its type.
with words as (
    select string_agg(word, '|') as pattern
    from (
        select word from {{ ref('narrow_title') }}
        union
        select {{ class_key('name') }} as word
        from {{ ref('function_class') }}
        where level = '1'
    ) as narrow
    where word <> ''
),

tables as (
    select distinct
        document_id,
        table_seq,
        table_type,
        table_title
    from {{ ref('int_budget_line') }}
    where
        table_type in (
            'revenue_summary', 'expenditure_summary', 'revenue_expenditure_summary',
            'fiscal_appropriation_summary', 'fiscal_appropriation_expenditure', 'general_budget_expenditure'
        )
)

select
    tables.document_id,
    tables.table_seq,
    tables.table_type in ('revenue_summary', 'expenditure_summary', 'revenue_expenditure_summary') as is_summary
from tables
cross join words
where
    tables.table_type not in ('revenue_summary', 'expenditure_summary', 'revenue_expenditure_summary')
    or not regexp_matches(
        coalesce(tables.table_title, ''), '(' || words.pattern || ')(预算|决算|本年|年度|总)*(收入|支出|收支)'
    )
