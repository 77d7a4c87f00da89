"""Which rows are sums of which: by codes, indentation, enumeration, class names and total words."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.tables.model import Row
from loaders.tables.vocabulary import bare_label, economic_level, row_role

Family = tuple[int, tuple[int, ...]]
_TOTAL = 0


def families(rows: Sequence[Row]) -> list[Family]:
    """Parent and children, as indexes into ``rows`` (one side of one table). A total's children are the top rows."""
    roles = [row_role(r.name)[0] for r in rows]
    items = [n for n, role in enumerate(roles) if role in ("item", "unit")]
    parents = _parents(rows, items)
    found: dict[int, list[int]] = {}
    top: list[int] = []
    for index in items:
        parent = parents[index]
        if parent is None:
            top.append(index)
        else:
            found.setdefault(parent, []).append(index)
    families = [(parent, tuple(children)) for parent, children in found.items()]
    subtotals = [n for n, role in enumerate(roles) if role == "subtotal"]
    totals = [n for n, role in enumerate(roles) if role == "total"]
    if len(subtotals) == 1:
        before = tuple(n for n in top if n < subtotals[0])
        families.append((subtotals[0], before))
        carried = tuple(n for n, role in enumerate(roles) if role == "carryover")
        families.extend((total, (subtotals[0], *carried)) for total in totals)
    elif not subtotals:
        families.extend((total, tuple(top)) for total in totals)
    return [(parent, children) for parent, children in families if children]


def _parents(rows: Sequence[Row], items: Sequence[int]) -> dict[int, int | None]:
    if any(rows[n].code for n in items):
        return _by_code(rows, items)
    if any(rows[n].indent for n in items):
        return _by_depth(items, [rows[n].indent for n in items])
    levels = [economic_level(rows[n].name) for n in items]
    if items and all(levels):
        return _by_depth(items, levels)
    return _by_depth(items, [_enumerated(rows[n].name) for n in items])


def _enumerated(name: str) -> int:
    """1 for 一、 and labels without enumeration, 2 for the finer kinds (1. （一） ① 其中)."""
    bare = bare_label(name)
    head = name[: len(name) - len(bare)] if name.endswith(bare) else name[:2]
    return 1 if not head or ("、" in head and not head[0].isdigit() and "其中" not in head) else 2


def _by_code(rows: Sequence[Row], items: Sequence[int]) -> dict[int, int | None]:
    first: dict[str, int] = {}
    unique = len({rows[n].code for n in items if rows[n].code}) == sum(bool(rows[n].code) for n in items)
    parents: dict[int, int | None] = {}
    if unique:
        first = {rows[n].code: n for n in items if rows[n].code}
    for index in items:
        code = rows[index].code
        if not unique and code:
            first[code] = index
        parents[index] = next(
            (first[code[:size]] for size in (5, 3) if size < len(code) and code[:size] in first), None
        )
    return _under_headings(rows, items, parents)


def _under_headings(
    rows: Sequence[Row], items: Sequence[int], parents: dict[int, int | None]
) -> dict[int, int | None]:
    """Rows without a code above coded ones (units) hold the classes that follow them."""
    if not items or rows[items[0]].code:
        return parents
    heading: int | None = None
    for index in items:
        if not rows[index].code:
            heading = index
        elif parents[index] is None:
            parents[index] = heading
    return parents


def _by_depth(items: Sequence[int], depths: Sequence[int]) -> dict[int, int | None]:
    stack: list[tuple[int, int]] = []
    parents: dict[int, int | None] = {}
    for index, depth in zip(items, depths, strict=True):
        while stack and stack[-1][0] >= depth:
            stack.pop()
        parents[index] = stack[-1][1] if stack else None
        stack.append((depth, index))
    return parents
