-- Whose a failed check is, from evidence. The reading's: a figure doesn't stand in its printed row, or stands under another column. The publisher's: all figures
-- stand as printed, and all but one of them hold elsewhere, several identities ask for one and the same correction, or the
-- relation holds in nearly all other places that the document has for it; or it is words, or the figures of one
-- statement against each other; or its cause is. Else it is undecided, so too where a figure was inferred or read from a picture. A person's review goes above it (fct_check). One row per failed check.
with facts as (
    select
        check_id,
        count(*) as fact_count,
        count(*) filter (where held_count > 0) as confirmed_count,
        bool_or(is_repaired) as has_repair,
        bool_or(is_unseen) as has_unseen,
        bool_or(is_misplaced) as has_misplaced
    from {{ ref('finding_fact') }}
    group by all
),

misplaced as (
    select distinct fact_id
    from {{ ref('finding_fact') }}
    where is_misplaced
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
        results.document_id,
        results.rule_id,
        count(*) filter (where results.status = 'pass') >= greatest(2, 2 * count(*) filter (where results.status = 'fail'))
            as is_supported,
        -- The same reading of the same relation holds in (nearly) all other places: five for each cause that breaks it.
        count(*) filter (where results.status = 'pass') >= greatest(5, 5 * count(distinct roots.root_id)) as is_habit
    from {{ ref('check_result') }} as results
    left join {{ ref('finding_root') }} as roots on results.check_id = roots.check_id
    group by all
),

-- What belongs to which total is a reading as long as no codes say it.
told as (
    select verdicts.check_id
    from {{ ref('identity_verdict') }} as verdicts
    inner join {{ ref('int_amount_row') }} as rows
        on
            verdicts.document_id = rows.document_id
            and verdicts.table_seq = rows.table_seq
            and verdicts.lane = rows.side
            and verdicts.row_seq = rows.row_seq
    where verdicts.status = 'fail' and verdicts.rule_id = 'hierarchy' and rows.subject_code is not null
),

-- The same rows make up this one in another of its columns.
beside as (
    select distinct failed.check_id
    from {{ ref('identity_verdict') }} as failed
    inner join {{ ref('identity_verdict') }} as held
        on
            failed.rule_id = held.rule_id
            and failed.document_id = held.document_id
            and failed.table_seq = held.table_seq
            and failed.lane = held.lane
            and failed.row_seq = held.row_seq
    where
        failed.status = 'fail' and failed.rule_id in ('hierarchy', 'column_total')
        and held.status = 'pass' and held.right_count > 1 and held.stated <> 0
),

judged as (
    select
        results.check_id,
        case
            when documents.reader = 'ocr' then 'read_from_picture'
            when facts.has_repair then 'inferred_figure'
            when facts.has_unseen then 'figure_not_in_row'
            when facts.has_misplaced or misplaced.fact_id is not null then 'figure_under_other_column'
            when facts.check_id is null
                then case when rules.family in ('narrative', 'consistency') then 'words_as_printed' else 'no_figures' end
            -- Amount, change and percentage of one statement need no other place.
            when rules.family = 'narrative' and facts.fact_count = 1 then 'one_sentence'
            when rules.family in ('narrative', 'product', 'cross_document') and not paired.is_supported
                then 'pairing_unconfirmed'
            when candidates.is_agreed or results.rule_id = 'PF-04' and results.candidate_value is not null then 'same_correction'
            when facts.fact_count > 1 and facts.confirmed_count >= facts.fact_count - 1 then 'others_hold'
            when
                paired.is_habit and (rules.family not in ('hierarchy', 'column_total') or told.check_id is not null)
                or beside.check_id is not null
                then 'relation_holds_elsewhere'
            when facts.confirmed_count > 0 then 'partly_confirmed'
            else 'nothing_else_reaches'
        end as ground
    from {{ ref('check_result') }} as results
    inner join {{ ref('rule') }} as rules on results.rule_id = rules.rule_id
    inner join {{ ref('int_document') }} as documents on results.document_id = documents.document_id
    inner join paired on results.document_id = paired.document_id and results.rule_id = paired.rule_id
    left join facts on results.check_id = facts.check_id
    left join misplaced on results.candidate_fact_id = misplaced.fact_id
    left join candidates on results.check_id = candidates.check_id
    left join told on results.check_id = told.check_id
    left join beside on results.check_id = beside.check_id
    where results.status = 'fail'
),

attributed as (
    select
        judged.check_id,
        roots.root_id,
        judged.ground,
        case
            when ground in ('figure_not_in_row', 'figure_under_other_column') then 'extraction'
            when ground in ('same_correction', 'others_hold', 'words_as_printed', 'one_sentence', 'relation_holds_elsewhere') then 'publisher'
            else 'undecided'
        end as attribution
    from judged
    left join {{ ref('finding_root') }} as roots on judged.check_id = roots.check_id
),

-- What follows from a cause that is the publisher's is the publisher's, unless a figure of its own was inferred.
followed as (
    select
        attributed.*,
        attributed.ground in ('partly_confirmed', 'nothing_else_reaches', 'pairing_unconfirmed')
        and coalesce(causes.attribution = 'publisher', false) as is_of_cause
    from attributed
    left join attributed as causes on attributed.root_id = causes.check_id
)

select
    check_id,
    case when is_of_cause then 'publisher' else attribution end as attribution,
    case when is_of_cause then 'cause_confirmed' else ground end as attribution_ground
from followed
