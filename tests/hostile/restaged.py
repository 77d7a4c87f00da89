"""The samples as staged, with what is printed in them changed: what a model makes of it, whatever a reader would say."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

from gongkai.settings import PROJECT
from loaders.intake.worker import Job, process

Rows = list[dict[str, str]]


def staged(folder: Path, texts: Mapping[str, str] = {}, *, samples: bool = True) -> Path:
    """The staging folder of the project's samples and of further ``texts`` by file name, below ``folder``."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    paths = [*(sorted((PROJECT / "disclosures").glob("*.txt")) if samples else []), *(folder / name for name in texts)]
    for path in paths:
        list(process(Job(str(path), str(path.parent), str(folder / "staging"), "test")))
    return folder / "staging"


def changed(staging: Path, change: Callable[[Rows], None]) -> None:
    """Let ``change`` alter the rows of each staged file."""
    for path in staging.glob("*/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            names, rows = list(reader.fieldnames or []), list(reader)
        change(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, quoting=csv.QUOTE_ALL)
            writer.writeheader()
            writer.writerows(rows)
