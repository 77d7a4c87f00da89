"""Rows that the running numbers of a list count and that aren't printed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from loaders.notes import note
from loaders.records import Parsed, Reject, RowLabel

SERIAL = re.compile(r"(\d{1,3})\s")  # of a list, in front of its row
_LEAST_ROWS = 3


def skipped_serials(parsed: Parsed) -> Iterator[Reject]:
    """One reject for each list that numbers its rows (three at least) from 1 on and skips one number, once.

    Rows that print no amount have their numbers too; a list that skips more has the numbers of a longer one.
    """
    titles = {table.table_seq: table.table_title for table in parsed.tables}
    lists: dict[tuple[int, str], dict[tuple[int, ...], tuple[int, RowLabel]]] = defaultdict(dict)
    for row in parsed.row_labels:
        if serial := SERIAL.match(row.source_text):
            lists[row.table_seq, row.side].setdefault(row.lines, (int(serial[1]), row))
    for (table, _), found in lists.items():
        rows = list(found.values())
        steps = Counter(after - before for (before, _), (after, _) in pairwise(rows))
        if rows[0][0] != 1 or len(rows) < _LEAST_ROWS or steps[2] != 1 or steps[1] + 1 != steps.total():
            continue
        number, row = next(after for before, after in pairwise(rows) if after[0] - before[0] == 2)
        what = note("serial_skipped", title=titles.get(table, ""), number=str(number - 1))
        yield Reject(stage="table", note=what, lines=row.lines, page=row.page, source_text=row.source_text)
