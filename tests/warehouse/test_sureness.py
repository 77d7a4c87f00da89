"""Facts say how sure they are, and a document with a doubt is not called reconciled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from loaders import records
from loaders.notes import note
from tests.warehouse import content_samples, pair_samples, samples
from tests.warehouse.conftest import modelled

REJECT = {
    "printed-twice": note("row_printed_twice", row="合计"),
    "broken-text": note("text_broken", count=9, shown="Ā"),
    "cut-off": note("contents_not_there", titles="名词解释"),
    "remark": note("row_outside_table"),
}


def with_repair(code: str, *, lines: int = 99, **values: str) -> records.Parsed:
    """The budget that holds, its first amounts with a repair."""
    parsed = samples.budget()
    for line in parsed.budget_lines[:lines]:
        line.mend(note(code, **values))
    return parsed


def with_summary() -> records.Parsed:
    """A 支出总表 in a unit that only the 收支总表 prints; both print the same total."""
    parsed = pair_samples.table("expenditure_summary", "支出总表", [("", "合计", "total", "total", "9.00")])
    for line in parsed.budget_lines:
        line.mend(note("unit_borrowed", unit="万元"))
    total = [("", "支出总计", "total", "total", "9.00")]
    parsed.extend(pair_samples.table("revenue_expenditure_summary", "收支总表", total, seq=2))
    parsed.budget_lines[-1].side = "expenditure"
    return parsed


def with_reject(code: str) -> records.Parsed:
    parsed = samples.budget()
    parsed.rejects.append(records.Reject(stage="reader", note=REJECT[code]))
    return parsed


DOCUMENTS: dict[str, Callable[[], records.Parsed]] = {
    "holds": samples.budget,
    "contradicts": lambda: samples.budget(samples.DAMAGED),
    "no-column": lambda: with_repair("column_undecided", lines=1),
    "inferred": lambda: with_repair("column_by_sums", lines=1, column="合计"),
    "borrowed": lambda: with_repair("unit_borrowed", unit="元"),
    "borrowed-and-confirmed": with_summary,
    "ocr": lambda: with_repair("ocr_unconfirmed", lines=1),
    **{name: (lambda name=name: with_reject(name)) for name in REJECT},  # type: ignore[misc]
}


def stage_all(folder: Path) -> Path:
    for name, made in DOCUMENTS.items():
        content_samples.stage(folder, name, made())
    return folder


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with modelled(tmp_path_factory.mktemp("sureness"), stage_all, "dim_document") as connection:
        yield connection


@pytest.mark.parametrize(
    ("document", "quality", "reason"),
    [
        ("holds", "reconciled", None),
        ("contradicts", "discrepant", "finding"),
        ("no-column", "incomplete", "undecided"),
        ("inferred", "reconciled", None),
        ("borrowed", "incomplete", "unit_borrowed"),
        ("borrowed-and-confirmed", "discrepant", "finding"),  # of other rules: the size of the unit is in no doubt
        ("ocr", "incomplete", "misread"),
        ("printed-twice", "discrepant", "row_printed_twice"),
        ("broken-text", "incomplete", "text_broken"),
        ("cut-off", "incomplete", "contents_not_there"),
        ("remark", "reconciled", None),
    ],
)
def test_a_doubt_is_named(
    warehouse: duckdb.DuckDBPyConnection, document: str, quality: str, reason: str | None
) -> None:
    found = warehouse.execute(
        "select quality, quality_reason from dim_document where document_id = ?", [document]
    ).fetchone()
    assert found == (quality, reason)


@pytest.mark.parametrize(
    ("document", "code", "measure", "expected"),
    [
        ("holds", "2081105", "project", "confirmed"),
        ("contradicts", "2081105", "project", "contradicted"),
        ("contradicts", "2210201", "basic", "confirmed"),
        ("no-column", None, "total", "undecided"),
    ],
)
def test_a_fact_says_how_sure_it_is(
    warehouse: duckdb.DuckDBPyConnection, document: str, code: str | None, measure: str, expected: str
) -> None:
    found = warehouse.execute(
        """select confirmation from fct_budget_line
        where document_id = ? and subject_code is not distinct from ? and measure = ?""",
        [document, code, measure],
    ).fetchone()
    assert found == (expected,)


def test_documents_count_what_is_sure(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        """select document_id, undecided_count, confirmed_pct from dim_document
        where document_id in ('holds', 'no-column') order by 1"""
    ).fetchall()
    (_, none_undecided, all_confirmed), (_, one_undecided, fewer) = found
    assert (none_undecided, one_undecided) == (0, 1)
    assert fewer < all_confirmed == 100
