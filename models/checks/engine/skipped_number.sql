-- Numbered lists that skip a number: a row 三、 whose last row numbered like that is 一、 (an outer number between them begins the list
-- anew), or a side whose first 一、 is 二、 and goes on with 三、. One number, once in a list of three at least: lists that keep the numbers
-- of a longer one skip more. The row is named where all other lists of the document print the same there, before or behind a
-- row that bears the name of the neighbour here. One row per row behind a gap.
{% set least_numbers = 2 %}
{%- set digits = ['一', '二', '三', '四', '五', '六', '七', '八', '九'] -%}
{%- set counting = digits + ['十'] -%}
{%- for tens in ['十', '二十', '三十'] -%}
    {%- if not loop.first -%}{%- do counting.append(tens) -%}{%- endif -%}
    {%- for digit in digits -%}{%- do counting.append(tens ~ digit) -%}{%- endfor -%}
{%- endfor -%}
{%- set marks = ['[一二三四五六七八九十]+、', '[（(][一二三四五六七八九十]+[）)]', '[0-9]{1,2}[、.．][^0-9]', '[（(][0-9]{1,2}[）)]'] -%}
with marked as (
    select
        document_id,
        table_seq,
        coalesce(side, '') as side,
        row_seq,
        subject_name,
        {{ name_key('subject_name') }} as name_key,
        case
            {% for mark in marks -%}
                when regexp_matches(subject_name, '^(其中[:：]?)?{{ mark }}') then {{ loop.index }}
            {% endfor -%}
        end as style,
        regexp_extract(subject_name, '^(?:其中[:：]?)?[（(]?([一二三四五六七八九十]+|[0-9]{1,2})', 1) as printed
    from {{ ref('stg_row_labels') }}
),

numbered as (
    select
        *,
        coalesce(try_cast(printed as integer), list_position({{ counting }}, printed)) as number,
        lag(row_seq) over alike as last_seq,
        lag(name_key) over alike as last_key,
        {% for outer in [1, 2, 3] -%}
            max(case when style = {{ outer }} then row_seq end) over above as outer_{{ outer }},
        {% endfor -%}
        count(*) over (partition by document_id, table_seq, side, style) as row_count
    from marked
    where style is not null
    window
        alike as (partition by document_id, table_seq, side, style order by row_seq),
        above as (partition by document_id, table_seq, side order by row_seq)
),

counted as (
    select
        *,
        lag(number) over alike as last_number,
        lead(number) over alike as next_number,
        coalesce(
            greatest(
                {% for outer in [1, 2, 3] -%}
                    case when style > {{ outer }} then outer_{{ outer }} end{{ ',' if not loop.last }}
                {% endfor -%}
            ) > last_seq, false
        ) as begins_anew
    from numbered
    window alike as (partition by document_id, table_seq, side, style order by row_seq)
),

gaps as (
    select
        *,
        number - 1 as missing_number,
        count(*) over (partition by document_id, table_seq, side, style) as gap_count,
        max(step) over (partition by document_id, table_seq, side, style) as largest_step
    from (
        select
            *,
            case
                when last_seq is null and style = 1 and number = 2 and next_number = 3 then number
                when last_seq is not null and not begins_anew then number - last_number
            end as step
        from counted
    ) as stepped
    where step > 1
),

-- What other lists print under that number, next to a row that is next to the gap here.
named as (
    select
        gaps.document_id,
        gaps.table_seq,
        gaps.side,
        gaps.row_seq,
        min(cells.cell_id) as cell_id,
        arg_min(cells.subject_name, cells.cell_id) as listed_name,
        arg_min(cells.table_title, cells.cell_id) as listed_title
    from gaps
    inner join counted as others
        on
            gaps.document_id = others.document_id
            and (gaps.table_seq <> others.table_seq or gaps.side <> others.side)
            and gaps.style = others.style
            and gaps.missing_number = others.number
    inner join counted as beside
        on
            others.document_id = beside.document_id
            and others.table_seq = beside.table_seq
            and others.side = beside.side
            and others.style = beside.style
            and (
                beside.last_seq = others.row_seq and beside.name_key = gaps.name_key
                or others.last_seq = beside.row_seq and beside.name_key = gaps.last_key
            )
    inner join {{ ref('int_amount_cell') }} as cells
        on
            others.document_id = cells.document_id
            and others.table_seq = cells.table_seq
            and others.side = cells.lane
            and others.row_seq = cells.row_seq
    group by gaps.document_id, gaps.table_seq, gaps.side, gaps.row_seq
    having count(distinct others.name_key) = 1
)

select
    gaps.document_id,
    gaps.table_seq,
    gaps.side,
    gaps.row_seq,
    gaps.subject_name,
    case when gaps.style <= 2 then ({{ counting }})[gaps.missing_number] else cast(gaps.missing_number as varchar) end as missing_number,
    named.cell_id,
    named.listed_name,
    named.listed_title
from gaps
left join named using (document_id, table_seq, side, row_seq)
where gaps.gap_count = 1 and gaps.largest_step = 2 and gaps.row_count >= {{ least_numbers }}
