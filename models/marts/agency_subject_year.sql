-- Money by class in today's classification (seeds/official/subject_change.csv): what an older year printed under a code that has
-- moved stands where it stands today. `is_comparable` is false where the older code was split, or where only the class
-- was printed of which a part has moved.
with changes as (
    select
        subject_system,
        code,
        last_year,
        current_code,
        left(code, 3) as class_code,
        coalesce(left(current_code, 3) = left(code, 3), false) as is_within_class
    from {{ ref('subject_change') }}
),

amounts as (
    select
        money.agency_id,
        money.fiscal_year,
        money.stage,
        money.subject_system,
        coalesce(left(changes.current_code, 3), money.class_code) as class_code,
        money.amount_yuan,
        coalesce(left(changes.current_code, 3) <> money.class_code, false) as is_moved,
        not coalesce(changes.code is not null and changes.current_code is null, false)
        and not exists (
            select 1
            from changes as parts
            where
                money.subject_system = parts.subject_system
                and money.subject_code = parts.class_code
                and money.fiscal_year <= parts.last_year
                and length(parts.code) > 3
                and not parts.is_within_class
        ) as is_comparable
    from {{ ref('fct_money') }} as money
    left join changes
        on
            money.subject_system = changes.subject_system
            and starts_with(money.subject_code, changes.code)
            and money.fiscal_year <= changes.last_year
    where
        money.side = 'expenditure'
        and money.agency_id is not null
        and money.fiscal_year is not null
        and money.subject_system in ('function', 'department_economic')
        and money.class_code is not null
        and (money.is_counted or money.not_counted_reason = 'second_breakdown')
),

years as (
    select
        agency_id,
        fiscal_year,
        stage,
        subject_system,
        class_code,
        sum(amount_yuan) as amount_yuan,
        coalesce(sum(amount_yuan) filter (where is_moved), 0) as moved_yuan,
        bool_and(is_comparable) as is_comparable
    from amounts
    group by all
)

select
    years.agency_id,
    years.fiscal_year,
    years.stage,
    years.subject_system,
    years.class_code,
    subjects.subject_name as class_name,
    cast(years.amount_yuan as decimal(20, 2)) as amount_yuan,
    cast(years.moved_yuan as decimal(20, 2)) as moved_yuan,
    years.is_comparable,
    cast(before.amount_yuan as decimal(20, 2)) as previous_amount_yuan
from years
left join {{ ref('int_subject_official') }} as subjects
    on years.subject_system = subjects.subject_system and years.class_code = subjects.subject_code
left join years as before
    on
        years.agency_id = before.agency_id
        and years.fiscal_year = before.fiscal_year + 1
        and years.stage = before.stage
        and years.subject_system = before.subject_system
        and years.class_code = before.class_code
order by years.agency_id, years.fiscal_year, years.stage, years.subject_system, years.class_code
