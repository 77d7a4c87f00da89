-- PF-18-4: the number of internal offices in the whole-department form = that of the text.
with offices as (
    select
        fields.*,
        try_cast(regexp_extract(fields.value, '^([0-9]+)', 1) as integer) as stated_count,
        try_cast(regexp_extract(sentences.source_text, {{ office_count() }}, 1) as integer) as told_count,
        coalesce('第' || sentences.source_page || '页', '第' || sentences.source_line || '行') as told_place
    from {{ ref('stg_form_fields') }} as fields
    inner join {{ ref('stg_sentences') }} as sentences
        on
            fields.document_id = sentences.document_id
            and sentences.kind = 'sentence'
            and regexp_matches(sentences.source_text, {{ office_count() }})
    where regexp_matches(fields.label, '^内设(职能)?(部门|机构)') and regexp_matches(fields.value, '^[0-9]+')
    qualify row_number() over (partition by fields.form_field_id order by sentences.position) = 1
),

raw as (
    select
        'PF-18-4:' || offices.form_field_id as check_id,
        'PF-18-4' as rule_id,
        offices.document_id,
        {{ form_scope() }} || offices.label as scope,
        offices.stated_count <> offices.told_count as is_broken,
        '印为 ' || offices.stated_count || ' 个，' || offices.told_place || '文字写 ' || offices.told_count || ' 个' as finding,
        offices.stated_count as stated,
        offices.told_count as expected,
        '个' as unit,
        null as skip_reason,
        [offices.form_field_id] as evidence,
        {{ provenance('offices') }}
    from offices
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
)

{{ findings_from('raw') }}
