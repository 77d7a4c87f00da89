"""Rows that share a document or a check find each other by a hash of it: pair by pair a batch of a thousand documents takes minutes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.checks.conftest import Bench

# Each had a join by pairs: one of rows with rows, one of codes that begin like another, one with a condition of a single side.
_MODELS = ("check_subject_name", "incomplete_list", "fct_check")
_KEYS = ("document_id = document_id", "check_id = check_id")
_FEW = "difference IS NOT DISTINCT FROM"  # what people have reviewed


def _pairwise(plan: dict[str, Any]) -> Iterator[str]:
    condition = str(plan["extra_info"].get("Condition", ""))
    if plan["name"] == "BLOCKWISE_NL_JOIN" and any(key in condition for key in _KEYS) and _FEW not in condition:
        yield condition
    for child in plan["children"]:
        yield from _pairwise(child)


@pytest.mark.parametrize("model", _MODELS)
def test_a_join_over_documents_is_by_its_keys(bench: Bench, model: str) -> None:
    query = bench.plan.query(model)
    [(_, plan)] = bench.connection.execute(f"explain (format json) {query}").fetchall()
    assert [pair for root in json.loads(plan) for pair in _pairwise(root)] == []
