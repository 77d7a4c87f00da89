-- PF-18-3: a form whose text founds it on central money prints money under 中央.
with central as (
    select
        funding.document_id,
        funding.form_seq,
        sum(funding.amount_yuan) filter (where funding.source = 'central') as central_yuan,
        max(funding.amount_yuan) filter (where funding.source = 'total') as total_yuan,
        string_agg(distinct funding.source_label, '、' order by funding.source_label) filter (
            where funding.amount_yuan > 0 and funding.source not in ('total', 'central')
        ) as labels,
        list_sort(list(funding.funding_id)) as fact_ids
    from {{ ref('int_funding') }} as funding
    where funding.phase = 'annual' and funding.is_amount
    group by all
    having count(*) filter (where funding.source = 'central') > 0 and total_yuan > 0
),

founded as (
    select distinct on (fields.document_id, fields.form_seq)
        fields.*,
        central.central_yuan,
        central.labels,
        central.fact_ids,
        regexp_extract(
            fields.value, '中央(?:财政)?[^，。；、]{0,16}(?:资金|补助|转移支付|预算|公益金)'
        ) as said
    from {{ ref('stg_form_fields') }} as fields
    inner join central using (document_id, form_seq)
    where regexp_matches(fields.value, '中央(财政)?[^，。；、]{0,16}(资金|补助|转移支付|预算|公益金)')
    order by fields.document_id, fields.form_seq, fields.form_field_id
),

raw as (
    select
        'PF-18-3:' || founded.form_field_id as check_id,
        'PF-18-3' as rule_id,
        founded.document_id,
        {{ form_scope() }} || founded.label as scope,
        founded.central_yuan = 0 as is_broken,
        '写有“' || founded.said || '”，资金来源的中央资金为 0，金额列在' || coalesce(founded.labels, '其他来源') as finding,
        founded.central_yuan as stated,
        cast(null as decimal(28, 6)) as expected,
        '元' as unit,
        null as skip_reason,
        list_prepend(founded.form_field_id, founded.fact_ids) as evidence,
        {{ provenance('founded') }}
    from founded
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
)

{{ findings_from('raw') }}
