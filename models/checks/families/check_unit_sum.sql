-- BX-12, FA-13: a department's table = the sum of the same table of its units, row by row, in 元. A unit belongs to a
-- department that names it in its text, or that its own forms name as the supervising department; the department's own
-- office (本级) bears the department's name; both are of one place, as far as it is printed. Only where the files of all units that the text
-- counts are there, and none receives money from another (上级补助, 附属单位上缴), which the department's table leaves out.
-- BX-12-2: what a unit prints of a subject is no more than what its department prints of it, whether or not the other units are there: held
-- where it holds in most subjects of the two tables (else they are of different scope), and no money goes between them.
with documents as (
    select
        document_id,
        agency_id,
        agency_key,
        agency_name,
        fiscal_year,
        supervising_department,
        region_code,
        disclosure_type = 'final_account' as is_final,
        case
            when disclosure_type = 'department_budget' then 'department'
            when disclosure_type = 'unit_budget' then 'unit'
            when regexp_matches(title, '单位决算') then 'unit'
            when regexp_matches(title, '部门决算') then 'department'
        end as body
    from {{ ref('int_document') }}
    where disclosure_type in ('department_budget', 'unit_budget', 'final_account') and duplicate_of is null
),

printing as (
    select distinct documents.*
    from documents
    inner join {{ ref('int_amount_cell') }} using (document_id)
),

named as (
    select
        departments.document_id as department_id,
        units.document_id as unit_id,
        units.agency_id as unit_agency_id
    from printing as departments
    inner join printing as units
        on
            departments.body = 'department'
            and units.body = 'unit'
            and departments.fiscal_year = units.fiscal_year
            and departments.is_final = units.is_final
    where
        coalesce(units.region_code = departments.region_code, true)
        and (
            units.agency_key = departments.agency_key
            or contains(regexp_replace(units.supervising_department, '^[0-9]+[-—]?', ''), departments.agency_name)
        )
        or units.region_code is not distinct from departments.region_code
        and exists (
            select 1
            from {{ ref('stg_sentences') }} as sentences
            where
                sentences.document_id = departments.document_id
                and contains(sentences.source_text, regexp_replace(units.agency_name, '[(（](本级|机关)[)）]$', ''))
        )
),

-- 下属5家预算单位 counts the units below the department's own office; 预算单位共计6家 and 机关及下属预算单位6个 count all.
counts as (
    select
        document_id as department_id,
        coalesce(
            max(try_cast(regexp_extract(source_text, '预算单位(?:共计|共有|共)?([0-9]+)[家个]', 1) as integer)),
            max(try_cast(regexp_extract(source_text, '[下所]属([0-9]+)[家个]预算单位', 1) as integer)) + 1,
            case when bool_or(regexp_matches(source_text, '预算单位(共计|共有|共)?一家')) then 1 end
        ) as unit_count
    from {{ ref('stg_sentences') }}
    where kind = 'sentence'
    group by document_id
),

membership as (
    select
        printing.document_id as department_id,
        count(distinct named.unit_agency_id) as found_count,
        any_value(counts.unit_count) as unit_count
    from printing
    left join named on printing.document_id = named.department_id
    left join counts on printing.document_id = counts.department_id
    where printing.body = 'department'
    group by all
),

cells as (
    select
        cells.document_id,
        cells.table_type,
        cells.table_scope,
        cells.lane,
        cells.measure,
        case
            when cells.is_grand_total then '合计'
            else coalesce(cells.subject_code, cells.class_code)
        end as row_key,
        min(cells.subject_name) as subject_name,
        arg_min(cells.table_title, cells.cell_id) as table_title,
        sum(cells.amount_in_yuan) as amount_yuan,
        max(cells.step_in_yuan) as step_yuan,
        min(cells.cell_id) as cell_id,
        arg_min(cells.source_page, cells.cell_id) as source_page,
        arg_min(cells.source_line, cells.cell_id) as source_line,
        arg_min(cells.source_line_end, cells.cell_id) as source_line_end,
        arg_min(cells.source_text, cells.cell_id) as source_text
    from {{ ref('int_amount_cell') }} as cells
    where
        cells.document_id in (
            select department_id from membership
            union all
            select unit_id from named
        )
        and cells.measure <> ''
        and cells.table_type not in ('generic', 'project_expenditure', 'procurement')
        and (cells.is_grand_total or cells.subject_code is not null or cells.class_code is not null)
    group by all
),

transfers as (
    select distinct named.department_id
    from named
    inner join {{ ref('int_amount_cell') }} as cells on named.unit_id = cells.document_id
    where
        cells.amount <> 0
        and (
            cells.measure in ('superior_subsidy', 'affiliate_remittance', 'affiliate_subsidy')
            or regexp_matches(cells.subject_name, '上级补助|附属单位')
        )
),

