"""Whole documents in layouts of many places: every amount with its side, code, name, header and unit, and nothing else.

The same documents as pages without rules give the same: columns and rows are told by where the texts stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from loaders.grammar.normal import fold
from loaders.model import Document
from loaders.notes import is_undecided
from loaders.pipeline import load
from loaders.readers import read_source, recognised
from tests.staged.shapes import staged
from tests.tables import drawn
from tests.tables.drawn import Drawn, Fact

FILES = sorted(Path(__file__).with_name("blind").glob("*.txt"))
_MARK = re.compile(
    r"^(?:其中[:：])?(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、])?(?:其中[:：])?"
)


def _bare(text: str) -> str:
    return re.sub(r"[“”\"(),:、]", "", _MARK.sub("", fold(text)))


def _key(number: int, fact: Fact) -> tuple[str, ...]:
    amount = str(Decimal(fact.amount.rstrip("%")).normalize())
    return (
        str(number),
        fact.side,
        fact.code or _bare(fact.name),
        _bare(fact.second),
        _bare(fact.measure),
        amount,
        fact.unit,
    )


def _printed(document: Drawn) -> Iterable[tuple[str, ...]]:
    return (_key(n, fact) for n, sheet in enumerate(document.sheets, 1) for fact in drawn.facts(sheet))


def _read(name: str) -> Iterable[tuple[str, ...]]:
    for line in staged(name).parsed.budget_lines:
        assert line.measure, line
        assert not is_undecided(line.repair_code), line
        label = line.measure_label.split("/")[-1]
        fact = Fact(line.side, line.subject_code, line.subject_name, line.second_subject_name, label, line.amount_printed, line.unit)  # fmt: skip
        yield _key(line.table_seq, fact)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_amount_is_read(path: Path) -> None:
    assert Counter(_read(path.stem)) == Counter(_printed(drawn.read(path)))


# But for what only rules tell, marked ``cells``: labels beside wrapped text of several rows.
@pytest.mark.parametrize(
    "path", [path for path in FILES if "cells" not in drawn.read(path).options], ids=lambda path: path.stem
)
def test_without_rules_it_says_the_same(path: Path) -> None:
    assert Counter(_read(f"{path.stem}.unruled")) == Counter(_printed(drawn.read(path)))


def test_a_header_printed_over_its_neighbours_is_undecided() -> None:
    document = drawn.read(FILES[0])
    document.sheets[0].header[1][3] = "部门预预算算数支"
    data, suffix = drawn.make(document)
    found = read_source(recognised(f"document.{suffix}", data))
    assert isinstance(found, Document)

    lines = [line for line in load(found).parsed.budget_lines if "预预" in line.measure_label]

    assert lines
    assert {line.repair_code for line in lines} == {"column_undecided"}
    assert {line.measure for line in lines} == {""}


def test_a_name_with_letters_of_another_script_in_it_is_undecided() -> None:
    document = drawn.read(FILES[0])
    document.sheets[1].pages[0][-1][1] = "清河县水|ÿ管理所"
    data, suffix = drawn.make(drawn.with_kind(document, "xlsx"))
    found = read_source(recognised(f"document.{suffix}", data))
    assert isinstance(found, Document)

    codes = {line.repair_code for line in load(found).parsed.budget_lines if "ÿ" in line.subject_name}

    assert codes == {"subject_undecided"}
