"""A performance form: its funding block as a matrix, its indicators by phase."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from gongkai.site.warehouse import Row


def funding(rows: list[Row]) -> dict[str, Any]:
    """``{phases: [(phase, label)], rows: [{label, cells: [funding rows per phase], executed}]}`` in printed order."""
    phases: dict[str, str] = {}
    matrix: dict[str, dict[str, list[Row]]] = {}
    labels: dict[str, str] = {}
    for row in rows:
        phase = row["phase"] or row["phase_label"] or ""
        phases.setdefault(phase, row["phase_label"] or "")
        key = "total" if row["source"] == "total" else str(row["source_label"])
        labels.setdefault(key, str(row["source_label"] or "").rstrip(":："))
        matrix.setdefault(key, {}).setdefault(phase, []).append(row)
    lines = [
        {
            "label": labels[key],
            "cells": [found.get(phase, []) for phase in phases],
            "executed": _executed(found),
        }
        for key, found in matrix.items()
    ]
    return {"phases": list(phases.items()), "rows": lines, "scored": any(line["executed"] for line in lines)}


def _executed(found: dict[str, list[Row]]) -> Row | None:
    """The row that carries the weight, rate and score of a funding line."""
    for rows in found.values():
        for row in rows:
            if any(row[name] is not None for name in ("weight", "execution_rate", "score")):
                return row
    return None


def indicators(rows: list[Row]) -> list[dict[str, Any]]:
    """One block per phase: its rows with the level cells that start there, and which columns are filled."""
    blocks = []
    for phase, members in groupby(rows, key=lambda row: row["phase"]):
        group = list(members)
        blocks.append(
            {
                "phase": phase,
                "rows": _spanned(group),
                "filled": {
                    name for name in ("actual_printed", "weight", "score", "deviation") for row in group
                    if row[name] is not None
                },
            }
        )  # fmt: skip
    return blocks


def _spanned(rows: list[Row]) -> list[dict[str, Any]]:
    """Rows with ``level1`` and ``level2`` as ``(text, rowspan)`` where a new one starts, else None."""
    spanned: list[dict[str, Any]] = []
    for level1, outer in groupby(rows, key=lambda row: row["level1"]):
        members = list(outer)
        first: tuple[str, int] | None = (level1 or "", len(members))
        for level2, inner in groupby(members, key=lambda row: row["level2"]):
            group = list(inner)
            second: tuple[str, int] | None = (level2 or "", len(group))
            for row in group:
                spanned.append({"level1": first, "level2": second, "indicator": row})
                first = second = None
    return spanned
