"""The pictures that a report shows beneath its causes: each place that a finding names, boxed on its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gongkai.check.model import Finding, Result
from gongkai.pictures.asking import pictures, views_of
from gongkai.pictures.drawing import Picture, View

MOST_FINDINGS = 120  # a report of more would be too large to send on
_MOST_PAGES = 3
_ORDER = {"error": 0, "notice": 1, "rounding": 2}


@dataclass(frozen=True, slots=True)
class Shot:
    """What is shown of one page for one finding: ``values`` are marked, ``fact_ids`` name them; None until it is drawn."""

    file_name: str
    view: View
    values: tuple[str, ...]
    fact_ids: tuple[str, ...] = ()
    picture: Picture | None = None

    @property
    def page(self) -> int:
        """The page, from 1."""
        return self.view.page


Album = dict[str, list[Shot]]  # by check_id


def planned(results: Sequence[Result]) -> Album:
    """What is to be drawn for the gravest ``MOST_FINDINGS`` causes, without the pictures."""
    findings = sorted(
        (root.finding for r in results for root in r.roots), key=lambda f: _ORDER.get(f.severity, 3)
    )
    shots = {f.check_id: shots_of(f) for f in findings[:MOST_FINDINGS]}
    return {check_id: found for check_id, found in shots.items() if found}


def drawn(root: Path, results: Sequence[Result]) -> Album:
    """The same with pictures, of files that lie below ``root``. What can't be drawn is left out."""
    album = planned(results)
    wanted: dict[str, list[View]] = defaultdict(list)
    for shot in (shot for shots in album.values() for shot in shots):
        wanted[shot.file_name].append(shot.view)
    found = pictures(root, wanted)
    filled = {
        check_id: [
            replace(shot, picture=found[shot.file_name, shot.view])
            for shot in shots
            if (shot.file_name, shot.view) in found
        ]
        for check_id, shots in album.items()
    }
    return {check_id: shots for check_id, shots in filled.items() if shots}


def shots_of(finding: Finding) -> list[Shot]:
    """Of the first pages that the finding's operands stand on, in their order."""
    pairs = [(name, view) for name, views in views_of(finding.operands).items() for view in views]
    found = []
    for name, view in pairs[:_MOST_PAGES]:
        marked = [p for p in finding.operands if (p.file_name, p.page) == (name, view.page) and p.box]
        found.append(Shot(name, view, tuple(p.value for p in marked), tuple(p.fact_id for p in marked)))
    return found
