-- XY-01: closing balance of a final account = opening balance of the next year's.
-- XY-02: 三公 budget column of a final account = 三公 table of the same year's budget.
-- XY-03: change against last year in the text of a budget = this year's total − last year's.
-- XY-03-2: an amount of the text that this year's table confirms, less its change from last year's budget = what last year's table
-- prints of the same subject. Only where that holds for most of the amounts of the two documents (three at least).
-- XY-07: two files of one disclosure print the same amount in the same cell of the same kind of table (versions).
-- All of them only where both documents are there, in the unit of the later one, within half a printed step.
with cells as (
    select
        lines.* exclude (step_yuan),
        documents.agency_id,
        documents.fiscal_year,
        documents.disclosure_id,
        documents.disclosure_type,
        documents.file_name,
        coalesce(lines.row_role in ('total', 'subtotal') or lines.subject_level = 0, false) as is_total,
        coalesce(lines.step_yuan, 0) as step_yuan
    from {{ ref('int_budget_line') }} as lines
    inner join {{ ref('int_document') }} as documents using (document_id)
    where lines.is_amount and lines.amount_yuan is not null
),

balances as (
    select
        'XY-01' as rule_id,
        later.budget_line_id as line_id,
        earlier.budget_line_id as other_id,
        later.amount_yuan as stated,
        earlier.amount_yuan as expected,
        greatest(later.step_yuan, earlier.step_yuan) as step_yuan,
        later.unit,
        later.fiscal_year || '年“' || later.subject_name || '”' as stated_label,
        earlier.fiscal_year || '年决算“' || earlier.subject_name || '”' as other_label
    from cells as later
    inner join cells as earlier
        on
            later.agency_id = earlier.agency_id
            and later.fiscal_year = earlier.fiscal_year + 1
            and later.table_type = earlier.table_type
            and later.disclosure_type = 'final_account'
            and earlier.disclosure_type = 'final_account'
            and later.table_type in ('revenue_expenditure_summary', 'fiscal_appropriation_summary')
            and regexp_matches(later.subject_name, '^年初(财政拨款)?结转和结余$')
            and regexp_matches(earlier.subject_name, '^年末(财政拨款)?结转和结余$')
            and later.measure = earlier.measure
),

public_expenses as (
    select
        'XY-02' as rule_id,
        final.budget_line_id as line_id,
        budget.budget_line_id as other_id,
        final.amount_yuan as stated,
        budget.amount_yuan as expected,
        greatest(final.step_yuan, budget.step_yuan) as step_yuan,
        final.unit,
        '决算“三公”经费表“' || final.measure_label || '”' as stated_label,
        '同年预算“三公”经费表“' || budget.measure_label || '”' as other_label
    from cells as final
    inner join cells as budget
        on
            final.agency_id = budget.agency_id
            and final.fiscal_year = budget.fiscal_year
            and final.table_type = 'three_public'
            and budget.table_type = 'three_public'
            and final.disclosure_type = 'final_account'
            and budget.disclosure_type in ('unit_budget', 'department_budget')
            and final.measure = budget.measure || '_budget'
),

totals as (
    select *
    from cells
    where table_type = 'revenue_expenditure_summary' and is_total and measure = 'total' and disclosure_type in ('unit_budget', 'department_budget')
    qualify row_number() over (partition by disclosure_id, side order by amount_yuan desc) = 1
),

changes as (
    select
        'XY-03' as rule_id,
        statements.stated_amount_id as line_id,
        last_year.budget_line_id as other_id,
        {{ yuan('statements.change_printed', 'coalesce(statements.change_unit, statements.unit)') }} as stated,
        this_year.amount_yuan - last_year.amount_yuan as expected,
        statements.change_step * {{ unit_factor('coalesce(statements.change_unit, statements.unit)') }} as step_yuan,
        coalesce(statements.change_unit, statements.unit) as unit,
        '文字所列“' || statements.subject_name || '”比上年增减' as stated_label,
        '本年《' || coalesce(this_year.table_title, '收支总表') || '》 '
        || {{ figure("this_year.amount_yuan / " ~ unit_factor('coalesce(statements.change_unit, statements.unit)')) }}
        || ' − 上年《' || coalesce(last_year.table_title, '收支总表') || '》 '
        || {{ figure("last_year.amount_yuan / " ~ unit_factor('coalesce(statements.change_unit, statements.unit)')) }} || ' ＝' as other_label
    from {{ ref('int_statement') }} as statements
    inner join totals as this_year on statements.document_id = this_year.document_id
    inner join totals as last_year
        on
            this_year.agency_id = last_year.agency_id
            and this_year.fiscal_year = last_year.fiscal_year + 1
            and this_year.side = last_year.side
            and this_year.disclosure_type = last_year.disclosure_type
    where
        statements.change is not null
        and regexp_matches(
            statements.subject_key,
            case this_year.side
                when 'revenue' then '^(预算)?收入(预算)?(总计)?$' else '^(本年部门预算)?支出(预算)?(总计)?$'
            end
        )
),

