-- Linear identities as rows of fct_check: what they say in words, where the slip probably is, and whose it is.
with operands as (
    select
        operands.*,
        case
            when verdicts.grouping <> 'place'
                then coalesce(operands.label, '')
                -- Several cells of one operand are told apart by their names.
                || case when (verdicts.group_key <> '' or count(*) over operand > 1) and operands.subject_name is not null
                    then '“' || operands.subject_name || '”' else '' end
            when operands.rule_id = 'row_sum' then coalesce(operands.measure_label, '')
            else coalesce(operands.subject_name, operands.subject_code, '')
        end as words,
        verdicts.is_converted,
        operands.operand_side || lpad(cast(operands.position as varchar), 6, '0') || operands.cell_id as print_order
    from {{ ref('identity_operand') }} as operands
    inner join {{ ref('identity_verdict') }} as verdicts
        on operands.check_id = verdicts.check_id and operands.reading = verdicts.reading
    window operand as (partition by operands.check_id, operands.reading, operands.operand_side, operands.label)
),

told as (
    select
        *,
        words || ' ' || {{ separated('amount_printed') }} || case when is_converted then {{ behind('unit') }} else '' end
        || case when abs(factor) = 1 then '' else ' × ' || {{ figure('abs(factor)') }} end as told
    from operands
),

-- What a side is called of which nothing is printed.
sides as (
    select
        rule_id,
        reading,
        side,
        string_agg(label, '、' order by position) as label
    from {{ ref('rule_operand') }}
    group by all
),

texts as (
    select
        check_id,
        count(*) filter (where operand_side = 'right') as part_count,
        string_agg(told, ' + ' order by position, cell_id) filter (where operand_side = 'left') as left_text,
        string_agg(told, ' + ' order by position, cell_id) filter (where operand_side = 'right') as right_text,
        arg_min(table_title, print_order) filter (where operand_side = 'left') as left_title,
        arg_min(table_title, print_order) as table_title,
        arg_min(subject_name, print_order) filter (where operand_side = 'left') as left_subject,
        arg_min(subject_name, print_order) as subject_name,
        arg_min(measure_label, print_order) filter (where operand_side = 'left') as left_measure,
        arg_min(measure_label, print_order) as measure_label,
        {% for column in ['source_page', 'source_line', 'source_line_end', 'source_text'] -%}
        arg_min({{ column }}, print_order) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from told
    group by all
),

names as (
    select
        document_id,
        table_seq,
        side,
        subject_code,
        subject_name,
        count(*) as row_count
    from {{ ref('int_amount_row') }}
    where subject_name <> ''
    group by all
),

-- Sums over a table whose unit is wrong.
unit_slips as (
    select
        operands.check_id,
        any_value(slips.evidence[1]) as cell_id,
        any_value(slips.table_title) as table_title
    from {{ ref('identity_operand') }} as operands
    inner join {{ ref('unit_slip') }} as slips
        on operands.document_id = slips.document_id and operands.cell_table_seq = slips.table_seq
    group by operands.check_id
),

-- Sums over rows whose amounts have slipped past their labels.
row_slips as (
    select
        operands.check_id,
        min(slips.candidate_fact_id) as cell_id,
        arg_min(
            '《' || coalesce(operands.table_title, '第' || slips.table_seq || '表') || '》自“' || slips.subject_name || '”行起有 '
            || slips.row_count || ' 行的金额是《' || coalesce(slips.other_title, '') || '》别的科目的金额',
            slips.candidate_fact_id
        ) as words
    from {{ ref('identity_operand') }} as operands
    inner join {{ ref('row_slip') }} as slips
        on
            operands.document_id = slips.document_id
            and operands.cell_table_seq = slips.table_seq
            and operands.cell_lane = slips.lane
            and operands.cell_row_seq >= slips.first_row_seq
            and (slips.in_place_row_seq is null or operands.cell_row_seq < slips.in_place_row_seq)
    group by operands.check_id
),

-- Rows too many in their own table, whose parts other tables lack for that reason.
extras as (
    select distinct
        cells.document_id,
        cells.table_seq,
        cells.subject_code
    from {{ ref('line_gap') }} as line
    inner join {{ ref('int_amount_cell') }} as cells on line.candidate_fact_id = cells.cell_id
    where line.kind = 'extra_row' and cells.subject_code is not null
),

surplus as (
    select missing.check_id
    from {{ ref('missing_row') }} as missing
    inner join {{ ref('int_amount_cell') }} as cells on missing.candidate_fact_id = cells.cell_id
    where missing.kind = 'missing_row' and exists (
        select 1 from extras
        where
            extras.document_id = cells.document_id and extras.table_seq = cells.table_seq
            and starts_with(cells.subject_code, extras.subject_code)
    )
),

