"""Expectations look at the rows that they are about, and find what they are for."""

from __future__ import annotations

import duckdb

from expectations.catalogue import COMPLETENESS, INTEGRITY


def _unexpected(name: str, rows: str) -> list[tuple[object, ...]]:
    [expectation] = [e for e in (*COMPLETENESS, *INTEGRITY) if e.name == name]
    connection = duckdb.connect(":memory:")
    connection.execute(f"create table batch as {rows}")
    return connection.execute(expectation.unexpected.format(batch="batch")).fetchall()


def test_a_sum_that_was_not_proved_is_no_fault_and_a_proved_one_must_be_the_total() -> None:
    rows = """select * from (values
        ('a', 'revenue', 'proved', 10.00, 10.00), ('b', 'revenue', 'proved', 10.00, 9.99),
        ('c', 'revenue', 'parts_disagree', 10.00, null)
    ) as t (document_id, side, money_status, printed_total_yuan, sum_yuan)"""
    assert _unexpected("money_adds_up", rows) == [("b", "revenue")]
