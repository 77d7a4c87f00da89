"""A document whose rows break what must hold is kept out with the reason, and the others are published."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pytest

from expectations.catalogue import CATALOGUE, Expectation
from expectations.run import Result
from gongkai.errors import ExpectationsFailedError, ModelsFailedError
from gongkai.warehouse import kept, quarantine
from tests.warehouse import samples
from tests.warehouse.conftest import Bench, bench

CRITICAL = [item for item in CATALOGUE if item.severity == "critical"]


# No value of the project's own models can't be computed: in this one a name is held against a number besides.
BROKEN = "int_budget_line"
PLANTED = """
select * from (
{}
) where coalesce((
    select max(cast(subject_name as integer)) from "work"."staging"."stg_budget_lines" where document_id = 'uncomputable'
), 0) >= 0
"""


def stage_one_bad(folder: Path) -> Path:
    """The samples, with one row of one document staged twice, and a document on whose rows a model fails."""
    samples.stage_all(folder)
    samples.stage(folder, "uncomputable", samples.budget())
    path = folder / "damaged-budget" / "budget_lines.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[-1]]), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(built: Bench, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    result = bench(tmp_path_factory.mktemp("quarantine"))
    result.restage(stage_one_bad)
    # The project as other tests' builds have kept it, in a folder of its own.
    place = tmp_path_factory.mktemp("kept")
    shutil.copytree(kept.folder(built.settings), place, dirs_exist_ok=True)
    parsed = kept.manifest(place)
    assert parsed is not None
    [node] = [node for node in parsed.nodes.values() if node.name == BROKEN]
    node.compiled_code = PLANTED.format(node.compiled_code)
    kept.keep_manifest(place, parsed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "folder", lambda settings: place)
        assert result.build() is True
    return result


@pytest.fixture
def published(made: Bench) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(made.settings.warehouse), read_only=True) as connection:
        yield connection


def test_the_bad_document_says_why_and_has_no_facts(published: duckdb.DuckDBPyConnection) -> None:
    quality, reason, pct = published.execute(
        "select quality, status_reason, numbers_used_pct from marts.dim_document where document_id = 'damaged-budget'"
    ).fetchall()[0]
    assert (quality, pct) == ("unread", None)
    assert "every_staged_row_arrives" in reason
    for table in (
        "fct_budget_line",
        "fct_stated_amount",
        "fct_check",
        "fct_reject",
        "dim_table",
        "fct_row_label",
    ):
        rows = published.execute(
            f"select count(*) from marts.{table} where document_id = 'damaged-budget'"
        ).fetchall()
        assert rows == [(0,)], table


def test_a_document_on_whose_rows_a_model_fails_is_found_and_says_which(
    published: duckdb.DuckDBPyConnection,
) -> None:
    found = published.execute(
        "select document_id, quality, status_reason from marts.dim_document where contains(status_reason, $1)",
        [BROKEN],
    ).fetchall()

    assert [row[:2] for row in found] == [("uncomputable", "unread")]
    assert f"a row of it can't be computed ({BROKEN})" in found[0][2]


def test_the_others_are_published_whole(
    published: duckdb.DuckDBPyConnection, warehouse: duckdb.DuckDBPyConnection
) -> None:
    facts = "select count(*), sum(amount_yuan) from marts.fct_budget_line where document_id = 'budget'"
    assert published.execute(facts).fetchall() == warehouse.execute(facts).fetchall()
    documents = "select document_id from marts.dim_document where document_id <> 'uncomputable' order by all"
    assert published.execute(documents).fetchall() == warehouse.execute(documents).fetchall()


def test_what_was_published_holds(published: duckdb.DuckDBPyConnection) -> None:
    failed = "select count(*) from quality.expectation_result where severity = 'critical' and not success"
    assert published.execute(failed).fetchall() == [(0,)]


def test_the_same_input_is_not_built_again(made: Bench) -> None:
    assert made.build() is False


@pytest.mark.parametrize("item", CRITICAL, ids=lambda item: item.name)
def test_every_critical_expectation_names_documents(
    item: Expectation, warehouse: duckdb.DuckDBPyConnection
) -> None:
    rows = item.unexpected.format(batch=f"{item.schema}.{item.table}")
    columns = {row[0] for row in warehouse.execute(f"describe {rows}").fetchall()}
    assert "document_id" in columns


def failing(*documents: str) -> Result:
    return Result("s", "rows_lost", "critical", False, 9, 2, "[...]", "丁", documents)


def test_one_that_names_no_document_ends_the_build() -> None:
    with pytest.raises(ExpectationsFailedError, match="rows_lost"):
        quarantine.named([failing("a"), failing()], {}, 9)


def test_one_that_still_fails_without_its_documents_ends_the_build() -> None:
    assert list(quarantine.named([failing("a")], {}, 9)) == ["a"]
    with pytest.raises(ExpectationsFailedError, match="rows_lost"):
        quarantine.named([failing("a")], {"a": "before"}, 9)


def test_more_than_half_of_all_is_no_fault_of_the_documents() -> None:
    assert len(quarantine.named([failing("a", "b")], {}, 4)) == 2
    with pytest.raises(ExpectationsFailedError, match="rows_lost"):
        quarantine.named([failing("b")], {"a": "before"}, 3)


def test_the_document_is_found_by_halves() -> None:
    failure = ModelsFailedError("", ("stg_x",))
    asked: list[Sequence[str]] = []

    def builds(documents: Sequence[str]) -> bool:
        asked.append(documents)
        return "e" not in documents

    assert list(quarantine.breaking(failure, list("abcdefgh"), builds)) == ["e"]
    assert len(asked) == 4


def test_no_document_is_blamed_where_none_fails_alone() -> None:
    with pytest.raises(ModelsFailedError):
        quarantine.breaking(ModelsFailedError("", ("stg_x",)), ["a", "b"], lambda _: True)
    with pytest.raises(ModelsFailedError):
        quarantine.breaking(ModelsFailedError("no row is to blame"), ["a", "b"], lambda _: False)
