-- XY-08-2: two documents of an agency that state the vehicles of one day state the same number.
with vehicles as (
    select
        statements.*,
        documents.agency_id,
        documents.file_name,
        regexp_extract(sentences.source_text, '截[至止](20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日)', 1) as day
    from {{ ref('int_statement') }} as statements
    inner join {{ ref('int_document') }} as documents using (document_id)
    inner join {{ ref('stg_sentences') }} as sentences
        on statements.document_id = sentences.document_id and statements.sentence_seq = sentences.sentence_seq
    where statements.unit = '辆' and regexp_matches(statements.subject_key, '^(共有|实有)?(公务用车|车辆)$|^实有?$')
),

raw as (
    select
        'XY-08-2:' || later.stated_amount_id || ':' || earlier.stated_amount_id as check_id,
        'XY-08-2' as rule_id,
        later.document_id,
        coalesce(later.section, '文字说明') || '截至' || later.day || '的车辆' as scope,
        later.amount as stated,
        earlier.amount as expected,
        0 as tolerance,
        0 as rounding_limit,
        '辆' as unit,
        cast(null as varchar) as skip_reason,
        '本文件所列' as stated_label,
        earlier.file_name || ' 所列 ' || {{ figure('earlier.amount') }} as parts_text,
        [later.stated_amount_id, earlier.stated_amount_id] as evidence,
        {{ provenance('later') }}
    from vehicles as later
    inner join vehicles as earlier
        on
            later.agency_id = earlier.agency_id
            and later.day = earlier.day
            and later.day <> ''
            and later.document_id > earlier.document_id
)

{{ checks_from('raw') }}
