-- NT-01: an amount in the text = the table cell that it speaks of, in the unit of the text. Which cell: by the name of
-- the subject (seeds/rules/stated_subject.csv), a classification whose row bears the name or the code, or a kind of revenue
-- that a row or a column bears. Tables of different scope may print the same name: any of them may be meant, and only an
-- amount that none of them prints is a contradiction.
with statements as (
    select
        statements.*,
        documents.fiscal_year,
        -- A document with tables of its own is held against them (document_scope), one without against its disclosure's.
        case when own.document_id is null then documents.disclosure_id else scopes.scope_id end as pool_id,
        regexp_replace(
            regexp_replace(subject_name, '（项）.*$', '（项）'), '[\s“”"‘’]', '', 'g'
        ) as printed_name
    from {{ ref('int_statement') }} as statements
    inner join {{ ref('int_document') }} as documents using (document_id)
    inner join {{ ref('document_scope') }} as scopes using (document_id)
    left join (
        select distinct document_id
        from {{ ref('int_budget_line') }}
        where is_amount
    ) as own using (document_id)
    where statements.is_money
),

cells as (
    select
        budget_line_id,
        unnest(list_distinct([scope_id, disclosure_id])) as pool_id,
        table_type,
        table_title,
        coalesce(side, '') as side,
        subject_name,
        subject_system,
        subject_code,
        measure,
        amount_yuan,
        step_yuan,
        string_split(coalesce(measure_label, ''), '/')[-1] as column_name,
        coalesce(row_role in ('total', 'subtotal') or subject_level = 0, false) as is_total,
        case
            when regexp_matches(subject_name, '^人员经费合计') then 'personnel_total'
            when regexp_matches(subject_name, '^公用经费合计') then 'public_total'
            else measure
        end as cell_measure,
        regexp_replace(
            subject_name, '^([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+[.、])', ''
        ) as name_key
    from {{ ref('int_budget_line') }}
    inner join {{ ref('int_document') }} using (document_id)
    inner join {{ ref('document_scope') }} using (document_id)
    where is_amount and amount_yuan is not null
),

-- Names repeat over documents, so each is held against each pattern once.
named as (
    select
        names.subject_key,
        names.section,
        subjects.*
    from (
        select distinct
            subject_key,
            coalesce(section, '') as section
        from statements
    ) as names
    inner join {{ ref('stated_subject') }} as subjects
        on
            regexp_matches(names.subject_key, subjects.subject_pattern)
            and (subjects.section_pattern is null or regexp_matches(names.section, subjects.section_pattern))
),

by_subject as (
    select
        statements.stated_amount_id,
        cells.*
    from statements
    inner join named
        on
            statements.subject_key = named.subject_key
            and coalesce(statements.section, '') = named.section
            and list_contains(string_split(named.roles, '|'), coalesce(statements.role, 'current'))
    inner join cells
        on
            statements.pool_id = cells.pool_id
            and list_contains(string_split(named.table_types, '|'), cells.table_type)
            and (named.table_side is null or cells.side in (named.table_side, ''))
            and list_contains(string_split(named.measures, '|'), cells.cell_measure)
            and (
                contains(named.rows, 'any') and cells.table_type = 'three_public'
                or contains(named.rows, 'total') and cells.is_total
                or contains(named.rows, 'carryover') and regexp_matches(cells.name_key, '^上年(财政拨款)?结转')
                or contains(named.rows, 'fund') and regexp_matches(cells.name_key, '^一般公共预算')
            )
),

