-- One row per document and side whose money is proved: why it isn't counted beside others, null where it is.
-- same_content: another file holds the same amounts, or the same total of the same agency; unit_in_department: a file of
-- the department that the unit belongs to is there for that year and stage; older_version: a newer file of one agency,
-- year and stage is there; versions_undecided: there are several, and which is the newest isn't known.
select
    files.document_id,
    files.side,
    files.stage,
    case
        when files.is_copy then 'same_content'
        when files.is_member then 'unit_in_department'
        when versions.is_newest then null
        when versions.ground = 'undecided' then 'versions_undecided'
        when versions.document_id is not null then 'older_version'
    end as not_counted_reason
from {{ ref('int_money_file') }} as files
left join {{ ref('int_money_version') }} as versions
    on files.document_id = versions.document_id and files.side = versions.side
