-- BX-13-2: money reserved for small and micro enterprises <= for small and medium ones <= procurement in all.
-- Basis: 政府采购促进中小企业发展管理办法. Compared within one section of the text.
with statements as (
    select
        *,
        case
            when regexp_matches(subject_key, '小型和微型|小微') then 'micro'
            when regexp_matches(subject_key, '中小企业') then 'small'
            when
                regexp_matches(subject_key, '^政府采购(支出)?(预算|金额)')
                and not regexp_matches(subject_key, '货物|工程|服务')
                then 'total'
        end as kind
    from {{ ref('int_statement') }}
    where is_money and regexp_matches(subject_key, '采购')
),

pairs as (
    select
        narrow.*,
        wide.amount as wide_amount,
        wide.subject_name as wide_name,
        wide.stated_amount_id as wide_id
    from statements as narrow
    inner join statements as wide
        on
            narrow.document_id = wide.document_id
            and coalesce(narrow.section, '') = coalesce(wide.section, '')
            and narrow.unit = wide.unit
            and wide.position < narrow.position
            and (
                (narrow.kind = 'small' and wide.kind = 'total')
                or (narrow.kind = 'micro' and wide.kind = 'small')
            )
    qualify row_number() over (partition by narrow.stated_amount_id order by wide.position desc) = 1
),

raw as (
    select
        'BX-13-2:' || stated_amount_id as check_id,
        'BX-13-2' as rule_id,
        document_id,
        coalesce(section, '文字说明') || '“' || subject_name || '”' as scope,
        amount > wide_amount as is_broken,
        {{ figure('amount') }} || ' 大于“' || wide_name || '” ' || {{ figure('wide_amount') }} || '，相差 '
        || {{ figure('amount - wide_amount') }} || ' ' || unit as finding,
        amount as stated,
        wide_amount as expected,
        unit,
        null as skip_reason,
        [stated_amount_id, wide_id] as evidence,
        {{ provenance() }}
    from pairs
)

{{ findings_from('raw') }}
