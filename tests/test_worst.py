"""What is worst of the findings stands first, and what follows from it below it."""

from __future__ import annotations

import duckdb

from gongkai import worst

_FINDINGS = """
values
    ('notice', 'd1', 'notice', 9000, '万元', null, null, null),
    ('points', 'd1', 'error', 50, '分', 'publisher', 'points', true),
    ('yuan', 'd1', 'error', 20000, '元', 'publisher', 'yuan', true),
    ('follows', 'd2', 'error', -3, '万元', 'undecided', 'root', false),
    ('root', 'd2', 'error', 1, '万元', 'publisher', 'root', true),
    ('also', 'd2', 'notice', 1, '万元', 'publisher', 'root', false),
    ('misread', 'd1', 'error', 2, '万元', 'extraction', 'misread', true),
    ('rounding', 'd1', 'rounding', 70, '亿元', null, null, null)
"""


def test_errors_come_first_then_money_then_what_is_certain() -> None:
    """A root of 1 万元 weighs 3 万元, as what follows from it; 20,000元 by the publisher come before 2 万元 by the reading."""
    query = (
        f"select checks.check_id from ({_FINDINGS}) as "
        "checks (check_id, document_id, severity, difference, unit, attribution, root_id, is_root) "
        f"order by {worst.order('checks')}"
    )

    assert [name for (name,) in duckdb.sql(query).fetchall()] == [
        "root", "follows", "yuan", "misread", "points", "rounding", "notice", "also",
    ]  # fmt: skip