by_name as (
    select
        statements.stated_amount_id,
        cells.*
    from statements
    inner join cells
        on
            statements.pool_id = cells.pool_id
            and cells.table_type in (
                'revenue_expenditure_summary', 'expenditure_summary', 'fiscal_appropriation_summary',
                'general_budget_expenditure', 'government_fund_expenditure', 'fiscal_appropriation_expenditure'
            )
            and cells.side in ('expenditure', '')
            -- 项目支出 …，其中：教育支出 …: the class's money for projects.
            and cells.measure = case
                when contains(statements.part_of, '项目支出') then 'project'
                when contains(statements.part_of, '基本支出') then 'basic'
                else 'total'
            end
            and cells.name_key = case
                when regexp_matches(statements.printed_name, '（[款项]）$|-')
                    then regexp_extract(statements.printed_name, '([^（）-]+)(（[款项]）)?$', 1)
                else regexp_replace(statements.printed_name, '（类）', '')
            end
            and not cells.is_total
    where statements.role in ('current', 'final', 'part', 'total')
),

-- 司法（06款）行政运行（01项）, 行政运行（2010301）: the codes as far as they are written, the last of which is the item's.
coded as (
    select
        stated_amount_id,
        pool_id,
        contains(concat_ws(' ', section, part_of), '基本支出') as is_basic,
        printed_name,
        regexp_extract(printed_name, '（([0-9]{3}|[0-9]{5}|[0-9]{7})）$', 1) as whole_code,
        case
            when whole_code <> '' then whole_code
            else regexp_extract(printed_name, '（([0-9]{3})类）', 1)
                || regexp_extract(printed_name, '（([0-9]{2})款）', 1)
                || regexp_extract(printed_name, '（([0-9]{2})项）', 1)
        end as code_end,
        case
            when whole_code <> '' then length(whole_code)
            when regexp_matches(printed_name, '（[0-9]{2}项）') then 7
            when regexp_matches(printed_name, '（[0-9]{2}款）') then 5
            else 3
        end as code_length
    from statements
    where
        role in ('current', 'final', 'part', 'total')
        and (regexp_matches(printed_name, '（[0-9]{2,3}[类款项]）') or regexp_matches(printed_name, '（([0-9]{3}|[0-9]{5}|[0-9]{7})）$'))
),

by_code as (
    select
        coded.stated_amount_id,
        cells.*,
        case when coded.whole_code = '' then '' else 'code ' || coalesce(cells.subject_system, '') end as way
    from coded
    inner join cells
        on
            coded.pool_id = cells.pool_id
            and (cells.subject_system = 'function' or coded.whole_code <> '')
            and cells.measure = 'total'
            -- All that a list of basic expenditure prints of an item is its basic expenditure.
            and (cells.subject_system <> 'function' or not contains(cells.table_type, 'basic') or coded.is_basic)
            and length(cells.subject_code) = coded.code_length
            and ends_with(cells.subject_code, coded.code_end)
            -- A code without its level is told by the name beside it.
            and (coded.whole_code = '' or starts_with(coded.printed_name, cells.name_key))
),

-- 事业收入, 财政专户管理资金收入: a row of the revenue, or the column of all revenue.
by_source as (
    select
        statements.stated_amount_id,
        cells.*
    from statements
    inner join cells
        on
            statements.pool_id = cells.pool_id
            and (
                cells.table_type in ('revenue_expenditure_summary', 'fiscal_appropriation_summary')
                and cells.side in ('revenue', '') and cells.measure = 'total' and not cells.is_total
                and {{ revenue_key('statements.subject_key') }} = {{ revenue_key('cells.name_key') }}
                or cells.table_type = 'revenue_summary' and cells.is_total
                and {{ revenue_key('statements.subject_key') }} = {{ revenue_key('cells.column_name') }}
            )
    where statements.role in ('current', 'part', 'total') and ends_with(statements.subject_key, '收入')
        and {{ revenue_key('statements.subject_key') }} <> ''
),

