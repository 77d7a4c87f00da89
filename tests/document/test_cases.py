"""Small inputs of a kind each that once failed: what is read of them, or what says that it isn't.

One row a file of ``shared/cases/reading`` and ``shared/cases/reliability``; a file without a row fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from loaders import pipeline, readers
from loaders.grammar.units import yuan_factor
from loaders.model import Document
from loaders.notes import is_undecided
from loaders.pipeline import Staged
from tests.originals import SHARED, needed

needed("cases")
CASES = SHARED / "cases"
Cell = tuple[str, str, str]  # subject, amount as printed, unit


@dataclass(frozen=True)
class Case:
    """``lines`` amounts of which some are ``cells``; nothing of it is owed unless ``codes`` of rejects or ``undecided`` say so."""

    lines: int
    cells: tuple[Cell, ...] = ()
    codes: tuple[str, ...] = ()
    undecided: int = 0


EXPECTED = {
    "1-absolute.html": Case(14, (("教育支出", "148.95", "万元"), ("教育支出", "4.95", "万元"), ("教育支出", "144.00", "万元"))),
    "2-one-comma.html": Case(8, (("社会保障和就业支出", "125360898", "元"),)),
    "3-agency-rows.html": Case(12),
    "4-of-which.html": Case(16),
    "5-three-classes.html": Case(6),
    "6-line-numbers.html": Case(11),
    "7-two-years.html": Case(14),
    "official-final.html": Case(12),
    "official-final.xlsx": Case(12),
    "lanci-a.html": Case(12),
    "lanci-c.html": Case(12),
    "sg-plain.html": Case(6),
    "sg-qizhong.html": Case(6),
    "sg-numerals.html": Case(6),
    "sg-wrong.html": Case(6),
    "pipes-blank.txt": Case(6),
    "pipes-known.txt": Case(12),
    "jining-simplified.html": Case(9, (("三、事业收入", "34221.23", "万元"), ("", "364.65", "万元")), undecided=1),
    "glued.txt": Case(0, codes=("form_glued",)),
    "qian.txt": Case(29, (("支出总计", "120.00", "千元"),)),
    "baiwan.txt": Case(29, (("支出总计", "120.00", "百万元"),)),
    "g2.html": Case(8),
    "g4.html": Case(8),
    "qingpu-cjkcomma.txt": Case(200),
    "cppcc-tables-two-up.pdf": Case(170),
    "INTERNAL-1-14-real2.pdf": Case(165, codes=("numbers_unused",)),
    "INTERNAL-2-39-real2.pdf": Case(143, codes=("numbers_unused",), undecided=8),
    "five.zip": Case(0),
    "qingpu-dup_line-0042.txt": Case(203, codes=("row_printed_twice",)),
    "employ-dup_line-0253.txt": Case(0, codes=("row_printed_twice",)),
    "minhang-drop_label-0153.txt": Case(0, undecided=1),
    "qingpu-truncate-0059.txt": Case(200, codes=("targets_not_here",)),
    "employ-truncate-0267.txt": Case(0, codes=("form_without_indicators",)),
}
WITH_OCR = {"city-finance-redistilled.pdf", "INTERNAL-2-39-real2.pdf"}


def files() -> list[Path]:
    return sorted(path for folder in ("reading", "reliability") for path in (CASES / folder).glob("*"))


def staged(path: Path) -> Iterator[Staged]:
    for document in readers.read(path, root=path.parent):
        assert isinstance(document, Document)
        yield pipeline.load(document)


def test_every_case_has_a_row() -> None:
    assert {path.name for path in files()} <= {*EXPECTED, *WITH_OCR}


@pytest.mark.parametrize("path", [path for path in files() if path.name not in WITH_OCR], ids=lambda path: path.name)
def test_a_case_is_read_or_says_so(path: Path) -> None:
    expected = EXPECTED[path.name]
    found = list(staged(path))
    lines = [line for one in found for line in one.parsed.budget_lines]
    facts = [*lines, *(fact for one in found for fact in (*one.parsed.funding, *one.parsed.indicators))]
    owed = {reject.code for one in found for reject in one.parsed.rejects}

    # Of a damaged file more may be read one day.
    assert len(lines) == expected.lines or (len(lines) > expected.lines and "numbers_unused" in expected.codes)
    assert sum(is_undecided(fact.repair_code) for fact in facts) == expected.undecided
    assert set(expected.codes) <= owed
    assert ("numbers_unused" in owed) == ("numbers_unused" in expected.codes)
    assert all(is_undecided(line.repair_code) or not line.unit.endswith("元") or yuan_factor(line.unit) for line in lines)
    for cell in expected.cells:
        assert cell in {(line.subject_name, line.amount_printed, line.unit) for line in lines}


def test_full_width_commas_give_the_cells_of_commas() -> None:
    wide, plain = CASES / "reading" / "qingpu-cjkcomma.txt", SHARED / "disclosures" / "qingpu-2025-unit-budget.txt"
    both = [
        [(line.subject_name, line.measure, line.amount_printed, line.unit) for line in one.parsed.budget_lines]
        for path in (wide, plain)
        for one in staged(path)
    ]

    assert both[0] == both[1]


def test_an_archive_with_a_broken_entry_gives_the_others() -> None:
    path = CASES / "reliability" / "five.zip"
    assert [len(one.parsed.indicators) for one in staged(path)] == [58] * 4
