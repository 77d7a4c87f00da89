"""``documents.csv`` of the staging folder: the rows of all staged documents in one file, beside the folders that they are of.

Whoever wants to know which documents there are reads one file instead of as many as there are documents.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Collection
from pathlib import Path

NAME = "documents.csv"


def renew(staging: Path, documents: Collection[str], fresh: Collection[str]) -> None:
    """Write the rows of ``documents``; only those of ``fresh`` and those not yet listed are read from their folders.

    Raises OSError where a folder can't be read or the file can't be written.
    """
    path = staging / NAME
    known = {row[0]: row for row in _rows(path)[1:] if row[0] not in fresh} if path.is_file() else {}
    if not fresh and known.keys() == set(documents):
        return
    header: list[str] = []
    rows = []
    for key in sorted(documents):
        if key in known:
            rows.append(known[key])
        else:
            header, *own = _rows(staging / key / NAME)
            rows += own
    header = header or _rows(path)[0]
    written = path.with_name(f".{NAME}.new")
    with written.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([header, *rows])
    os.replace(written, path)


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
