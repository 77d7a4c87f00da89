"""Reference data: the seeds folder, which dbt loads too, is the one place where vocabularies live."""

from __future__ import annotations

import csv
from functools import cache

from loaders.home import PROJECT

SEEDS = PROJECT / "seeds"


def seed_rows(name: str) -> list[dict[str, str]]:
    """All rows of the seed ``<name>.csv``, in whichever folder of ``seeds/`` it lies, as text.

    Raises FileNotFoundError if there is no such seed.
    """
    path = next(SEEDS.glob(f"*/{name}.csv"), SEEDS / f"{name}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def organisation_endings() -> tuple[str, ...]:
    """What the names of organisations end in: 局, 中心, 幼儿园."""
    return tuple(row["organisation_suffix"] for row in seed_rows("organisation_suffix"))
