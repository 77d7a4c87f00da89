"""NT-07-5: what a text lists behind 其中 adds up to its amount, where the document's other lists do."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Bench
from tests.checks.rows import statement

Row = dict[str, Any]


def _list(place: int, whole: str, *parts: str, sentence: int = 0, names: str = "甲乙丙丁") -> list[Row]:
    """An amount of a thing of its own and what the next sentence (``sentence`` further on) lists of it."""
    name = f"事项{place}"
    rows = [statement(10 * place, name, whole, sentence_seq=10 * place)]
    for n, part in enumerate(parts):
        rows.append(
            statement(
                10 * place + n + 1, f"{name}{names[n]}", part, role="part", part_of=name, sentence_seq=10 * place + sentence,
            )
        )  # fmt: skip
    return rows


def _found(bench: Bench, *lists: list[Row], known: str = "") -> dict[str, str]:
    rows = [row for one in lists for row in one]
    partition = [{"check_id": "p", "rule_id": "NT-07", "document_id": "d", "evidence": [known]}] if known else []
    found = bench.rows("check_listed_sum", int_statement=rows, check_partition=partition)
    return {row["check_id"].removeprefix("NT-07-5:"): row["status"] for row in found}


GOOD = [_list(n, "5.00", "2.00", "3.00", sentence=1) for n in (1, 2, 3, 4)]


def test_lists_that_add_up_are_held(bench: Bench) -> None:
    assert _found(bench, *GOOD[:3]) == {"s10": "pass", "s20": "pass", "s30": "pass"}
    assert _found(bench, *GOOD[:2]) == {}


def test_one_that_does_not_is_said_where_four_do(bench: Bench) -> None:
    wrong = _list(9, "5.40", "2.00", "3.00", sentence=1)
    assert _found(bench, *GOOD, wrong)["s90"] == "fail"
    assert _found(bench, *GOOD[:3], wrong) == {}


@pytest.mark.parametrize(
    "other",
    [
        _list(9, "5.40", "2.00", "3.00", sentence=2),  # another sentence
        _list(9, "12.00", "2.00", "3.00", sentence=1),  # less than half: not all parts
        _list(9, "2.00", "2.00", "3.00", sentence=1),  # more than twice
        _list(9, "5.40", "5.00", sentence=1),  # one
        _list(9, "5.40", "2.00", "3.00", sentence=1, names="甲甲"),  # one thing twice
    ],
)
def test_what_is_no_list_of_all_parts_is_left(bench: Bench, other: list[Row]) -> None:
    assert "s90" not in _found(bench, *GOOD, other)


def test_what_is_known_by_name_is_left_to_its_rule(bench: Bench) -> None:
    assert "s10" not in _found(bench, *GOOD, known="s10")
