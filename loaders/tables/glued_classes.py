"""Several classifications of one row that lost the cells between them: ``2200504-甲50501-乙30102-丙`` in text."""

from __future__ import annotations

import re

from loaders.grammar.normal import squash
from loaders.tables.model import RawTable

_CLASS = re.compile(r"(?<!\d)(\d{3,9})[-—－](?=[\u4e00-\u9fff])")


def part_classes(table: RawTable) -> None:
    """Give each row the code and name that come first; what follows is its second name, ``/`` between classes."""
    for row in table.rows:
        if row.code or row.second_name:
            continue
        name = squash(row.name)
        starts = [match.start() for match in _CLASS.finditer(name)]
        if len(starts) < 2 or starts[0]:
            continue
        parts = [name[a:b] for a, b in zip(starts, [*starts[1:], len(name)], strict=True)]
        row.code, _, row.name = _CLASS.sub(r"\1-", parts[0]).partition("-")
        row.second_name = "/".join(parts[1:])
