"""The same disclosure in other formats: how many of the PDF's facts each variant gives, and how many wrong ones.

Usage: ``python -m benchmarks.formats SHARED [--only WORD] [--variant NAME] [--scans] [--show N] [--keep FOLDER]``.
Documents and pages are those of ``documents.csv``; ``--scans`` measures pictures of a page of them instead, by OCR.
Prints a line a variant; asserts nothing.
"""

from __future__ import annotations

import argparse
import csv
import logging
import time
from pathlib import Path

from benchmarks.formats.facts import Difference, difference, facts
from benchmarks.formats.tools import ToolMissing, pages
from benchmarks.formats.variants import SCANS, VARIANTS

_DOCUMENTS = Path(__file__).with_name("documents.csv")
_ALL = 10_000


def main() -> None:
    """Measure every variant of every document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--only", default="", help="documents whose path holds this word")
    parser.add_argument("--variant", action="append", help="variants of this name")
    parser.add_argument("--scans", action="store_true", help="pictures of one page, read by OCR")
    parser.add_argument("--show", type=int, default=0, help="wrong and missing facts to show of each")
    parser.add_argument("--keep", type=Path, help="folder where the variants are left")
    options = parser.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    table = SCANS if options.scans else VARIANTS
    chosen = {name: made for name, made in table.items() if not options.variant or name in options.variant}
    totals: dict[str, Difference] = {}
    skipped: dict[str, str] = {}
    spent = dict.fromkeys(chosen, 0.0)
    for path, data in _documents(options.shared, options.only, scans=options.scans):
        original, reason = facts(data, path.name)
        print(f"{path.stem}: {len(original)} facts {reason}", flush=True)
        for name, (suffix, make) in chosen.items():
            try:
                made = make(data)
            except ToolMissing as error:
                skipped[name] = str(error)
                continue
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                Path(options.keep, f"{path.stem} {name}.{suffix}").write_bytes(made)
            started = time.process_time()
            found, reason = facts(made, f"{path.stem}.{suffix}")
            spent[name] += time.process_time() - started
            one = difference(original, found)
            one.unread = reason
            totals.setdefault(name, Difference()).add(one)
            print(f"  {name:18} {_line(one)} {reason}", flush=True)
            _show(one, options.show)
    print()
    for name, total in totals.items():
        print(f"{name:18} {_line(total)}  {spent[name]:6.1f} s")
    for name, why in skipped.items():
        print(f"{name:18} skipped: {why}")


def _documents(shared: Path, only: str, *, scans: bool) -> list[tuple[Path, bytes]]:
    with _DOCUMENTS.open(encoding="utf-8", newline="") as stream:
        rows = [
            row for row in csv.DictReader(stream) if only in row["file"] and (row["scanned"] or not scans)
        ]
    found = []
    for row in rows:
        path = shared / row["file"]
        if path.exists():
            first, last = int(row["first"] or 1), int(row["last"] or _ALL)
            if scans:
                first = last = int(row["scanned"])
            found.append((path, pages(path, first, last)))
    return found


def _line(one: Difference) -> str:
    recall = one.equal / one.gold if one.gold else 1.0
    return f"equal {one.equal:5} of {one.gold:5} {recall:.4f}  said undecided {len(one.said):4}  silently wrong {len(one.wrong):4}"


def _show(one: Difference, most: int) -> None:
    for kind, facts_of in (("wrong", one.wrong), ("said", one.said), ("missing", one.missing)):
        for fact in facts_of[:most]:
            print(f"      {kind:8}", *fact.key)


if __name__ == "__main__":
    main()
