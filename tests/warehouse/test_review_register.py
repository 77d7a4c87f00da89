"""Every error found in the sample disclosures was looked up in the text, and every entry still meets its failure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from gongkai.review import register
from tests import published
from tests.warehouse.conftest import modelled
from tests.warehouse.samples import stage_all


@pytest.fixture(scope="module")
def found() -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file of the sample disclosures."""
    with duckdb.connect(str(published.samples()), read_only=True) as connection:
        yield connection


def test_no_error_is_unreviewed(found: duckdb.DuckDBPyConnection) -> None:
    rows = found.execute(
        """select file_name, rule_id, explanation from marts.fct_check
        inner join marts.dim_document using (document_id)
        where status = 'fail' and severity = 'error' and not is_reviewed"""
    ).fetchall()
    assert rows == []


def test_no_entry_outlives_its_failure(found: duckdb.DuckDBPyConnection) -> None:
    rows = found.execute(
        """select register.file_name, register.rule_id, register.scope, register.difference
        from reference.finding_review as register
        inner join marts.dim_document as documents using (sha256)
        left join (select * from marts.fct_check where is_reviewed) as reviewed
            on documents.document_id = reviewed.document_id and register.rule_id = reviewed.rule_id
            and register.scope = reviewed.scope and register.difference is not distinct from reviewed.difference
        group by all
        having count(reviewed.check_id) = 0"""
    ).fetchall()
    assert rows == []


def test_entries_meet_something_and_say_what_was_seen(found: duckdb.DuckDBPyConnection) -> None:
    row = found.execute("select count(*) from marts.fct_check where is_reviewed").fetchone()
    assert row is not None
    assert row[0] > 0
    without = found.execute(
        """select rule_id, scope from reference.finding_review
        where attribution not in ('publisher', 'extraction') or coalesce(note, '') = ''"""
    ).fetchall()
    assert without == []


def test_the_users_own_review_counts_more(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = warehouse.execute(
        """select sha256, rule_id, scope, cast(difference as varchar) from marts.fct_check
        inner join marts.dim_document using (document_id) where status = 'fail' and difference is not null order by check_id"""
    ).fetchone()
    assert row is not None
    own = tmp_path / "reviews.csv"
    register.save(own, [register.Entry(row[0], "a", row[1], row[2], row[3], "extraction", "x")])
    monkeypatch.setenv("GONGKAI_REVIEWS", str(own))
    with modelled(tmp_path / "after", stage_all, "dim_document") as connection:
        found = connection.execute(
            """select attribution, attribution_ground, is_reviewed from fct_check inner join dim_document using (document_id)
            where (sha256, rule_id, scope, cast(difference as varchar)) = (?, ?, ?, ?) and status = 'fail'""",
            list(row),
        ).fetchall()
        [quality] = connection.execute(
            "select quality, quality_reason from dim_document where sha256 = ?", [row[0]]
        ).fetchall()
    assert set(found) == {("extraction", "own_review", True)}
    # The document is published, and says that it is not read whole: the gate is for the project's own register.
    assert quality[0] == "incomplete"
    assert "finding_of_reading" in quality[1]
