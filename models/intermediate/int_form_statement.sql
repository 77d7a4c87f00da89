-- Amounts stated in the text of forms, in printed order, each told as a count of beneficiaries, a standard for one
-- of them (元 per 人, 户 …), a total or another amount; with its neighbours in the sentence.
with ordered as (
    select
        *,
        cast(regexp_extract(stated_amount_id, '(\d+)$', 1) as integer) as position,
        {{ exact('amount_printed') }} as amount,
        case
            when {{ unit_factor('unit') }} is not null
                then case
                    when role = 'standard' then 'standard'
                    when role = 'total' then 'total'
                    else 'money'
                end
            when unit in ('名', '人', '户', '人次', '位', '家', '个', '辆', '件', '台', '套', '所', '次', '份', '场')
                then 'count'
        end as kind
    from {{ ref('int_stated_amount') }}
    where is_amount and form_seq is not null
)

select
    * exclude (amount),
    coalesce(amount_yuan, amount) as amount,
    -- 300余名 is about 300.
    coalesce(
        case
            when regexp_matches(quote, '余|多|左右|以上') then regexp_matches(quote, regexp_escape(amount_printed) || '(余|多|左右|以上)')
        end,
        false
    ) as is_about,
    coalesce(regexp_matches(subject_name, '每(人|户|名)?每?月'), false)
    or coalesce(
        case
            when regexp_matches(quote, '元[/／](人|户)?[/／]?月')
                then regexp_matches(quote, regexp_escape(amount_printed) || '元[/／](人|户)?[/／]?月')
        end,
        false
    ) as is_monthly,
    lag(kind) over sentence as kind_before,
    lag(coalesce(amount_yuan, amount)) over sentence as amount_before,
    lag(amount_printed || unit) over sentence as printed_before,
    lag(stated_amount_id) over sentence as id_before,
    lead(kind) over sentence as kind_after,
    lead(coalesce(amount_yuan, amount)) over sentence as amount_after,
    lead(amount_printed || unit) over sentence as printed_after,
    lead(stated_amount_id) over sentence as id_after
from ordered
window sentence as (partition by document_id, form_seq, sentence_seq order by position)
