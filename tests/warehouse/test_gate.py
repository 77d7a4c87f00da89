"""One badly read document is published as such and keeps no other back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from expectations.catalogue import CATALOGUE
from gongkai.settings import Settings
from gongkai.warehouse import report
from loaders.document.accounting import Account
from loaders.document.identity import Identity
from loaders.intake import staging
from loaders.model import Document
from loaders.pipeline import Staged
from tests.warehouse import content_samples, samples
from tests.warehouse.conftest import bench

ALL = {item.name: item for item in CATALOGUE}


def stage_misread(folder: Path) -> Path:
    """A budget that holds; the same with one amount that its row doesn't print; one mostly left unread; one placeless."""
    content_samples.stage(folder, "good", samples.budget())
    misread = samples.budget(samples.DAMAGED)
    misread.budget_lines = [
        replace(line, source_text=line.source_text.replace("1090", "1000")) for line in misread.budget_lines
    ]
    content_samples.stage(folder, "misread", misread)
    document = Document("unused.txt", "e" * 64, "text/plain", "text", ())
    identity = Identity("2025 年", "unit_budget", "2025", "未读服务所", samples.REGION, "county", "")
    half = Staged(document, identity, samples.budget(), Account(total=100, used=50))
    staging.write(half, folder / "unused", "unused", "test")
    placeless = samples.budget()
    placeless.budget_lines = [replace(line, lines=()) for line in placeless.budget_lines]
    content_samples.stage(folder, "placeless", placeless)
    return folder


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The four documents, published."""
    made = bench(tmp_path_factory.mktemp("gate"))
    made.restage(stage_misread)
    assert made.build() is True
    return made.settings


@pytest.fixture
def published(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Their file."""
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        yield connection


def test_the_document_is_marked_and_the_others_are_not(published: duckdb.DuckDBPyConnection) -> None:
    found = published.execute("select document_id, quality from marts.dim_document order by 1").fetchall()
    assert found == [
        ("good", "reconciled"), ("misread", "incomplete"), ("placeless", "incomplete"), ("unused", "incomplete"),
    ]  # fmt: skip
    kinds = published.execute(
        "select distinct document_id, is_reviewed from marts.fct_check where attribution = 'extraction'"
    ).fetchall()
    assert kinds == [("misread", False)]


def test_what_was_found_is_a_warning(published: duckdb.DuckDBPyConnection) -> None:
    found = published.execute(
        "select expectation from quality.expectation_result where not success order by 1"
    ).fetchall()
    names = {row[0] for row in found}
    assert {"fct_budget_line_leads_to_its_source", "figures_stand_in_their_row", "numbers_are_used"} <= names
    assert {ALL[name].severity for name in names} == {"warning"}


def test_the_summary_names_the_document(settings: Settings) -> None:
    (line,) = [text for text in report.summary(settings.warehouse).splitlines() if "doubtful" in text]
    assert "misread.txt" in line
    assert "good.txt" not in line


@pytest.mark.parametrize(
    ("name", "checks"),
    [("no_failure_of_our_own", ["reviewed"]), ("figures_stand_in_their_row", ["doubtful"])],
)
def test_only_a_reviewed_misreading_holds_publication_back(name: str, checks: list[str]) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            """create table checks as select * from (values
                ('reviewed', 'd', '', 'fail', 'extraction', true, 'review'),
                ('by the user', 'd', '', 'fail', 'extraction', true, 'own_review'),
                ('doubtful', 'd', '', 'fail', 'extraction', false, 'inferred_figure'),
                ('theirs', 'd', '', 'fail', 'publisher', true, 'review'), ('holds', 'd', '', 'pass', null, false, null)
            ) as t (check_id, document_id, explanation, status, attribution, is_reviewed, attribution_ground)"""
        )
        found = connection.execute(ALL[name].unexpected.format(batch="checks")).fetchall()
    assert [row[0] for row in found] == checks
    assert (ALL[name].severity == "critical") is (checks == ["reviewed"])


def test_loading_stays_critical() -> None:
    assert ALL["every_staged_row_arrives"].severity == "critical"
    assert {ALL[name].severity for name in ("numbers_are_used", "owed_content_is_there")} == {"warning"}