-- 公务接待费支出决算 beside the row 公务接待费 of a table of the three publics: a final amount in a column of final amounts, a budget in one of
-- budgets where the table tells them apart, any column of the row for what the text doesn't say more of.
by_public as (
    select
        statements.stated_amount_id,
        publics.* exclude (public_item, has_finals)
    from (
        select
            *,
            {{ public_key('subject_key') }} as public_item
        from statements
        where role in ('current', 'final', 'part', 'total', 'initial_budget')
    ) as statements
    inner join (
        select
            *,
            bool_or(contains(column_name, '决算')) over (partition by pool_id, table_title) as has_finals,
            case when is_total then 'all' else {{ public_key('name_key') }} end as public_item
        from cells
        where table_type = 'three_public' and cell_measure in ('total', 'of_which')
    ) as publics
        on
            statements.pool_id = publics.pool_id
            and statements.public_item = publics.public_item
            and coalesce(statements.stated_year, statements.fiscal_year) is not distinct from statements.fiscal_year
            and case
                when statements.role = 'final' then contains(publics.column_name, '决算')
                when regexp_matches(statements.subject_key, '预算数?$') then contains(publics.column_name, '预算')
                -- 0万元 beside a budget of 20 tells what was spent, of which the table prints nothing.
                else statements.amount <> 0 or not publics.has_finals
            end
),

-- By which way a cell was found: codes without their level and kinds of revenue are believed only where most of theirs hold.
candidates as (
    select
        * exclude (way),
        min(way) as way
    from (
        select
            *,
            '' as way
        from by_subject
        union all by name
        select
            *,
            '' as way
        from by_name
        union all by name
        select * from by_code
        union all by name
        select
            *,
            'source' as way
        from by_source
        union all by name
        select
            *,
            'public' as way
        from by_public
    ) as found
    group by all
),

nearest as (
    select
        statements.*,
        candidates.budget_line_id,
        candidates.table_type,
        candidates.table_title,
        candidates.subject_name as row_name,
        candidates.amount_yuan as cell_yuan,
        candidates.step_yuan,
        candidates.way,
        -- Several tables print one and the same amount: no rounding explains another.
        count(*) over (partition by statements.stated_amount_id) > 1
        and min(candidates.amount_yuan) over (partition by statements.stated_amount_id)
        = max(candidates.amount_yuan) over (partition by statements.stated_amount_id) as is_settled
    from statements
    inner join candidates using (stated_amount_id)
    qualify row_number() over (
        partition by statements.stated_amount_id
        order by abs(statements.amount_yuan - candidates.amount_yuan), candidates.budget_line_id
    ) = 1
),

-- An amount that another cell prints, of four digits or more where the one or the other was rounded, speaks of that one: other
-- money, other scope.
elsewhere as (
    select distinct stated_amount_id
    from (
        select
            nearest.stated_amount_id,
            nearest.amount_yuan,
            cells.amount_yuan as other_yuan,
            cells.step_yuan = nearest.step * {{ unit_factor('nearest.unit') }} as is_as_fine,
            greatest(cells.step_yuan, nearest.step * {{ unit_factor('nearest.unit') }}) as step_yuan
        from nearest
        inner join cells using (pool_id)
        where
            nearest.amount_yuan <> nearest.cell_yuan
            -- What a list of basic expenditure prints of 会议费 and 培训费 is not what the text says of the three publics' table.
            and not (
                nearest.table_type = 'three_public' and contains(coalesce(nearest.section, ''), '三公') and contains(cells.table_type, 'basic')
            )
    ) as pairs
    where
        abs(amount_yuan - other_yuan) <= case when is_as_fine then 0 else step_yuan / 2 end
        and length(trim(cast(cast(round(amount_yuan / step_yuan) as bigint) as varchar), '0')) >= 4
),

