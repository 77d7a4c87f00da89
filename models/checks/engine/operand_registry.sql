-- Operands of the rules in seeds/rules/rule_operand.csv: the cells that each operand selects, one row per rule, reading,
-- group and cell. A group is what the rule is evaluated on: a document, a table, a row, a class, a subject.
-- A group is kept only where every operand that may not be absent is there.
with operands as (
    select
        operands.*,
        rules.grouping,
        rules.applies_to,
        unnest(string_split(operands.table_type, '|')) as selected_type
    from {{ ref('rule_operand') }} as operands
    inner join {{ ref('rule') }} as rules on operands.rule_id = rules.rule_id
),

selections as (
    select
        *,
        unnest(string_split(measure, '|')) as selected_measure
    from operands
),

cells as (
    select
        cells.*,
        scopes.scope_id,
        unnest(case when is_carryover_beside then [measure, 'carryover_beside'] else [measure] end) as role_measure
    from {{ ref('int_amount_cell') }} as cells
    inner join {{ ref('document_scope') }} as scopes on cells.document_id = scopes.document_id
    where not is_other_phase
),

in_table as (
    select
        selections.rule_id,
        selections.reading,
        selections.position,
        selections.operand_side,
        selections.factor,
        selections.label,
        selections.grouping,
        selections.row_selector,
        selections.row_value,
        selections.table_scope is not null as is_scope_asked,
        cells.*
    from (select * rename (side as operand_side) from selections) as selections
    inner join cells
        on
            selections.selected_type = cells.table_type
            and selections.selected_measure = cells.role_measure
            and coalesce(selections.table_side, cells.lane) = cells.lane
            and coalesce(selections.table_scope, cells.table_scope) = cells.table_scope
            and case selections.applies_to when 'final' then cells.is_final when 'budget' then not cells.is_final else true end
),

selected as (
    select
        *,
        case grouping
            when 'table' then document_id || ':' || table_seq
            when 'row' then document_id || ':' || table_seq || ':' || row_seq
            when 'class' then class_code
            when 'subject' then case when is_grand_total then '合计' else subject_code end
            when 'subject_measure'
                then case when is_grand_total then '合计' else subject_code end || ':'
                || case when measure = 'expenditure_current_year' then 'total' else measure end
            else ''
        end as group_key
    from in_table
    where
        case row_selector
            when 'grand_total' then is_grand_total
            when 'current_total' then is_current_total
            when 'carryover' then row_kind = 'carryover'
            when 'behind_total' then is_behind_total
            when 'carryover_detail' then is_carried_detail and list_contains(string_split(row_value, '|'), name_key)
            when 'name'
                then not is_carried_detail and list_contains(string_split(row_value, '|'), name_key)
            when 'code' then list_contains(string_split(row_value, '|'), subject_code)
            when 'class' then class_code is not null
            when 'coded' then subject_code is not null
            when 'subject' then subject_code is not null or is_grand_total
            else true
        end
),

-- What the documents print of each operand's table: nothing, a table without amounts, or the column asked for.
available as (
    select
        operands.rule_id,
        operands.reading,
        operands.position,
        scopes.scope_id,
        count(distinct tables.table_seq) as table_count
    from operands
    inner join {{ ref('stg_tables') }} as tables on operands.selected_type = tables.table_type
    inner join {{ ref('document_scope') }} as scopes on tables.document_id = scopes.document_id
    group by all
),

-- An absent row is a blank one where the same column of the table has other rows of the kind; a code is missed only
-- where other codes of its classification (its first digit) stand.
columns as (
    select distinct
        rule_id,
        reading,
        position,
        scope_id,
        case when grouping = 'subject_measure' then split_part(group_key, ':', -1) else '' end as measure_key,
        unnest(['', case when starts_with(grouping, 'subject') then left(group_key, 1) else '' end]) as system_key,
        case when grouping = 'table' then group_key else '' end as table_key,
        true as has_column
    from selected
    where not starts_with(group_key, '合计')
),

-- Whether a column of which a total is asked prints one.
totalled as (
    select
        rule_id,
        reading,
        position,
        scope_id,
        case when grouping = 'table' then document_id || ':' || table_seq else '' end as table_key,
        bool_or(is_grand_total) as has_total
    from in_table
    where row_selector = 'grand_total'
    group by all
),

