-- One row per check: pass, fail or not applicable, and why. What a form does not print or what was not read
-- completely is not applicable; so is an identity that this form evidently does not follow.
{% set least_columns = 3 %}
with spans as (
    select
        document_id,
        table_seq,
        min(source_line) as first_line,
        max(coalesce(source_line_end, source_line)) as last_line
    from {{ ref('int_amount_cell') }}
    group by all
),

unread as (
    select distinct
        spans.document_id,
        spans.table_seq
    from spans
    inner join {{ ref('stg_rejects') }} as rejects
        on
            spans.document_id = rejects.document_id
            and rejects.source_line between spans.first_line and spans.last_line
    -- A row printed twice is doubted, and read.
    where
        rejects.stage in ('table', 'numbers') and rejects.code is distinct from 'row_printed_twice'
        and regexp_matches(coalesce(rejects.source_text, ''), '[0-9]')
),

touched as (
    select distinct operands.check_id
    from {{ ref('identity_operand') }} as operands
    inner join unread on operands.document_id = unread.document_id and operands.cell_table_seq = unread.table_seq
),

-- A row of an unfinished code among the rows that a sum adds up leaves open what it adds up.
unplaced as (
    select
        document_id,
        table_seq,
        side as lane,
        row_seq
    from {{ ref('int_amount_row') }}
    where is_unplaced
),

families as (
    select
        document_id,
        table_seq,
        lane,
        row_seq,
        min(case when ends_family then next_row_seq end) as next_row_seq
    from (
        select
            heads.document_id,
            heads.table_seq,
            heads.side as lane,
            heads.row_seq,
            others.row_seq as next_row_seq,
            not starts_with(others.subject_code, heads.subject_code) as ends_family
        from {{ ref('int_amount_row') }} as heads
        inner join {{ ref('int_amount_row') }} as others
            on
                heads.document_id = others.document_id
                and heads.table_seq = others.table_seq
                and heads.side = others.side
                and others.row_seq > heads.row_seq
                and not others.is_unplaced
        where exists (
            select 1 from unplaced
            where unplaced.document_id = heads.document_id and unplaced.table_seq = heads.table_seq and unplaced.lane = heads.side
        )
    )
    group by all
),

gapped as (
    select distinct
        families.document_id,
        families.table_seq,
        families.lane,
        families.row_seq
    from families
    inner join unplaced
        on
            families.document_id = unplaced.document_id
            and families.table_seq = unplaced.table_seq
            and families.lane = unplaced.lane
            and unplaced.row_seq > families.row_seq
            and unplaced.row_seq < coalesce(families.next_row_seq, unplaced.row_seq + 1)
),

-- 其中 names a part, not all parts: it may be less than its whole, never more. Parts that add up in other columns are all, and so
-- are purchase and operation of vehicles, where both are printed.
vehicles as (
    select
        document_id,
        table_seq
    from {{ ref('stg_row_labels') }}
    where contains(subject_name, '车')
    group by all
    having bool_or(regexp_matches(subject_name, '车购置[^及和与、]*$')) and bool_or(regexp_matches(subject_name, '车运行[^及和与、]*$'))
),

of_which as (
    select distinct
        parts.document_id,
        parts.table_seq,
        parts.side as lane,
        parts.parent_row_seq as row_seq
    from {{ ref('int_amount_row') }} as parts
    left join vehicles on parts.document_id = vehicles.document_id and parts.table_seq = vehicles.table_seq
    where
        starts_with(parts.subject_name, '其中')
        and not (vehicles.table_seq is not null and regexp_matches(parts.subject_name, '车(购置|运行)'))
),

learnt as (
    select
        *,
        violation <= tolerance as holds,
        count(*) over form as form_count,
        count(*) filter (where violation <= greatest(tolerance, rounding_limit)) over form as form_holds,
        count(*) filter (where right_count > 0) over form as form_with_parts,
        count(*) filter (where left_count > 0) over form as form_with_total,
        count(distinct stated)
            filter (where violation <= tolerance and stated <> 0 and right_count > 1)
            over line
        as line_holds,
        count(*) filter (where stated <> 0 and right_count = 0) over line as line_blanks,
        count(*) filter (where expected <> 0 and left_count = 0) over line as line_gaps
    from {{ ref('identity_tolerance') }}
    window
        line as (partition by rule_id, scope_id, document_id, table_seq, lane, row_seq),
        form as (partition by rule_id, scope_id, document_id, table_seq, lane, case when grouping = 'place' then column_seq end)
),

