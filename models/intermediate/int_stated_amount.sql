-- `is_amount` is false where the printed digits do not fit any amount: such a row becomes a reject, not a fact.
-- A sentence that states only a change (比上年增加…) has no digits of its own and is a fact all the same.
select
    *,
    amount_printed is null
    or {{ exact('amount_printed') }} is not null
    and ({{ unit_factor('unit') }} is null or {{ yuan('amount_printed', 'unit') }} is not null) as is_amount,
    {{ yuan('amount_printed', 'unit') }} as amount_yuan,
    {{ is_rounded('amount_printed', 'unit') }} as is_rounded
from {{ ref('stg_stated_amounts') }}
