"""Questions that the app asks the published file: search, an agency through the years, one document, read-only SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

from gongkai.serve.facts import Reading, reading

if TYPE_CHECKING:
    import duckdb

MOST_ROWS = 500
_SECONDS = 10.0
_FOUND = 30
_SEARCHES = {
    "agency": """
        select a.agency_id as key, a.agency_name as name, concat_ws(' ', a.province, a.city, a.county) as detail, null as page
        from marts.dim_agency as a
        where a.agency_name ilike $1 escape '\\' or a.agency_id in (select agency_id from marts.dim_agency_name where agency_name ilike $1 escape '\\')
        order by a.agency_name""",
    "project": """
        select e.document_id as key, e.subject_name as name, concat_ws(' · ', a.agency_name, e.fiscal_year, e.rating) as detail,
            e.source_page as page
        from marts.fct_evaluation as e left join marts.dim_agency as a using (agency_id)
        where e.subject_name ilike $1 escape '\\' order by e.subject_name, e.fiscal_year""",
    "indicator": """
        select i.document_id as key, i.level3 as name, concat_ws(' → ', i.target_printed, i.actual_printed) as detail,
            i.source_page as page
        from marts.fct_indicator as i where i.level3 ilike $1 escape '\\' order by i.level3, i.document_id""",
    "statement": """
        select s.document_id as key, s.quote as name, concat(s.amount_printed, s.unit) as detail, s.source_page as page
        from marts.fct_stated_amount as s where s.quote ilike $1 escape '\\' order by s.document_id, s.stated_amount_id""",
}
_AGENCIES = """
select a.agency_id, a.agency_name, concat_ws(' ', a.province, a.city, a.county) as region, count(d.document_id) as documents,
    min(d.fiscal_year) as first_year, max(d.fiscal_year) as last_year
from marts.dim_agency as a inner join marts.dim_document as d using (agency_id)
group by all order by region, a.agency_name
"""
_DOCUMENTS = """
select d.document_id, d.file_name, d.title, d.fiscal_year, d.disclosure_type, d.quality, d.quality_reason, d.money_status,
    d.confirmed_pct, d.undecided_count, d.failed_check_count, d.page_count, d.status_reason, a.agency_name, a.agency_id
from marts.dim_document as d left join marts.dim_agency as a using (agency_id)
"""
_FINDINGS = """
select c.check_id, c.severity, c.explanation, c.source_page, c.document_id, c.root_id, c.is_root, r.title, r.title_en
from marts.fct_check as c inner join marts.dim_rule as r using (rule_id)
where c.status = 'fail' and c.severity = 'error' and c.document_id in (select unnest(?))
order by c.document_id, c.root_id, not c.is_root, c.check_id
"""
Row = dict[str, Any]


class Warehouse:
    """The published file. Each question opens it anew, so that an answer is never of a file that was replaced."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def is_there(self) -> bool:
        """Whether there is a published file."""
        return self.path.is_file()

    def search(self, text: str) -> dict[str, list[Row]]:
        """What bears ``text`` in its name, by kind, at most thirty of each; percent signs are no wildcards."""
        pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        with self._open() as connection:
            return {
                kind: _rows(connection, f"{query} limit {_FOUND}", [pattern])
                for kind, query in _SEARCHES.items()
            }

    def agencies(self) -> list[Row]:
        """Agencies that have documents, with how many and of which years."""
        with self._open() as connection:
            return _rows(connection, _AGENCIES, [])

    def agency(self, agency_id: str) -> dict[str, Any] | None:
        """An agency: its years, its documents, what doesn't add up in them, its projects. None where there is none."""
        with self._open() as connection:
            names = _rows(connection, "select * from marts.dim_agency where agency_id = ?", [agency_id])
            if not names:
                return None
            years = _rows(
                connection,
                "select * from marts.agency_year where agency_id = ? order by fiscal_year desc, stage",
                [agency_id],
            )
            documents = _rows(
                connection,
                f"{_DOCUMENTS} where d.agency_id = ? order by d.fiscal_year desc, d.file_name",
                [agency_id],
            )
            projects = _rows(
                connection,
                "select document_id, subject_name, fiscal_year, total_score, rating, source_page from marts.fct_evaluation "
                "where agency_id = ? order by fiscal_year desc, subject_name limit 200",
                [agency_id],
            )
            findings = _rows(connection, _FINDINGS, [[d["document_id"] for d in documents]])
        return {
            "agency": names[0], "years": years, "documents": documents, "projects": projects, "findings": findings,
        }  # fmt: skip

    def documents(self) -> list[Row]:
        """All documents with their quality."""
        with self._open() as connection:
            return _rows(connection, f"{_DOCUMENTS} order by d.file_name", [])

    def document(self, document_id: str) -> dict[str, Any] | None:
        """One document and what doesn't add up in it. None where there is none."""
        with self._open() as connection:
            found = _rows(connection, f"{_DOCUMENTS} where d.document_id = ?", [document_id])
            findings = _rows(connection, _FINDINGS, [[document_id]])
        return {"document": found[0], "findings": findings} if found else None

    def reading(self, document_id: str) -> Reading | None:
        """What was read of a document, by page."""
        with self._open() as connection:
            return reading(connection, document_id, "marts")

    def query(self, text: str) -> tuple[list[str], list[tuple[Any, ...]], bool]:
        """Columns and at most ``MOST_ROWS`` rows of a query, and whether there are more.

        It reads the published file alone: other files and the network are out of reach. Raises duckdb.Error, also where
        it takes longer than ten seconds.
        """
        with self._open() as connection:
            connection.execute("set enable_external_access = false")
            connection.execute("set lock_configuration = true")
            timer = Timer(_SECONDS, connection.interrupt)
            timer.start()
            try:
                cursor = connection.execute(text)
                rows = cursor.fetchmany(MOST_ROWS + 1)
            finally:
                timer.cancel()
            return [d[0] for d in cursor.description or []], rows[:MOST_ROWS], len(rows) > MOST_ROWS

    @contextmanager
    def _open(self) -> Iterator[duckdb.DuckDBPyConnection]:
        import duckdb

        config: dict[str, str | bool | int | float | list[str]] = {"threads": 2, "memory_limit": "1GB"}
        with duckdb.connect(str(self.path), read_only=True, config=config) as connection:
            connection.execute("set search_path = 'zh,marts'")
            yield connection


def _rows(connection: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any]) -> list[Row]:
    cursor = connection.execute(query, list(values))
    names = [d[0] for d in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
