"""The files that are damaged: those below folders, drawn by the seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from benchmarks.growth import documents as budgets
from loaders import readers
from loaders.model import Document

_MOST_BYTES = 2 * 2**20


def generated(folder: Path, count: int) -> Path:
    """Budgets of two tables in every format, written into ``folder``."""
    if not folder.is_dir():
        budgets.write(folder, [number for number in range(2 * count) if number % 10 >= 5])
    return folder


def files(folders: Sequence[Path], seed: int, most: int = _MOST_BYTES) -> list[tuple[Path, Path]]:
    """Files of moderate size below ``folders`` with their folder, in an order that the seed gives."""
    found = [
        (path, folder) for folder in folders for path in sorted(folder.rglob("*"))
        if path.is_file() and 0 < path.stat().st_size <= most and path.suffix.lower() not in (".json", ".md", ".tsv")
    ]  # fmt: skip
    random.Random(seed).shuffle(found)
    return found


def documents(folders: Sequence[Path], most: int, seed: int) -> list[Document]:
    """At most ``most`` documents that can be read."""
    read: list[Document] = []
    for path, folder in files(folders, seed):
        for source in readers.sources(path, root=folder):
            outcome = readers.read_source(source)
            if isinstance(outcome, Document):
                read.append(outcome)
        if len(read) >= most:
            break
    return read[:most]
