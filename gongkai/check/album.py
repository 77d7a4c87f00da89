"""The pictures that a report shows beneath its findings: each place that a finding names, boxed on its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.check.model import Finding, Result
from gongkai.pictures.asking import pictures, views_of
from gongkai.pictures.drawing import Picture, View

MOST_FINDINGS = 120  # a report of more would be too large to send on
_MOST_PAGES = 3
_ORDER = {"error": 0, "notice": 1, "rounding": 2}


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of one page for one finding, and what is marked on it as printed; ``fact_ids`` name that."""

    file_name: str
    page: int
    values: tuple[str, ...]
    picture: Picture
    fact_ids: tuple[str, ...] = ()


Album = dict[str, list[Shot]]  # by check_id


def drawn(root: Path, results: Sequence[Result]) -> Album:
    """Pictures for the gravest ``MOST_FINDINGS`` findings of ``results``, whose files lie below ``root``."""
    findings = sorted((f for r in results for f in r.findings), key=lambda f: _ORDER.get(f.severity, 3))
    views = {f.check_id: _views(f) for f in findings[:MOST_FINDINGS]}
    wanted: dict[str, list[View]] = defaultdict(list)
    for of_finding in views.values():
        for file_name, view in of_finding:
            wanted[file_name].append(view)
    found = pictures(root, dict(wanted))
    album: Album = {}
    for finding in findings[:MOST_FINDINGS]:
        shots = [
            _shot(finding, name, view.page, found[name, view])
            for name, view in views[finding.check_id]
            if (name, view) in found
        ]
        if shots:
            album[finding.check_id] = shots
    return album


def _views(finding: Finding) -> list[tuple[str, View]]:
    """Of the first pages that the finding's operands stand on, in their order."""
    pairs = [(name, view) for name, views in views_of(finding.operands).items() for view in views]
    return pairs[:_MOST_PAGES]


def _shot(finding: Finding, file_name: str, page: int, picture: Picture) -> Shot:
    marked = [p for p in finding.operands if (p.file_name, p.page) == (file_name, page) and p.box]
    return Shot(file_name, page, tuple(p.value for p in marked), picture, tuple(p.fact_id for p in marked))
