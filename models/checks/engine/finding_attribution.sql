-- Whose a failed check is, from evidence. The reading's: a figure doesn't stand in its printed row. The publisher's: all figures
-- stand as printed, and all but one of them hold elsewhere, or several identities ask for one and the same correction; or it is
-- words. Else it is undecided, so too where a figure was inferred or read from a picture. A person's review goes above it (fct_check). One row per failed check.
with facts as (
    select
        check_id,
        count(*) as fact_count,
        count(*) filter (where held_count > 0) as confirmed_count,
        bool_or(is_repaired) as has_repair,
        bool_or(is_unseen) as has_unseen
    from {{ ref('finding_fact') }}
    group by all
),

candidates as (
    select
        check_id,
        explained_count > 1 and held_count = 0 as is_agreed
    from {{ ref('identity_candidate') }}
),

-- Which cell a sentence speaks of is a reading too: believed where the rule holds in the document's other sentences.
paired as (
    select
        document_id,
        rule_id,
        count(*) filter (where status = 'pass') >= greatest(2, 2 * count(*) filter (where status = 'fail')) as is_supported
    from {{ ref('check_result') }}
    group by all
),

judged as (
    select
        results.check_id,
        case
            when documents.reader = 'ocr' then 'read_from_picture'
            when facts.has_repair then 'inferred_figure'
            when facts.has_unseen then 'figure_not_in_row'
            when facts.check_id is null
                then case when rules.family in ('narrative', 'consistency') then 'words_as_printed' else 'no_figures' end
            when rules.family in ('narrative', 'product', 'cross_document') and not paired.is_supported
                then 'pairing_unconfirmed'
            when candidates.is_agreed then 'same_correction'
            when facts.fact_count > 1 and facts.confirmed_count >= facts.fact_count - 1 then 'others_hold'
            when facts.confirmed_count > 0 then 'partly_confirmed'
            else 'nothing_else_reaches'
        end as ground
    from {{ ref('check_result') }} as results
    inner join {{ ref('rule') }} as rules on results.rule_id = rules.rule_id
    inner join {{ ref('int_document') }} as documents on results.document_id = documents.document_id
    inner join paired on results.document_id = paired.document_id and results.rule_id = paired.rule_id
    left join facts on results.check_id = facts.check_id
    left join candidates on results.check_id = candidates.check_id
    where results.status = 'fail'
)

select
    check_id,
    case
        when ground = 'figure_not_in_row' then 'extraction'
        when ground in ('same_correction', 'others_hold', 'words_as_printed') then 'publisher'
        else 'undecided'
    end as attribution,
    ground as attribution_ground
from judged