-- Amounts whose column or subject isn't decided may be those of a row or column that isn't there.
undecided as (
    select distinct
        operands.rule_id,
        operands.reading,
        operands.position,
        cells.scope_id,
        case when operands.grouping = 'table' then cells.document_id || ':' || cells.table_seq else '' end as table_key
    from operands
    inner join cells
        on operands.selected_type = cells.table_type and cells.lane in ('', coalesce(operands.table_side, cells.lane))
    where cells.is_undecided and cells.amount <> 0
),

-- A table whose sides weren't told apart is not empty on either.
filled as (
    select
        operands.rule_id,
        operands.reading,
        operands.position,
        cells.scope_id,
        case when operands.grouping = 'table' then cells.document_id || ':' || cells.table_seq else '' end as table_key,
        true as has_amounts
    from operands
    inner join cells
        on operands.selected_type = cells.table_type and cells.lane in ('', coalesce(operands.table_side, cells.lane))
    group by all
),

-- Parts of a total row's sum that is made up by the others are nil, where nothing is printed of them (“三公”经费, 公务用车).
made_up as (
    select
        heads.scope_id,
        heads.table_type,
        parts.group_measure,
        suffixes.suffix,
        list(parts.measure) as measures
    from cells as heads
    cross join (select unnest(['', '_budget', '_final']) as suffix) as suffixes
    inner join {{ ref('measure_group') }} as parts
        on
            heads.role_measure = parts.group_measure || suffixes.suffix
            or heads.role_measure = 'total' and heads.table_type = parts.group_measure
    inner join cells
        on
            heads.document_id = cells.document_id
            and heads.table_seq = cells.table_seq
            and heads.lane = cells.lane
            and heads.row_seq = cells.row_seq
            and parts.measure || suffixes.suffix = cells.role_measure
    where heads.is_grand_total
    group by heads.cell_id, heads.scope_id, heads.table_type, heads.amount, parts.group_measure, suffixes.suffix
    having sum(cells.amount) = heads.amount
),

nil as (
    select distinct
        selections.rule_id,
        selections.reading,
        selections.position,
        made_up.scope_id,
        true as is_nil
    from made_up
    inner join {{ ref('measure_group') }} as parts
        on made_up.group_measure = parts.group_measure and not list_contains(made_up.measures, parts.measure)
    -- What has parts of its own may be printed by these.
    anti join {{ ref('measure_group') }} as wholes on parts.measure = wholes.group_measure
    inner join selections
        on
            made_up.table_type = selections.selected_type
            and selections.selected_measure = parts.measure || made_up.suffix
            and selections.grouping = 'document'
            and selections.row_selector = 'grand_total'
),

groups as (
    select distinct
        rule_id,
        reading,
        scope_id,
        group_key,
        case when grouping = 'subject_measure' then split_part(group_key, ':', -1) else '' end as measure_key,
        case
            when starts_with(grouping, 'subject') and not starts_with(group_key, '合计') then left(group_key, 1) else ''
        end as system_key,
        case when grouping = 'table' then group_key else '' end as table_key
    from selected
    where group_key is not null
),

operand_list as (
    select distinct
        operands.rule_id,
        operands.reading,
        operands.position,
        operands.label,
        operands.when_absent,
        case when rules.relation = '=' then regexp_extract(operands.table_type, '^(government_fund|state_capital)_', 1) end as source
    from operands
    inner join {{ ref('rule') }} as rules on operands.rule_id = rules.rule_id
),

-- Money of a budget that other tables print: its own table is missing then, not empty. (A sum that may only be larger holds without it.)
owed as (
    select distinct
        scope_id,
        role_measure as source
    from cells
    where role_measure in ('government_fund', 'state_capital') and amount_in_yuan <> 0
),

