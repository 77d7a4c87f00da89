"""The index for the search: entries in chunks, and for each pair of letters the entries that have it, in shards.

A browser loads the shards of the pairs that are asked for and the chunks of what it found. ``static/search.js`` reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from gongkai.site import figures
from gongkai.site.output import Folder
from gongkai.site.warehouse import Row, Warehouse

SHARDS = 128
FINDING, INDICATOR = 2, 4  # kinds, as the query numbers them
_ENTRIES = 500
_PLAIN = "regexp_replace(lower({}), '[\\s\\p{{P}}\\p{{S}}]', '', 'g')"
# In the order of kinds in which results are shown. An entry's number is its row's.
_FOUND = """
create or replace table memory.scratch.search_found as
select 0 as kind, agencies.agency_name as name,
    concat_ws(' ', agencies.province, agencies.city, agencies.county) as detail, null::varchar as document_id,
    agencies.agency_id as key, string_agg(distinct names.agency_name, ' ' order by names.agency_name) as more
from marts.dim_agency as agencies
inner join marts.dim_agency_name as names using (agency_id)
group by all
union all
select 1, coalesce(documents.title, documents.file_name),
    concat_ws(' · ', agencies.agency_name, documents.fiscal_year), documents.document_id, '', ''
from marts.dim_document as documents
left join marts.dim_agency as agencies using (agency_id)
union all
select 2, checks.explanation, concat_ws(' · ', agencies.agency_name, documents.fiscal_year), checks.document_id,
    checks.check_id, ''
from marts.fct_check as checks
inner join marts.dim_document as documents using (document_id)
left join marts.dim_agency as agencies using (agency_id)
where checks.status = 'fail' and checks.severity = 'error'
union all
select 3, evaluations.subject_name, concat_ws(' · ', agencies.agency_name, evaluations.fiscal_year, evaluations.rating),
    evaluations.document_id, 'form-' || evaluations.form_seq, ''
from marts.fct_evaluation as evaluations
left join marts.dim_agency as agencies using (agency_id)
where evaluations.subject_name is not null
"""
# Of one of $1 lots of documents.
_FOUND_INDICATORS = """
insert into memory.scratch.search_found
select 4, indicators.level3,
    concat_ws(' · ', max(evaluations.subject_name), concat_ws(' → ', max(indicators.target_printed), max(indicators.actual_printed))),
    indicators.document_id, min_by(indicators.indicator_id, indicators.indicator_seq), ''
from marts.fct_indicator as indicators
inner join marts.fct_evaluation as evaluations using (evaluation_id)
where indicators.level3 is not null and hash(indicators.document_id) % $1 = $2
group by indicators.document_id, indicators.evaluation_id, indicators.level3
"""
_ORDERED = f"""
create or replace table memory.scratch.search_entry as
select kind, name, detail, document_id, key, {_PLAIN.format("name || ' ' || more")} as letters
from memory.scratch.search_found
order by kind, name, detail, document_id, key
"""
# Of the shards from $1 to below $2: lists of entries are made in memory.
_POSTINGS = f"""
with letters as (
    select entries.rowid as entry, substr(entries.letters, places.position, 2) as pair
    from memory.scratch.search_entry as entries, unnest(range(1, least(length(entries.letters), 120))) as places(position)
),

pairs as (
    select distinct entry, pair, (unicode(substr(pair, 1, 1)) * 31 + unicode(substr(pair, 2, 1))) % {SHARDS} as shard
    from letters
    where (unicode(substr(pair, 1, 1)) * 31 + unicode(substr(pair, 2, 1))) % {SHARDS} between $1 and $2 - 1
)

select shard, pair, list(entry order by entry) as entries
from pairs
group by all
order by shard, pair
"""
_AT_ONCE = 100_000  # rows that are put together in memory


def write(folder: Folder, warehouse: Warehouse) -> int:
    """Write the index; the number of entries."""
    warehouse.run(_FOUND)
    [indicators] = warehouse.rows("select count(*) as number from marts.fct_indicator")
    lots = 1 + int(indicators["number"]) // _AT_ONCE
    for lot in range(lots):
        warehouse.rows(_FOUND_INDICATORS, lots, lot)
    warehouse.run(_ORDERED)
    warehouse.run("drop table memory.scratch.search_found")
    count = folder.dataset("search-entries", _entries(warehouse), _ENTRIES)
    written = set()
    step = max(1, SHARDS * _AT_ONCE // max(count, _AT_ONCE))
    for first in range(0, SHARDS, step):
        found = warehouse.stream(_POSTINGS, first, first + step)
        for shard, rows in groupby(found, key=lambda row: int(row["shard"])):
            folder.data(
                f"data/search-{shard}.js",
                f"search-{shard}",
                {row["pair"]: _steps(row["entries"]) for row in rows},
            )
            written.add(shard)
    for shard in set(range(SHARDS)) - written:
        folder.data(f"data/search-{shard}.js", f"search-{shard}", {})
    folder.data("data/search.js", "search", {"shards": SHARDS, "size": _ENTRIES, "entries": count})
    warehouse.run("drop table memory.scratch.search_entry")
    return count


def _entries(warehouse: Warehouse) -> Iterator[list[Any]]:
    for row in warehouse.stream("from memory.scratch.search_entry order by rowid"):
        yield entry(row)


def entry(row: Row) -> list[Any]:
    """``[kind, name, detail, address, letters that are searched]`` of one entry."""
    return [row["kind"], row["name"], row["detail"] or "", _address(row), row["letters"]]


def _address(row: Row) -> str:
    if row["document_id"] is None:
        return f"agencies/{figures.agency_slug(row['key'])}.html"
    key: str = row["key"]
    if row["kind"] == FINDING:
        key = figures.check_key(key)
    elif row["kind"] == INDICATOR:
        key = figures.fact_key(key)[1]
    return f"documents/{figures.slug(row['document_id'])}.html" + (f"#{key}" if key else "")


def _steps(entries: list[int]) -> list[int]:
    """Each number less the one before it: shorter."""
    return [number - before for number, before in zip(entries, [0, *entries], strict=False)]
