"""From PDF files to staged rows: milliseconds a page beside pdfplumber's ``extract_tables``, in one run.

Usage: ``python -m benchmarks.pdf [--most-pages N] FILE.pdf …``. Read, parsed and written as CSV on our side, tables of
strings only on the other; processor time, the best of a few rounds in turns, so that other work on the machine weighs on
both alike. Files with more pages, without a text layer or that can't be read are left out and named. Prints machine,
versions and ratios, file by file and by folder; asserts nothing.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pdfplumber

from loaders.errors import UnreadableDocument
from loaders.intake.worker import Job, process
from loaders.readers.pdf.reader import read_pdf

_PACKAGES = ("pypdfium2", "pdfplumber", "numpy")
_ROUNDS = 3  # of ours; pdfplumber, which takes ten times as long, has one less


@dataclass(slots=True)
class Measured:
    """Milliseconds of processor time, and the number of pages they were for."""

    pages: int = 0
    ours: float = 0.0
    theirs: float = 0.0

    def add(self, other: Measured) -> None:
        """Add what another file took."""
        self.pages += other.pages
        self.ours += other.ours
        self.theirs += other.theirs

    def show(self, name: str) -> None:
        """Print a line of the table: milliseconds a page, and the ratio."""
        ours, theirs = self.ours / self.pages, self.theirs / self.pages
        print(f"{name:50} {self.pages:5} {ours:11.2f} {theirs:14.2f} {theirs / ours:6.1f}", flush=True)


def with_pdfplumber(path: Path) -> None:
    """Extract all tables of all pages."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()


def with_gongkai(path: Path) -> None:
    """What a worker of the build does with a file: read the document, parse it, write its staging CSVs."""
    with tempfile.TemporaryDirectory() as folder:
        for _ in process(Job(str(path), str(path.parent), folder, "benchmark")):
            pass


def measured(path: Path, most_pages: int) -> Measured | str:
    """What both took for one file, or why it is left out."""
    try:
        document = read_pdf(path, path.name)
    except UnreadableDocument as error:
        return error.en
    pages = document.page_count or 0
    if document.reader != "pdf":
        return "read by OCR"
    if pages > most_pages:
        return f"{pages} pages"
    ours = theirs = float("inf")
    for turn in range(_ROUNDS):
        ours = min(ours, _milliseconds(with_gongkai, path))
        if turn:
            theirs = min(theirs, _milliseconds(with_pdfplumber, path))
    return Measured(pages, ours, theirs)


def _milliseconds(read: Callable[[Path], object], path: Path) -> float:
    start = time.process_time()
    read(path)
    return (time.process_time() - start) * 1000


def main() -> None:
    """Measure every file named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most-pages", type=int, default=1_000_000, help="leave out files with more pages")
    parser.add_argument("files", type=Path, nargs="+")
    arguments = parser.parse_args()
    print(
        f"{platform.machine()}, {os.cpu_count()} CPUs, {platform.system()}, Python {platform.python_version()}"
    )
    print(", ".join(f"{name} {version(name)}" for name in _PACKAGES))
    print(f"{'file':50} {'pages':>5} {'gongkai ms':>11} {'pdfplumber ms':>14} {'ratio':>6}")
    totals: dict[str, Measured] = {}
    root = Path(os.path.commonpath(arguments.files))
    for path in arguments.files:
        one = measured(path, arguments.most_pages)
        if isinstance(one, str):
            print(f"{path.name:50} left out: {one}")
            continue
        one.show(path.name)
        below = path.relative_to(root).parts
        for name in (f"all of {below[0] if len(below) > 1 else root.name}", "all"):
            totals.setdefault(name, Measured()).add(one)
    for name in sorted(totals, reverse=True):
        totals[name].show(name)


if __name__ == "__main__":
    main()