present as (
    select
        rule_id,
        reading,
        position,
        scope_id,
        group_key,
        count(distinct document_id || table_seq) as table_count,
        greatest(
            max(twin_count),
            count(distinct case when row_selector in ('grand_total', 'current_total') then column_seq end)
        ) as column_count,
        -- A class without its code that is printed again as its own 款 and 项.
        count(distinct case when grouping = 'class' and subject_code is null then row_seq end) as plain_row_count
    from (
        select
            *,
            -- Last year's column beside this year's.
            count(*) over (
                partition by
                    rule_id, reading, position, scope_id, group_key, document_id, table_seq, lane, row_seq, role_measure
            ) as twin_count
        from selected
    ) as counted
    group by rule_id, reading, position, scope_id, group_key
),

judged as (
    select
        groups.* exclude (measure_key, system_key, table_key),
        bool_and(
            case
                when present.position is not null then true
                when operand_list.when_absent = 'skip' then false
                -- A list that prints amounts has a total, too: one without is missing it, which isn't nothing.
                when starts_with(groups.group_key, '合计') and columns.has_column then false
                when not totalled.has_total then false
                when operand_list.when_absent = 'table' then coalesce(available.table_count > 0, false) or owed.source is null
                when operand_list.when_absent = 'column' then coalesce(columns.has_column, nil.is_nil, false)
                else coalesce(available.table_count > 0, false) and (columns.has_column is not null or filled.has_amounts is null)
            end
        ) as is_complete,
        bool_or(present.position is null and undecided.position is not null) as is_open,
        bool_or(coalesce(present.table_count, 0) > 1) as is_ambiguous,
        bool_or(coalesce(present.column_count, 0) > 1) as has_twin_columns,
        bool_or(coalesce(present.plain_row_count, 0) > 1) as has_twin_rows
    from groups
    inner join operand_list on groups.rule_id = operand_list.rule_id and groups.reading = operand_list.reading
    left join present
        on
            groups.rule_id = present.rule_id
            and groups.reading = present.reading
            and groups.scope_id = present.scope_id
            and groups.group_key = present.group_key
            and operand_list.position = present.position
    left join owed on groups.scope_id = owed.scope_id and operand_list.source = owed.source
    left join nil
        on
            groups.rule_id = nil.rule_id
            and groups.reading = nil.reading
            and groups.scope_id = nil.scope_id
            and operand_list.position = nil.position
    left join available
        on
            groups.rule_id = available.rule_id
            and groups.reading = available.reading
            and groups.scope_id = available.scope_id
            and operand_list.position = available.position
    left join columns
        on
            groups.rule_id = columns.rule_id
            and groups.reading = columns.reading
            and groups.scope_id = columns.scope_id
            and operand_list.position = columns.position
            and groups.measure_key = columns.measure_key
            and groups.system_key = columns.system_key
            and groups.table_key = columns.table_key
    left join filled
        on
            groups.rule_id = filled.rule_id
            and groups.reading = filled.reading
            and groups.scope_id = filled.scope_id
            and operand_list.position = filled.position
            and groups.table_key = filled.table_key
    left join undecided
        on
            groups.rule_id = undecided.rule_id
            and groups.reading = undecided.reading
            and groups.scope_id = undecided.scope_id
            and operand_list.position = undecided.position
            and groups.table_key = undecided.table_key
    left join totalled
        on
            groups.rule_id = totalled.rule_id
            and groups.reading = totalled.reading
            and groups.scope_id = totalled.scope_id
            and operand_list.position = totalled.position
            and groups.table_key = totalled.table_key
    group by all
),

-- What one reading leaves open isn't contradicted by another.
opened as (
    select distinct
        rule_id,
        scope_id,
        group_key
    from judged
    where is_open
)

select
    selected.rule_id,
    selected.reading,
    selected.scope_id,
    selected.group_key,
    selected.grouping,
    selected.operand_side,
    selected.position,
    selected.factor,
    selected.label,
    selected.cell_id,
    selected.is_scope_asked,
    opened.rule_id is not null as is_open,
    case
        when judged.is_ambiguous then 'several_tables'
        when judged.has_twin_columns then 'twin_columns'
        when judged.has_twin_rows then 'twin_rows'
    end as skip_reason
from selected
inner join judged using (rule_id, reading, scope_id, group_key)
left join opened using (rule_id, scope_id, group_key)
where judged.is_complete
