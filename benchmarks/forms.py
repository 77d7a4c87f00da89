"""Forms in text: milliseconds of processor time a printed row.

Usage: ``python -m benchmarks.forms FILE.txt …``. From lines that are read to records, the best of a few rounds, each with
empty caches; a row is a line of a form that is not blank. Files without forms are left out. Prints machine and figures;
asserts nothing.
"""

from __future__ import annotations

import argparse
import platform
import time
from collections.abc import Sequence
from functools import _lru_cache_wrapper
from pathlib import Path

from loaders import forms, readers
from loaders.document.segment import segments
from loaders.forms import borders, header, likelihood, misread, pieces, vocabulary
from loaders.model import Line, Segment
from loaders.readers import Unread

_ROUNDS = 3
_CACHING = (borders, header, likelihood, misread, pieces, vocabulary)


def forms_of(path: Path) -> list[Segment]:
    """The forms that a file prints in lines."""
    documents = (found for found in readers.read(path, root=path.parent) if not isinstance(found, Unread))
    return [part for document in documents for part in segments(document) if part.kind == "form"]


def rows_of(found: Sequence[Segment]) -> int:
    """How many lines that are not blank the forms have."""
    return sum(
        isinstance(block, Line) and bool(block.text.strip()) for form in found for block in form.blocks
    )


def milliseconds(found: Sequence[Segment]) -> float:
    """The processor time that reading the forms takes, with nothing known of them."""
    for module in _CACHING:
        for kept in vars(module).values():
            if isinstance(kept, _lru_cache_wrapper) and kept.cache_parameters()["maxsize"] != 1:  # seeds stay
                kept.cache_clear()
    start = time.process_time()
    forms.parse(found)
    return (time.process_time() - start) * 1000


def main() -> None:
    """Measure every file, and all together."""
    parser = argparse.ArgumentParser(
        description="Forms in text: milliseconds of processor time a printed row."
    )
    parser.add_argument("files", nargs="+", type=Path)
    print(platform.platform(), platform.python_version())
    rows, taken = 0, 0.0
    for path in parser.parse_args().files:
        if found := forms_of(path):
            own, best = rows_of(found), min(milliseconds(found) for _ in range(_ROUNDS))
            print(f"{path.name}: {own} rows, {best / own:.2f} ms a row")
            rows, taken = rows + own, taken + best
    if rows:
        print(f"together: {rows} rows, {taken / rows:.2f} ms a row")


if __name__ == "__main__":
    main()
