"""A table, form, sentence or page that raises costs itself: a reject with its place, and the rest is kept."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.settings import PROJECT
from loaders import forms, pipeline, readers, tables
from loaders.intake.worker import Job, process
from loaders.model import Document
from loaders.pipeline import Staged
from loaders.prose import statement
from loaders.readers.pdf import reader as pdf_reader
from loaders.records import Reject
from tests.hostile import build

BUDGET = PROJECT / "disclosures" / "qingpu-2025-unit-budget.txt"
TARGETS = PROJECT / "disclosures" / "shdpf-employment-centre-2023-targets.txt"


def document(path: Any = BUDGET) -> Document:
    [found] = readers.read(path, root=path.parent)
    return found


def failed(staged: Staged) -> list[Reject]:
    return [r for r in staged.parsed.rejects if r.code == "part_failed"]


def raising(function: Any, fails: Any, error: type[BaseException] = IndexError) -> Any:
    """``function``, raising where ``fails`` says so of its arguments."""

    def replaced(*arguments: Any) -> Any:
        if fails(*arguments):
            raise error("on purpose")
        return function(*arguments)

    return replaced


def test_a_table_that_raises_is_rejected_and_the_others_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pipeline.load(document())
    title = whole.parsed.tables[1].table_title
    monkeypatch.setattr(tables, "read_lines", raising(tables.read_lines, lambda s: title in s.title))

    kept = pipeline.load(document())

    [reject] = failed(kept)
    assert (reject.stage, reject.lines[0] > 1) == ("table", True)
    assert title in reject.reason
    assert "IndexError" in reject.reason
    assert [t.table_title for t in kept.parsed.tables] == [
        t.table_title for t in whole.parsed.tables if t.table_title != title
    ]
    assert kept.account.used < kept.account.total


def test_arithmetic_that_raises_leaves_amounts_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "solve", raising(tables.solve, lambda _: True))

    kept = pipeline.load(document())

    assert [r.stage for r in failed(kept)] == ["table"]
    assert len(kept.parsed.tables) == len(pipeline.load(document()).parsed.tables)


def test_a_form_that_raises_is_rejected_and_the_others_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pipeline.load(document(TARGETS))
    counted = iter(range(99))
    monkeypatch.setattr(forms, "_read", raising(forms._read, lambda _: next(counted) == 2))

    kept = pipeline.load(document(TARGETS))

    assert [r.stage for r in failed(kept)] == ["form"]
    assert len(kept.parsed.evaluations) == len(whole.parsed.evaluations) - 1
    assert [e.form_seq for e in kept.parsed.evaluations] == list(range(1, len(whole.parsed.evaluations)))


def test_a_sentence_that_raises_is_rejected_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pipeline.load(document())
    seq = whole.parsed.stated_amounts[3].sentence_seq
    fails = raising(statement._read_sentence, lambda _reading, _start, _stop, number: number == seq)
    monkeypatch.setattr(statement, "_read_sentence", fails)

    kept = pipeline.load(document())

    [reject] = failed(kept)
    assert set(whole.parsed.stated_amounts[3].lines) <= set(reject.lines)
    assert {s.sentence_seq for s in whole.parsed.stated_amounts} - {
        s.sentence_seq for s in kept.parsed.stated_amounts
    } == {seq}


def test_a_page_that_raises_is_said_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = iter(range(99))
    monkeypatch.setattr(pdf_reader, "page_blocks", raising(pdf_reader.page_blocks, lambda _: next(counted) == 1))

    found = pdf_reader.read_pdf(build.pdf(3), "a.pdf")

    assert [(n.code, n.page) for n in found.notices] == [("page_failed", 2)]
    assert [block.page for block in found.blocks] == [1, 3]


def test_want_of_memory_is_no_fault_of_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "solve", raising(tables.solve, lambda _: True, MemoryError))

    with pytest.raises(MemoryError):
        pipeline.load(document())


def test_what_fails_outside_the_parts_is_a_circumstance(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(pipeline, "cut", raising(pipeline.cut, lambda _: True))
    (tmp_path / "staging").mkdir()

    *_, outcome = process(Job(str(BUDGET), str(BUDGET.parent), str(tmp_path / "staging"), "test"))

    assert getattr(outcome, "cause", None) == "error"
