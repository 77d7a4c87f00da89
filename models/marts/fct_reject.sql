-- Texts are made of the code by the registry `note`: by the loaders of what they met, here of what no amount could be made of.
with not_amounts as (
    {% for model, key in [
        ('int_budget_line', 'budget_line_id'), ('int_funding', 'funding_id'),
        ('int_stated_amount', 'stated_amount_id'),
    ] -%}
        select
            {{ key }} as reject_id,
            document_id,
            'amount_not_read' as code,
            coalesce(amount_printed, '—') as printed,
            {{ provenance() }}
        from {{ ref(model) }}
        where not is_amount
        {% if not loop.last %}
            union all
        {% endif %}
    {% endfor -%}
)

select
    not_amounts.reject_id,
    not_amounts.document_id,
    'warehouse' as stage,
    not_amounts.code,
    replace(notes.zh || ' / ' || notes.en, '{printed}', not_amounts.printed) as reason,
    {{ provenance('not_amounts') }}
from not_amounts
inner join {{ ref('note') }} as notes on not_amounts.code = notes.code

union all

select
    reject_id,
    document_id,
    stage,
    code,
    reason,
    {{ provenance() }}
from {{ ref('stg_rejects') }}

order by document_id, source_line, reject_id