-- The cell that a sentence speaks of is what NT-01 held it against.
confirmed as (
    select
        statements.stated_amount_id,
        statements.document_id,
        statements.subject_name as told_name,
        {{ yuan('statements.amount_printed', 'statements.unit') }} as stated_yuan,
        {{ yuan('statements.change_printed', 'coalesce(statements.change_unit, statements.unit)') }} as change_yuan,
        statements.step * {{ unit_factor('statements.unit') }}
        + statements.change_step * {{ unit_factor('coalesce(statements.change_unit, statements.unit)') }} as told_step_yuan,
        statements.unit as told_unit,
        spoken.* exclude (document_id)
    from {{ ref('int_statement') }} as statements
    inner join {{ ref('check_statement') }} as checks
        on
            statements.document_id = checks.document_id
            and checks.rule_id = 'NT-01'
            and checks.status = 'pass'
            and len(checks.evidence) = 2
            and checks.evidence[1] = statements.stated_amount_id
    inner join cells as spoken on checks.evidence[2] = spoken.budget_line_id
    where
        statements.change is not null
        and spoken.disclosure_type in ('unit_budget', 'department_budget')
        and not regexp_matches(coalesce(statements.change_base, ''), '执行|决算|完成|调整')
),

continued as (
    select
        'XY-03-2' as rule_id,
        confirmed.stated_amount_id as line_id,
        earlier.budget_line_id as other_id,
        confirmed.stated_yuan - confirmed.change_yuan as stated,
        earlier.amount_yuan as expected,
        confirmed.told_step_yuan + earlier.step_yuan as step_yuan,
        confirmed.told_unit as unit,
        '“' || confirmed.told_name || '”减去增减数，上年应为' as stated_label,
        '上年《' || coalesce(earlier.table_title, '') || '》“' || coalesce(earlier.subject_name, '') || '”' as other_label
    from confirmed
    inner join cells as earlier
        on
            confirmed.agency_id = earlier.agency_id
            and confirmed.fiscal_year = earlier.fiscal_year + 1
            and confirmed.disclosure_type = earlier.disclosure_type
            and confirmed.table_type = earlier.table_type
            and confirmed.side is not distinct from earlier.side
            and confirmed.subject_code is not distinct from earlier.subject_code
            and confirmed.subject_name = earlier.subject_name
            and confirmed.measure = earlier.measure
    qualify count(*) over (partition by confirmed.stated_amount_id) = 1
),

supported as (
    select * exclude (held_count, pair_count)
    from (
        select
            *,
            count(*) filter (where abs(stated - expected) <= step_yuan) over pair as held_count,
            count(*) over pair as pair_count
        from continued
        window pair as (partition by split_part(line_id, ':stated_amount:', 1), split_part(other_id, ':budget_line:', 1))
    ) as counted
    where held_count >= 3 and 3 * held_count >= 2 * pair_count
),

keyed as (
    select
        *,
        row_number() over (
            partition by document_id, table_type, side, subject_code, subject_name, second_subject_name, measure_label
            order by table_seq, row_seq
        ) as namesake_seq
    from cells
),

versions as (
    select
        'XY-07' as rule_id,
        later.budget_line_id as line_id,
        earlier.budget_line_id as other_id,
        later.amount_yuan as stated,
        earlier.amount_yuan as expected,
        greatest(later.step_yuan, earlier.step_yuan) as step_yuan,
        later.unit,
        '《' || coalesce(later.table_title, '') || '》“' || coalesce(later.subject_name, '') || '”'
        || coalesce(later.measure_label || '栏', '') as stated_label,
        '另一份文件' || coalesce('（' || earlier.file_name || '）', '') || '同一格' as other_label
    from keyed as later
    inner join keyed as earlier
        on
            later.disclosure_id = earlier.disclosure_id
            and later.document_id > earlier.document_id
            -- A department's budget and that of its own office bear one name and are no versions of each other.
            and later.disclosure_type = earlier.disclosure_type
            and later.table_type = earlier.table_type
            and later.table_type <> 'generic'
            and later.side is not distinct from earlier.side
            and later.subject_code is not distinct from earlier.subject_code
            and later.subject_name is not distinct from earlier.subject_name
            and later.second_subject_name is not distinct from earlier.second_subject_name
            and later.measure_label is not distinct from earlier.measure_label
            and later.namesake_seq = earlier.namesake_seq
),

pairs as (
    select * from balances
    union all
    select * from public_expenses
    union all
    select * from changes
    union all
    select * from supported
    union all
    select * from versions
),

places as (
    select
        budget_line_id as line_id,
        document_id,
        {{ provenance() }}
    from {{ ref('int_budget_line') }}

    union all

    select
        stated_amount_id as line_id,
        document_id,
        {{ provenance() }}
    from {{ ref('int_statement') }}
),

raw as (
    select
        pairs.rule_id || ':' || pairs.line_id || ':' || pairs.other_id as check_id,
        pairs.rule_id,
        places.document_id,
        '两份文件对照' as scope,
        pairs.stated / {{ unit_factor('pairs.unit') }} as stated,
        pairs.expected / {{ unit_factor('pairs.unit') }} as expected,
        case when starts_with(pairs.rule_id, 'XY-03') then pairs.step_yuan else pairs.step_yuan / 2 - 0.005 end
        / {{ unit_factor('pairs.unit') }} as tolerance,
        pairs.step_yuan / {{ unit_factor('pairs.unit') }} as rounding_limit,
        pairs.unit,
        null as skip_reason,
        pairs.stated_label,
        pairs.other_label || ' ' || {{ figure('pairs.expected / ' ~ unit_factor('pairs.unit')) }} as parts_text,
        [pairs.line_id, pairs.other_id] as evidence,
        {{ provenance('places') }}
    from pairs
    inner join places using (line_id)
    where pairs.stated is not null
)

{{ checks_from('raw') }}
