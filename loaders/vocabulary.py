"""Reference data: the seeds folder, which dbt loads too, is the one place where vocabularies live."""

from __future__ import annotations

import csv

from loaders.home import PROJECT

SEEDS = PROJECT / "seeds"


def seed_rows(name: str) -> list[dict[str, str]]:
    """All rows of ``seeds/<name>.csv`` as text.

    Raises FileNotFoundError if there is no such seed.
    """
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
