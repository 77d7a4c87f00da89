"""Figures reached are floors: one that falls is told, and so is one that is measured no more."""

from __future__ import annotations

from devtools.measure import worse

LIMITS = {"gold, forms, recall": 0.95, "error failures, % of judged": 0.4}


def test_figures_at_their_limits_pass() -> None:
    assert list(worse(dict(LIMITS), LIMITS)) == []


def test_a_share_that_falls_is_told() -> None:
    assert list(worse(LIMITS | {"gold, forms, recall": 0.94}, LIMITS)) == ["gold, forms, recall: 0.94, was 0.95"]


def test_a_count_that_grows_is_told() -> None:
    assert len(list(worse(LIMITS | {"error failures, % of judged": 0.41}, LIMITS))) == 1


def test_a_figure_that_is_gone_is_told() -> None:
    assert list(worse({"gold, forms, recall": 1.0}, LIMITS)) == ["error failures, % of judged: not measured any more"]