-- Before anything is compared: held against each other, the rows of all departments and all units are the square of them.
unit_cells as materialized (
    select
        named.department_id,
        cells.*
    from named
    inner join cells on named.unit_id = cells.document_id
),

sums as (
    select
        cells.department_id,
        cells.table_type,
        cells.table_scope,
        cells.lane,
        cells.measure,
        cells.row_key,
        sum(cells.amount_yuan) as amount_yuan,
        count(*) as part_count,
        list_sort(list(cells.cell_id)) as cell_ids
    from unit_cells as cells
    group by all
),

parts as (
    select
        units.cell_id,
        units.document_id,
        units.table_title,
        coalesce(units.subject_name, '合计') as subject_name,
        units.amount_yuan,
        whole.amount_yuan as whole_yuan,
        units.step_yuan,
        whole.step_yuan as whole_step_yuan,
        whole.cell_id as whole_id,
        departments.agency_name as department_name,
        {{ provenance('units') }},
        transfers.department_id is not null as has_transfers,
        count(*) over pair as pair_count,
        count(*) filter (where units.amount_yuan <= whole.amount_yuan + (units.step_yuan + whole.step_yuan) / 2) over pair as held_count
    from unit_cells as units
    inner join cells as whole
        on
            units.department_id = whole.document_id
            and units.table_type = whole.table_type
            and units.table_scope = whole.table_scope
            and units.lane = whole.lane
            and units.measure = whole.measure
            and units.row_key = whole.row_key
    inner join printing as departments on units.department_id = departments.document_id
    left join transfers on units.department_id = transfers.department_id
    window pair as (partition by units.department_id, units.document_id, units.table_type)
),

-- Where the units are not all there, one verdict a table is enough.
raw as (
    select
        case when departments.is_final then 'FA-13:' else 'BX-12:' end || whole.cell_id as check_id,
        case when departments.is_final then 'FA-13' else 'BX-12' end as rule_id,
        whole.document_id,
        '《' || whole.table_title || '》“' || coalesce(whole.subject_name, '合计') || '”' as scope,
        whole.amount_yuan as stated,
        coalesce(sums.amount_yuan, 0) as expected,
        case when whole.step_yuan <= 1 then 0 else (coalesce(sums.part_count, 0) + 1) * whole.step_yuan / 2 end
            as tolerance,
        (coalesce(sums.part_count, 0) + 1) * whole.step_yuan / 2 as rounding_limit,
        '元' as unit,
        case
            when membership.unit_count is null then 'no_unit_count'
            when membership.found_count <> membership.unit_count
                then 'not_all_units|' || membership.found_count || '/' || membership.unit_count
            when transfers.department_id is not null then 'transfers_offset'
        end as skip_reason,
        '部门' as stated_label,
        coalesce(sums.part_count, 0) || ' 个单位之和 ' || {{ figure('coalesce(sums.amount_yuan, 0)') }} as parts_text,
        list_prepend(whole.cell_id, coalesce(sums.cell_ids, [])) as evidence,
        {{ provenance('whole') }}
    from membership
    inner join printing as departments on membership.department_id = departments.document_id
    inner join cells as whole on membership.department_id = whole.document_id
    left join transfers on membership.department_id = transfers.department_id
    left join sums
        on
            whole.document_id = sums.department_id
            and whole.table_type = sums.table_type
            and whole.table_scope = sums.table_scope
            and whole.lane = sums.lane
            and whole.measure = sums.measure
            and whole.row_key = sums.row_key
    where
        membership.found_count = membership.unit_count
        or (whole.row_key = '合计' and whole.measure = 'total')
),

exceeding as (
    select
        'BX-12-2:' || cell_id || ':' || whole_id as check_id,
        'BX-12-2' as rule_id,
        document_id,
        '《' || table_title || '》“' || subject_name || '”' as scope,
        amount_yuan > whole_yuan + (step_yuan + whole_step_yuan) / 2 as is_broken,
        '单位 ' || {{ told('amount_yuan', 'whole_yuan') }} || ' 元大于部门（' || department_name || '）的 '
        || {{ told('whole_yuan', 'amount_yuan') }} || ' 元' || {{ apart('amount_yuan', 'whole_yuan', "'元'") }} as finding,
        amount_yuan as stated,
        whole_yuan as expected,
        '元' as unit,
        case
            when has_transfers then 'transfers_offset'
            when 5 * held_count < 4 * pair_count then 'relation_not_adopted'
        end as skip_reason,
        [cell_id, whole_id] as evidence,
        {{ provenance() }}
    from parts
)

select * from ({{ checks_from('raw') }})
union all by name
select * from ({{ findings_from('exceeding') }})