placed as (
    select
        verdicts.*,
        texts.* exclude (check_id),
        rules.title as rule_title,
        coalesce(lefts.label, '')
        || case when verdicts.grouping in ('class', 'subject', 'subject_measure') and verdicts.group_key <> '' then coalesce('“' || texts.subject_name || '”', '') else '' end
        || '没有印出金额' as left_absent,
        coalesce(rights.label, '')
        || case when verdicts.grouping in ('class', 'subject', 'subject_measure') and verdicts.group_key <> '' then coalesce('“' || texts.subject_name || '”', '') else '' end
        || '没有印出金额' as right_absent,
        case
            when verdicts.grouping = 'place'
                then '《' || coalesce(texts.table_title, '第' || verdicts.table_seq || '表') || '》'
                -- A row is called by what it prints; by its number only where that is nothing, or printed of other rows, too.
                || case when names.row_count = 1 then '' else '第' || verdicts.row_seq || '行' end
                || coalesce('“' || nullif(concat_ws(' ', rows.subject_code, nullif(rows.subject_name, '')), '') || '”', '')
                || case when verdicts.rule_id = 'row_sum' then '' else coalesce(texts.measure_label, '') || '栏' end
            else rules.title || case when verdicts.group_key <> '' and not starts_with(verdicts.group_key, verdicts.document_id)
                then '“' || coalesce(texts.subject_name, verdicts.group_key) || '”' || coalesce(texts.left_measure, texts.measure_label, '')
                else '' end
        end as scope,
        candidates.candidate_kind,
        candidates.candidate_fact_id,
        candidates.candidate_value,
        candidates.explained_count,
        candidates.held_count,
        candidates.is_convincing,
        shifted.cell_id as shifted_fact_id,
        unit_slips.cell_id as unit_fact_id,
        row_slips.cell_id as slip_fact_id,
        row_slips.words as slip_words,
        unit_slips.table_title as unit_title,
        coalesce(missing.candidate_fact_id, line.candidate_fact_id) as missing_fact_id,
        coalesce(case when surplus.check_id is not null then 'extra_row' end, missing.kind, line.kind) as missing_kind,
        coalesce(missing.subject_name, line.subject_name) as missing_name,
        line.is_balanced,
        missing.table_title as missing_title
    from {{ ref('identity_verdict') }} as verdicts
    inner join texts on verdicts.check_id = texts.check_id
    inner join {{ ref('rule') }} as rules on verdicts.rule_id = rules.rule_id
    left join sides as lefts
        on verdicts.rule_id = lefts.rule_id and verdicts.reading = lefts.reading and lefts.side = 'left'
    left join sides as rights
        on verdicts.rule_id = rights.rule_id and verdicts.reading = rights.reading and rights.side = 'right'
    left join {{ ref('int_amount_row') }} as rows
        on
            verdicts.document_id = rows.document_id
            and verdicts.table_seq = rows.table_seq
            and verdicts.lane = rows.side
            and verdicts.row_seq = rows.row_seq
    left join names
        on
            rows.document_id = names.document_id
            and rows.table_seq = names.table_seq
            and rows.side = names.side
            and rows.subject_code is not distinct from names.subject_code
            and rows.subject_name = names.subject_name
    left join {{ ref('identity_candidate') }} as candidates on verdicts.check_id = candidates.check_id
    left join unit_slips on verdicts.check_id = unit_slips.check_id and verdicts.is_converted
    left join row_slips on verdicts.check_id = row_slips.check_id
    -- A correction that several other failures ask for goes before a cell that only moved.
    left join {{ ref('shifted_cell') }} as shifted
        on verdicts.check_id = shifted.check_id and coalesce(candidates.explained_count, 0) <= 2
    left join {{ ref('line_gap') }} as line on verdicts.check_id = line.check_id
    -- What a whole row lacks is called by what its largest column lacks.
    left join {{ ref('missing_row') }} as missing
        on
            coalesce(line.head_check_id, verdicts.check_id) = missing.check_id
            and case
                when line.check_id is null
                    then candidates.held_count > 0 or candidates.explained_count <= 1 and candidates.candidate_kind = 'cell'
                else line.kind = 'missing_row'
            end
    left join surplus on missing.check_id = surplus.check_id
),