-- A row left blank in a column where its parts make up what the row above it prints there.
blanked as (
    select distinct wholes.check_id
    from learnt as wholes
    inner join {{ ref('row_family') }} as family
        on
            wholes.rule_id = family.rule_id
            and wholes.document_id = family.document_id
            and wholes.table_seq = family.table_seq
            and wholes.lane = family.side
            and wholes.row_seq = family.row_seq
    inner join learnt as parts
        on
            family.document_id = parts.document_id
            and family.table_seq = parts.table_seq
            and family.side = parts.lane
            and family.part_row_seq = parts.row_seq
            and wholes.column_seq = parts.column_seq
    where
        wholes.right_count = 0 and wholes.stated <> 0 and parts.rule_id = 'hierarchy' and parts.left_count = 0
        and abs(parts.expected - wholes.stated) <= wholes.tolerance + parts.tolerance
),

reasoned as (
    select
        learnt.*,
        support.held_count as support_count,
        support.failed_count as against_count,
        case
            when learnt.skip_reason is not null then learnt.skip_reason
            when unit_count > 1 and has_other_unit then 'units_differ'
            when learnt.condition is not null and not coalesce(conditions.is_met, false) then 'condition_' || learnt.condition
            when is_learnt and form_count < 3 then 'too_few_rows'
            when is_learnt and form_holds < 0.8 * form_count then 'relation_not_adopted'
            when holds then null
            when is_open then 'operand_undecided'
            when touched.check_id is not null then 'unread_cells'
            when
                grouping <> 'place' and least(left_count, right_count) = 0
                and learnt.document_id in (select document_id from unread)
                then 'unread_side'
            when has_mixed_scope then 'scopes_differ'
            when learnt.check_id in (select check_id from {{ ref('unlisted_level') }}) then 'level_not_listed'
            when grouping <> 'place' and form_count > 2 and 2 * form_holds < form_count then 'relation_not_adopted'
            when grouping <> 'place' then null
            -- Of one column alone no part is printed, and the others are made up by them: they were left out there.
            when
                right_count = 0 and (form_with_parts < 3 or form_with_parts < 0.8 * form_count)
                and blanked.check_id is null and not (learnt.rule_id <> 'row_sum' and line_blanks = 1 and line_holds >= {{ least_columns }})
                then 'parts_blank'
            when right_count = 0 and learnt.rule_id = 'row_sum' and not is_item then 'parts_blank'
            -- Nor was only a total left out where the others are what their parts make up.
            when
                left_count = 0 and not (learnt.rule_id <> 'row_sum' and line_gaps = 1 and line_holds >= {{ least_columns }})
                -- In a list without codes the parts of a blank row may be those of another.
                and (form_with_total < 3 or form_with_total < 0.8 * form_count or learnt.rule_id <> 'row_sum' and not rows.has_codes)
                then 'total_blank'
            when learnt.rule_id = 'hierarchy' and of_which.row_seq is not null and learnt.line_holds < 2
                then case when abs(learnt.stated) >= abs(learnt.expected) then 'of_which_only' end
            when learnt.rule_id = 'column_total' and support.has_unplaced then 'row_without_place'
            when learnt.rule_id = 'hierarchy' and gapped.row_seq is not null then 'row_without_place'
            when not support.is_adopted then 'relation_not_adopted'
        end as reason_code
    from learnt
    left join {{ ref('document_condition') }} as conditions
        on learnt.scope_id = conditions.scope_id and learnt.condition = conditions.condition
    left join touched on learnt.check_id = touched.check_id
    left join blanked on learnt.check_id = blanked.check_id
    left join {{ ref('int_amount_row') }} as rows
        on
            learnt.document_id = rows.document_id
            and learnt.table_seq = rows.table_seq
            and learnt.lane = rows.side
            and learnt.row_seq = rows.row_seq
    left join {{ ref('structure_support') }} as support
        on
            learnt.rule_id = support.rule_id
            and learnt.document_id = support.document_id
            and learnt.table_seq = support.table_seq
            and learnt.lane = support.lane
            and {{ structure_seq('learnt.rule_id', 'learnt.column_seq', 'rows.kind') }} = support.structure_seq
    left join of_which
        on
            learnt.document_id = of_which.document_id
            and learnt.table_seq = of_which.table_seq
            and learnt.lane = of_which.lane
            and learnt.row_seq = of_which.row_seq
    left join gapped
        on
            learnt.document_id = gapped.document_id
            and learnt.table_seq = gapped.table_seq
            and learnt.lane = gapped.lane
            and learnt.row_seq = gapped.row_seq
)

select
    * exclude (skip_reason, is_open, holds, form_count, form_holds, form_with_parts, form_with_total, line_holds, line_blanks, line_gaps),
    case when reason_code is not null then 'not_applicable' when holds then 'pass' else 'fail' end as status
from reasoned