-- What a part is a part of: the words before 其中, or the amount that has it in brackets (…万元（含上年结转…万元）).
wholes as (
    select
        parts.stated_amount_id,
        bool_or(abs(nearest.amount_yuan - nearest.cell_yuan) <= nearest.step * {{ unit_factor('nearest.unit') }}) as is_tabled
    from (
        select
            *,
            coalesce(
                part_of,
                case
                    when regexp_matches(quote, '[（(]含' || regexp_escape(subject_name || amount_printed))
                        then lag(subject_name) over (partition by document_id, sentence_seq order by position)
                end
            ) as whole_name
        from statements
        where not regexp_matches(subject_name, '[类款项][）)]')
    ) as parts
    left join nearest on parts.document_id = nearest.document_id and parts.whole_name = nearest.subject_name
    where parts.whole_name is not null
    group by all
),

judged as (
    select
        nearest.*,
        elsewhere.stated_amount_id is not null as is_elsewhere,
        not coalesce(wholes.is_tabled, wholes.stated_amount_id is null)
        -- What is said under 财政拨款 is no part of all spending, but where all of that is.
        or nearest.table_type = 'expenditure_summary' and coalesce(contains(nearest.section, '财政拨款'), false)
        and not coalesce(conditions.is_met, false) as is_of_other_whole,
        step * {{ unit_factor('unit') }} as text_step_yuan,
        abs(amount_yuan - cell_yuan) > greatest(step * {{ unit_factor('unit') }}, step_yuan) as is_far,
        min(amount) over named_alike <> max(amount) over named_alike as is_told_differently
    from nearest
    left join elsewhere using (stated_amount_id)
    left join wholes using (stated_amount_id)
    left join {{ ref('document_condition') }} as conditions
        on nearest.pool_id = conditions.scope_id and conditions.condition = 'all_spending_is_fiscal'
    window named_alike as (partition by document_id, section, subject_key, role)
),

-- Where most sentences of a document differ from the cells found for them, it is the cells that are wrong.
counted as (
    select
        *,
        count(*) filter (where is_far) over whole > greatest(2, count(*) filter (where not is_far) over whole)
        or way <> '' and count(*) filter (where is_far) over ways > count(*) filter (where not is_far) over ways as is_unsupported
    from judged
    window whole as (partition by document_id), ways as (partition by document_id, way)
),

raw as (
    select
        'NT-01:' || stated_amount_id as check_id,
        'NT-01' as rule_id,
        document_id,
        coalesce(section, '文字说明') || '“' || subject_name || '”' as scope,
        amount as stated,
        amount_printed as stated_printed,
        cell_yuan / {{ unit_factor('unit') }} as expected,
        -- Half a step of the side that prints fewer digits; nothing where both print as many.
        case when step_yuan = text_step_yuan then 0 else greatest(step_yuan, text_step_yuan) / 2 / {{ unit_factor('unit') }} end
            as tolerance,
        case
            when step_yuan = text_step_yuan and is_settled then 0
            -- One last digit beside what the table's finer figure rounds to.
            when step_yuan < text_step_yuan then 1.5 * step
            else step_yuan / {{ unit_factor('unit') }}
        end as rounding_limit,
        unit,
        case
            when is_far and is_elsewhere then 'stated_of_another_cell'
            -- A part of what the tables don't print (a project, 机关运行经费) is no line of theirs.
            when is_far and is_of_other_whole then 'part_of_other_whole'
            when is_far and is_unsupported then 'relation_not_adopted'
            -- Nothing of an item that the table doesn't print; a namesake of another 款 has its own money.
            when amount = 0 and is_far and regexp_matches(subject_name, '（项）|项）') then 'nothing_stated'
            when is_told_differently and bool_and(is_far) over (partition by document_id, section, subject_key, role)
                then 'told_differently'
        end as skip_reason,
        '文字所列' as stated_label,
        '《' || coalesce(table_title, '') || '》“' || coalesce(row_name, '') || '” '
        || {{ told("cell_yuan / " ~ unit_factor('unit'), 'amount') }} as parts_text,
        [stated_amount_id, budget_line_id] as evidence,
        {{ provenance() }}
    from counted
)

{{ checks_from('raw', printed='judged.stated_printed') }}
