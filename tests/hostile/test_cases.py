"""The small damaged files that others have collected: each is read as far as it goes, and says what it lacks."""

from __future__ import annotations

import pytest

from loaders import pipeline, readers
from loaders.model import Document
from loaders.notes import is_undecided
from loaders.readers import Unread
from tests.originals import SHARED, needed

needed("cases/reliability")
CASES = SHARED / "cases" / "reliability"


def outcomes(name: str) -> list[Document | Unread]:
    return [readers.read_source(source) for source in readers.sources(CASES / name, root=CASES)]


def test_members_beside_a_damaged_one_are_read() -> None:
    found = outcomes("five.zip")

    assert [isinstance(outcome, Document) for outcome in found] == [True, False, True, True, True]
    assert [str(o.error) for o in found if isinstance(o, Unread) and "已损坏" in str(o.error)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("employ-dup_line-0253.txt", "row_printed_twice"),
        ("qingpu-dup_line-0042.txt", "row_printed_twice"),
        ("employ-truncate-0267.txt", "form_without_indicators"),
        ("qingpu-truncate-0059.txt", "targets_not_here"),
        ("minhang-drop_label-0153.txt", "subject_undecided"),
    ],
)
def test_damage_is_said(name: str, code: str) -> None:
    (document,) = outcomes(name)
    assert isinstance(document, Document)
    parsed = pipeline.load(document).parsed

    said = {reject.code for reject in parsed.rejects}
    said |= {
        record.repair_code
        for record in (*parsed.budget_lines, *parsed.indicators)
        if is_undecided(record.repair_code)
    }

    assert code in said


@pytest.mark.parametrize(("name", "tables"), [("INTERNAL-1-14-real2.pdf", 9), ("INTERNAL-2-39-real2.pdf", 8)])
def test_a_damaged_table_costs_itself(name: str, tables: int) -> None:
    (document,) = outcomes(name)
    assert isinstance(document, Document)
    staged = pipeline.load(document)

    assert len(staged.parsed.tables) >= tables
    assert "part_failed" not in {reject.code for reject in staged.parsed.rejects}
    assert staged.account.used < staged.account.total - staged.account.ignored
