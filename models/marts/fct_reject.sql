with not_amounts as (
    {% for model, key in [
        ('int_budget_line', 'budget_line_id'), ('int_funding', 'funding_id'),
        ('int_stated_amount', 'stated_amount_id'),
    ] -%}
        select
            {{ key }} as reject_id,
            document_id,
            'warehouse' as stage,
            '金额无法识别：' || coalesce(amount_printed, '空') as reason,
            {{ provenance() }}
        from {{ ref(model) }}
        where not is_amount

        union all

    {% endfor -%}
    select
        reject_id,
        document_id,
        stage,
        reason,
        {{ provenance() }}
    from {{ ref('stg_rejects') }}
)

select *
from not_amounts
order by document_id, source_line, reject_id
