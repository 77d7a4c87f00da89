"""Published files made without dbt, whole or in part, for tests of what a change touches."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import duckdb

from gongkai.settings import PROJECT
from gongkai.warehouse import merging, shards
from gongkai.warehouse.plan import Plan
from gongkai.warehouse.publication import State

ALONE = {"threads": 1}  # the documents are few: handing out their queries takes longer than running them
_SCHEMAS = ("marts", "zh", "quality")
# Lists and texts that are put together in the order in which the engine comes by their parts.
_SORTED = {"evidence": "list_sort(evidence)"}


def models() -> dict[str, tuple[str, str]]:
    """Schema and name of the table of every published model."""
    found = {}
    for schema in _SCHEMAS:
        for path in sorted((PROJECT / "models" / schema).glob("*.sql")):
            alias = re.search(r"config\(alias='(.+?)'\)", path.read_text(encoding="utf-8"))
            found[path.stem] = (schema, alias[1] if alias else path.stem)
    return found


def digests(staging: Path) -> dict[str, str]:
    """Digests of the staged documents by id."""
    return {
        path.parent.name: hashlib.sha256(
            b"".join(file.read_bytes() for file in sorted(path.parent.glob("*.csv")))
        ).hexdigest()
        for path in staging.glob("[!.]*/documents.csv")
    }


def publish(staging: Path, path: Path, documents: Sequence[str] | None = None) -> None:
    """The published tables of all staged documents, or as a run over ``documents`` leaves them."""
    variables = {}
    if documents is not None:
        variables["shard_file"] = str(path.with_suffix(".csv"))
        with Path(variables["shard_file"]).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("document_id",), *((key,) for key in documents)])
    with duckdb.connect(config=ALONE) as connection:
        Plan(connection, staging, variables=variables).build(*models())
        merging.attach(connection, path, "target")
        for schema in (*_SCHEMAS, "reference"):
            connection.execute(f"create schema target.{schema}")
        for name, (schema, table) in models().items():
            connection.execute(f'create table target.{schema}."{table}" as from "{name}"')
        for seed in (PROJECT / "seeds").rglob("*.csv"):
            if connection.execute("from duckdb_tables() where table_name = $1", [seed.stem]).fetchall():
                connection.execute(f'create table target.reference."{seed.stem}" as from "{seed.stem}"')


def resolved(staging: Path, before: dict[str, State] | None) -> shards.Scope:
    """What a build after ``before`` computes; nothing makes it a full one but where most of the documents are touched."""
    with duckdb.connect(config=ALONE) as connection:
        return shards.scope(Plan(connection, staging), digests(staging), before)


def states(scope: shards.Scope, staging: Path) -> dict[str, State]:
    """What is remembered of the documents."""
    return {
        key: State(scope.shards[key], digest, scope.resolved[key], None)
        for key, digest in digests(staging).items()
    }


def put(staging: Path, base: Path, scope: shards.Scope) -> None:
    """Bring ``base`` up to date, as a build of a part does."""
    with duckdb.connect(config=ALONE) as connection:
        merging.attach(connection, base, merging.BASE)
        merging.replace(connection, scope.gone, has_part=False)
    todo = scope.documents
    while todo:
        part = base.with_name("part.duckdb")
        part.unlink(missing_ok=True)
        publish(staging, part, sorted(todo))
        with duckdb.connect(config=ALONE) as connection:
            merging.attach(connection, base, merging.BASE)
            merging.attach(connection, part, merging.PART, read_only=True)
            merging.replace(connection, todo, has_part=True)
            apart = [
                p for p in shards.copies(connection, merging.BASE) if scope.shards[p[0]] != scope.shards[p[1]]
            ]
        scope.join(apart)
        todo = scope.widened(key for pair in apart for key in pair)
    with duckdb.connect(config=ALONE) as connection:
        merging.attach(connection, base, merging.BASE)
        merging.finish(connection, Plan(connection, staging))


def differences(one: Path, other: Path) -> list[str]:
    """Published tables that differ, with the first rows that only one of the files has."""
    found = []
    with duckdb.connect(config=ALONE) as connection:
        merging.attach(connection, one, "one", read_only=True)
        merging.attach(connection, other, "other", read_only=True)
        for schema, table in models().values():
            columns = [row[0] for row in connection.execute(f'describe one.{schema}."{table}"').fetchall()]
            chosen = ", ".join(_SORTED.get(name, f'"{name}"') for name in columns)
            rows = [f'select {chosen} from {file}.{schema}."{table}"' for file in ("one", "other")]
            for here, there in (rows, reversed(rows)):
                extra = connection.execute(f"({here} except all {there}) limit 2").fetchall()
                if extra:
                    found.append(f"{schema}.{table}: {extra}")
    return found
