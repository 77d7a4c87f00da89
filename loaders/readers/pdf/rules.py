"""Ruling lines: pieces joined to lines, lines joined to lattices (the bones of one table each)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loaders.readers.pdf.arrays import Flags, Floats

_THIN = 3.0
_SAME_LINE = 2.0  # pieces this close are one line: borders drawn twice, fill over stroke
_GAP = 3.0  # gap bridged within a line: dashes, borders drawn cell by cell
_TOUCH = 3.0  # how far a line may miss the one it ends at
_SHORTEST = 6.0
_GHOST = 5.0  # a narrower column or row without text comes from a doubled border
_SPILL = 6.0  # how far a line must stick out to bound a row or column without a rule of its own

Piece = tuple[float, float, float]  # position, start, end


@dataclass(slots=True)
class Lattice:
    """Joined rules: ``vertical`` and ``horizontal`` lines as (position, start, end)."""

    vertical: list[Piece]
    horizontal: list[Piece]


def lines_of(rules: Floats) -> tuple[list[Piece], list[Piece]]:
    """All vertical and horizontal lines, longest runs joined, short ones dropped."""
    if not len(rules):
        return [], []
    wide, high = rules[:, 2] - rules[:, 0], rules[:, 3] - rules[:, 1]
    upright, flat = rules[wide <= _THIN], rules[high <= _THIN]
    return (
        _joined((upright[:, 0] + upright[:, 2]) / 2, upright[:, 1], upright[:, 3]),
        _joined((flat[:, 1] + flat[:, 3]) / 2, flat[:, 0], flat[:, 2]),
    )


def _joined(position: Floats, start: Floats, end: Floats) -> list[Piece]:
    order = np.argsort(position, kind="stable")
    lines: list[Piece] = []
    group: list[Piece] = []
    for piece in zip(position[order].tolist(), start[order].tolist(), end[order].tolist(), strict=True):
        if group and piece[0] - group[0][0] > _SAME_LINE:
            lines += _runs(group)
            group = []
        group.append(piece)
    return lines + _runs(group)


def _runs(group: list[Piece]) -> list[Piece]:
    """Pieces of one position → its unbroken lines."""
    runs: list[Piece] = []
    group.sort(key=lambda piece: piece[1])
    position, start, end, weight = 0.0, 0.0, -np.inf, 0.0
    for at, one, two in group:
        if one - end > _GAP:
            if end - start >= _SHORTEST:
                runs.append((position / weight, start, end))
            position, start, end, weight = 0.0, one, two, 0.0
        size = max(two - one, 0.1)
        position, weight, end = position + at * size, weight + size, max(end, two)
    if weight and end - start >= _SHORTEST:
        runs.append((position / weight, start, end))
    return runs


def lattices(vertical: list[Piece], horizontal: list[Piece]) -> list[Lattice]:
    """Lines that touch each other, group by group; lines that touch none are left out."""
    if not vertical or not horizontal:
        return []
    v, h = np.array(vertical), np.array(horizontal)
    touch = (
        (v[:, None, 0] >= h[None, :, 1] - _TOUCH)
        & (v[:, None, 0] <= h[None, :, 2] + _TOUCH)
        & (h[None, :, 0] >= v[:, None, 1] - _TOUCH)
        & (h[None, :, 0] <= v[:, None, 2] + _TOUCH)
    )
    label_v = np.full(len(v), -1)
    label_h = np.full(len(h), -1)
    found: list[Lattice] = []
    for seed in range(len(v)):
        if label_v[seed] >= 0 or not touch[seed].any():
            continue
        mark = len(found)
        in_v: Flags = np.arange(len(v)) == seed
        while True:
            in_h: Flags = np.logical_or.reduce(touch[in_v], axis=0)
            grown: Flags = np.logical_or.reduce(touch[:, in_h], axis=1)
            if bool((grown == in_v).all()):
                break
            in_v = grown
        label_v[in_v], label_h[in_h] = mark, mark
        found.append(
            Lattice(
                [vertical[i] for i in np.flatnonzero(in_v)], [horizontal[i] for i in np.flatnonzero(in_h)]
            )
        )
    return found


def edges(lines: list[Piece], across: list[Piece], middles: Floats) -> list[float]:
    """Positions of the boundaries that ``lines`` draw, doubled ones merged.

    Lines ``across`` that stick out beyond the outermost boundary add one there: a table that goes on from another page
    has no rule above its first row. A single one must do so at both ends, with text there. ``middles`` are the characters' middles along the same axis: two boundaries
    close together without a character between them are one.
    """
    positions = sorted({round(line[0], 2) for line in lines})
    starts, ends = sorted(line[1] for line in across), sorted(line[2] for line in across)
    if len(across) > 1:
        if positions[0] - starts[1] > _SPILL:
            positions.insert(0, starts[1] if starts[1] - starts[0] > _SPILL else starts[0])
        if ends[-2] - positions[-1] > _SPILL:
            positions.append(ends[-2] if ends[-1] - ends[-2] > _SPILL else ends[-1])
    elif across and positions[0] - starts[0] > _SPILL and ends[0] - positions[-1] > _SPILL:
        before, behind = middles < positions[0], middles > positions[-1]
        if bool(before.any()) and bool(behind.any()):
            positions = [starts[0], *positions, ends[0]]
    merged: list[list[float]] = []
    for position in positions:
        if merged and _is_ghost(merged[-1][-1], position, middles):
            merged[-1].append(position)
        else:
            merged.append([position])
    return [sum(group) / len(group) for group in merged]


def _is_ghost(low: float, high: float, middles: Floats) -> bool:
    return high - low <= _GHOST and not bool(((middles > low) & (middles < high)).any())


def covered(lines: list[Piece], boundaries: list[float], steps: list[float]) -> Flags:
    """Which stretch of which boundary is drawn: ``[boundary, step]`` over the intervals of ``steps``."""
    marks = np.zeros((len(boundaries), len(steps) - 1))
    at = np.array(boundaries)
    low, high = np.array(steps[:-1]), np.array(steps[1:])
    position, start, end = np.array(lines).reshape(-1, 3, 1).transpose(1, 0, 2)
    nearest = np.abs(at - position).argmin(axis=1)
    near = np.abs(at[nearest] - position[:, 0]) <= _GHOST
    drawn_over = np.clip(np.minimum(high, end) - np.maximum(low, start), 0.0, None)
    np.add.at(marks, nearest[near], drawn_over[near])
    drawn: Flags = marks >= 0.55 * (high - low)
    return drawn
