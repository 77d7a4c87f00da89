-- Staged rows against published rows, by id, so that one lost row and one doubled row do not cancel out.
{% for name, key, staged, fact in [
    ('document', 'document_id', 'stg_documents', 'dim_document'),
    ('table', 'table_id', 'stg_tables', 'dim_table'),
    ('budget_line', 'budget_line_id', 'stg_budget_lines', 'fct_budget_line'),
    ('row_label', 'row_label_id', 'stg_row_labels', 'fct_row_label'),
    ('evaluation', 'evaluation_id', 'stg_evaluations', 'fct_evaluation'),
    ('form_field', 'form_field_id', 'stg_form_fields', 'fct_form_field'),
    ('funding', 'funding_id', 'stg_funding', 'fct_funding'),
    ('indicator', 'indicator_id', 'stg_indicators', 'fct_indicator'),
    ('stated_amount', 'stated_amount_id', 'stg_stated_amounts', 'fct_stated_amount'),
    ('reject', 'reject_id', 'stg_rejects', 'fct_reject'),
] -%}
    select
        '{{ name }}' as entity,
        staged.document_id,
        cast(count(*) as integer) as staged_count,
        cast(count(published.row_id) as integer) as published_count,
        cast(count(*) filter (where published.copies is null and rejected.reject_id is null) as integer) as lost_count,
        cast(count(*) filter (where published.copies > 1) as integer) as doubled_count
    from {{ ref(staged) }} as staged
    left join (
        select
            {{ key }} as row_id,
            count(*) as copies
        from {{ ref(fact) }}
        group by all
    ) as published on staged.{{ key }} = published.row_id
    -- Staged amounts that are no amounts are published as rejects under the same id.
    left join {{ ref('fct_reject') }} as rejected on staged.{{ key }} = rejected.reject_id
    group by all
    {%- if not loop.last %} union all {% endif %}
{% endfor %}
order by document_id, entity