-- A relation that isn't there is said once for its side of the table, not in every place.
said as (
    select
        * replace (
            case
                when is_structural then '《' || coalesce(table_title, '第' || table_seq || '表') || '》'
                    || case lane when '' then '' else {{ label('side', 'lane') }} end || rule_title
                else scope
            end as scope
        )
    from (
        select
            *,
            coalesce(grouping = 'place' and reason_code in ('relation_not_adopted', 'row_without_place'), false) as is_structural
        from placed
    ) as marked
    qualify
        not is_structural
        or row_number() over (
            partition by rule_id, document_id, table_seq, lane, reason_code, {{ structure_seq('rule_id', 'column_seq', 'null') }}
            order by row_seq, column_seq
        ) = 1
),

suspected as (
    select
        *,
        case
            when unit_fact_id is not null then '（疑为《' || coalesce(unit_title, '') || '》的单位有误）'
            when slip_fact_id is not null then '（疑为金额与科目错行：' || slip_words || '）'
            when shifted_fact_id is not null
                then '（疑为错栏：' || {{ figure('abs(stated - expected)') }} || ' 印在相邻的栏）'
            when missing_kind = 'label'
                then '（疑为行名有误：《' || coalesce(missing_title, '') || '》印为“' || missing_name || '”）'
            when missing_kind = 'extra_row'
                then '（疑' || coalesce('《' || missing_title || '》', '') || '“' || missing_name || '”一行多列'
                    || case when missing_title is null then '：各栏多出的正是此行' else '' end || '）'
            when missing_kind is not null and missing_fact_id is null
                then '（各栏' || case when is_balanced then '所差相互平衡' else '都少' end || '，疑缺一行，或有一行少列）'
            when missing_fact_id is not null
                then '（疑缺一行“' || missing_name || '”，《' || coalesce(missing_title, '') || '》有此行）'
            when not coalesce(is_convincing, false) then ''
            else case candidate_kind
                when 'transposed' then '（疑为数字颠倒，应为 '
                when 'sign' then '（疑为正负号有误，应为 '
                when 'unit' then '（疑为元与万元混淆，应为 '
                when 'decimal_point' then '（疑为小数点错位，应为 '
                when 'digit' then '（疑为一位数字有误，应为 '
                when 'column_shift' then '（疑为错栏，此处应为 '
                else '（疑为此数有误，应为 '
            end || {{ figure('candidate_value') }} || '）'
        end as suspicion
    from said
)

select
    check_id,
    rule_id,
    document_id,
    scope,
    stated,
    expected,
    cast(stated - expected as decimal(28, 6)) as difference,
    cast(tolerance as decimal(28, 6)) as tolerance,
    tolerance_reason,
    unit,
    status,
    reason_code,
    case
        when status = 'pass' and violation > 0 then 'rounding'
        when status <> 'fail' then severity
        when severity = 'notice' then 'notice'
        when relation = '=' and not is_converted and violation <= rounding_limit
            then case when unit = '元' or left_count + right_count <= 2 then 'rounding' else 'notice' end
        else severity
    end as severity,
    case status
        when 'not_applicable' then scope || '：未核对，' || {{ label('check_reason', 'reason_code') }}
            || case
                when is_structural and reason_code = 'relation_not_adopted'
                    then '（成立 ' || support_count || ' 处，不成立 ' || against_count || ' 行）'
                else ''
            end || '。'
        else
            scope || '：' || coalesce(left_text, left_absent)
            || case when is_converted or left_text is null then '' else {{ behind('unit') }} end
            || case
                when status = 'pass' then case relation when '<=' then ' ≤ ' when '>=' then ' ≥ ' else ' = ' end
                else case relation when '<=' then ' ＞ ' when '>=' then ' ＜ ' else ' ≠ ' end
            end
            || case
                when right_text is null then right_absent
                when part_count > 8 then part_count || ' 项之和 ' || {{ figure('expected') }}
                else right_text
            end
            || case when is_converted and part_count <= 8 or right_text is null then '' else {{ behind('unit') }} end
            || case when stated = expected or relation <> '=' and status = 'pass' then ''
                else {{ apart('stated', 'expected', 'unit') }} end
            || case when status = 'fail' then suspicion else '' end || '。'
    end as explanation,
    evidence,
    case
        when unit_fact_id is not null then 'unit'
        when slip_fact_id is not null then 'row_shift'
        when shifted_fact_id is not null then 'column_shift'
        when missing_kind is not null then missing_kind
        else candidate_kind
    end as candidate_kind,
    case
        when coalesce(unit_fact_id, slip_fact_id, shifted_fact_id, missing_kind) is null then candidate_fact_id
        else coalesce(unit_fact_id, slip_fact_id, shifted_fact_id, missing_fact_id)
    end as candidate_fact_id,
    case when coalesce(unit_fact_id, slip_fact_id, missing_kind, shifted_fact_id) is null then candidate_value end as candidate_value,
    {{ provenance() }}
from suspected
