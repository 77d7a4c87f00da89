"""From PDF files to staged rows: milliseconds a page beside pdfplumber's ``extract_tables``, in one run.

Usage: ``python -m benchmarks.pdf FILE.pdf …``. Read, parsed and written as CSV on our side, tables of strings only
on the other. Prints machine, versions and ratios; asserts nothing.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pdfplumber

from loaders import pipeline
from loaders.intake import staging
from loaders.readers.pdf import read_pdf

_PACKAGES = ("pypdfium2", "pdfplumber", "numpy")


def with_pdfplumber(path: Path) -> int:
    """Extract all tables of all pages; returns the number of pages."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
        return len(pdf.pages)


def with_gongkai(path: Path) -> int:
    """Read the document, parse it, write its staging CSVs; returns the number of pages."""
    document = read_pdf(path, path.name)
    with tempfile.TemporaryDirectory() as folder:
        staging.write(pipeline.load(document), Path(folder, "document"), "document", "benchmark")
    return document.page_count or 0


def milliseconds_a_page(read: Callable[[Path], int], path: Path, rounds: int) -> tuple[int, float]:
    """Pages and the best of several rounds."""
    best, pages = float("inf"), 0
    for _ in range(rounds):
        start = time.perf_counter()
        pages = read(path)
        best = min(best, (time.perf_counter() - start) * 1000 / max(pages, 1))
    return pages, best


def main(arguments: list[str]) -> None:
    """Measure every file named."""
    print(
        f"{platform.machine()}, {os.cpu_count()} CPUs, {platform.system()}, Python {platform.python_version()}"
    )
    print(", ".join(f"{name} {version(name)}" for name in _PACKAGES))
    print(f"{'file':50} {'pages':>5} {'gongkai ms':>11} {'pdfplumber ms':>14} {'ratio':>6}")
    total_pages, total_ours, total_theirs = 0, 0.0, 0.0
    for path in map(Path, arguments):
        pages, ours = milliseconds_a_page(with_gongkai, path, 3)
        _, theirs = milliseconds_a_page(with_pdfplumber, path, 2)
        print(f"{path.name:50} {pages:5} {ours:11.2f} {theirs:14.2f} {theirs / ours:6.1f}")
        total_pages += pages
        total_ours += ours * pages
        total_theirs += theirs * pages
    if total_pages:
        ours, theirs = total_ours / total_pages, total_theirs / total_pages
        print(f"{'all':50} {total_pages:5} {ours:11.2f} {theirs:14.2f} {theirs / ours:6.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
