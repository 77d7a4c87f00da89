-- 公务用车购置及运行 (or 公务用车费 with its two below it) of which one alone prints an amount, less than the whole: the other's row is
-- missing, or left blank. One row per such row.
with vehicles as (
    select
        *,
        regexp_matches(subject_name, '车购置[及和与、].*运行') or regexp_matches(name_key, '^公务用车(费用?|支出|经费)$') as is_whole,
        regexp_matches(subject_name, '车(购置|运行)[^及和与、]*$') as is_part,
        regexp_extract(subject_name, '车(购置|运行)', 1) as part_name
    from {{ ref('int_amount_cell') }}
    where contains(subject_name, '车') and not is_rate
)

select
    parts.document_id,
    parts.table_seq,
    parts.lane as side,
    parts.row_seq,
    any_value(parts.subject_name) as subject_name,
    any_value(case parts.part_name when '购置' then '运行' else '购置' end) as other_name
from vehicles as parts
inner join vehicles as wholes
    on
        parts.document_id = wholes.document_id
        and parts.table_seq = wholes.table_seq
        and parts.lane = wholes.lane
        and parts.column_seq = wholes.column_seq
        and parts.row_seq between wholes.row_seq + 1 and wholes.row_seq + 2
        and wholes.is_whole
        and not parts.is_whole
        and wholes.unit = parts.unit
        and wholes.amount > parts.amount
-- What else vehicles cost (rent) may be the rest.
anti join vehicles as others
    on
        parts.document_id = others.document_id
        and parts.table_seq = others.table_seq
        and parts.lane = others.lane
        and parts.column_seq = others.column_seq
        and parts.row_seq <> others.row_seq
        and not others.is_whole
        and others.unit = wholes.unit
        and others.amount <> 0
where parts.is_part
group by parts.document_id, parts.table_seq, parts.lane, parts.row_seq
