"""``python -m devtools.originals [--renew]``: what the originals beside the project are staged as, a digest of each.

``tests/staged/originals.csv`` holds what a person has looked at: a change of any reader that touches a fact of a real document
has to be seen there. ``--renew`` writes it anew, after the change was looked at. Documents that another program converts
or recognises differ from machine to machine and are left out.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections.abc import Iterator, Sized
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from gongkai.settings import PROJECT
from loaders import pipeline, readers
from loaders.intake import machine, staging

RECORDED = PROJECT / "tests" / "staged" / "originals.csv"
FOLDERS = ("disclosures", "pool", "pages")
_BY_OTHERS = ("office-", "ocr")  # readers that rest on programs of the machine


@dataclass(frozen=True, slots=True)
class Original:
    """A document of a file below ``../shared``: its place there, the digests of the file and of what is staged of it, and how many
    tables, amounts, fields of forms, indicators, amounts of the text and places that aren't understood that is."""

    path: str
    document: str
    sha256: str
    digest: str
    tables: int
    budget_lines: int
    form_fields: int
    indicators: int
    stated_amounts: int
    rejects: int


def staged(shared: Path, path: str) -> Iterator[Original]:
    """The documents of one file as they are staged now; an unread one has no digest.

    Raises LoaderError where the file can't be opened.
    """
    for source in readers.sources(shared / path, root=shared):
        with machine.uncollected():
            found = readers.read_source(source)
            if isinstance(found, readers.Unread):
                yield Original(path, source.file_name, source.sha256, "", *[0] * 6)
                continue
            if found.reader.startswith(_BY_OTHERS):
                continue
            parsed = pipeline.load(found)
        with tempfile.TemporaryDirectory() as folder:
            digest = staging.write(parsed, Path(folder) / "staged", "document", "")
        records = parsed.parsed
        kinds: tuple[Sized, ...] = (records.tables, records.budget_lines, records.form_fields, records.indicators, records.stated_amounts, records.rejects)
        yield Original(path, source.file_name, source.sha256, digest[:16], *map(len, kinds))


def recorded() -> list[Original]:
    """What was looked at, in the order of the file."""
    with RECORDED.open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return [Original(path, document, sha256, digest, *map(int, counts)) for path, document, sha256, digest, *counts in rows]


def _all(shared: Path) -> Iterator[Original]:
    for folder in FOLDERS:
        for path in sorted(p for p in (shared / folder).rglob("*") if p.is_file()):
            found = path.relative_to(shared).as_posix()
            print(found, file=sys.stderr)
            yield from staged(shared, found)


def main() -> int:
    """Print what is staged otherwise than recorded; 1 where something is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("shared", type=Path, nargs="?", default=PROJECT.parent / "shared")
    parser.add_argument("--renew", action="store_true", help="write what is staged now")
    options = parser.parse_args()
    now = list(_all(options.shared))
    before = {(one.path, one.document): one for one in recorded()} if RECORDED.exists() else {}
    changed = [one for one in now if before.get((one.path, one.document)) != one]
    for one in changed:
        print(f"{one.document}: {before.get((one.path, one.document))} → {one}")
    if options.renew:
        with RECORDED.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [field.name for field in fields(Original)], lineterminator="\n")
            writer.writeheader()
            writer.writerows(map(asdict, now))
        return 0
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
