"""What stays the same from build to build as long as the program does, kept below the build folder: the dbt project as
dbt parsed it, and a file with all seeds. A change of any source file, of dbt or of a name makes both anew."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from gongkai.settings import PROJECT, Settings

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

PROJECT_FILES = (
    "models/**/*", "macros/**/*", "tests/dbt/**/*", "seeds/**/*", "dbt_project.yml", "profiles.yml",
)  # fmt: skip
_SEEDS = "reference"
_COMMENTS = f"""
    select format('comment on table {_SEEDS}."{{}}" is ''{{}}''', table_name, replace(comment, '''', ''''''))
    from duckdb_tables() where database_name = $1 and schema_name = '{_SEEDS}' and comment is not null
    union all
    select format('comment on column {_SEEDS}."{{}}"."{{}}" is ''{{}}''', table_name, column_name, replace(comment, '''', ''''''))
    from duckdb_columns() where database_name = $1 and schema_name = '{_SEEDS}' and comment is not null
"""


def folder(settings: Settings) -> Path:
    """Where this version of the project keeps its things; those of other versions are removed."""
    digest = hashlib.sha256(settings.fresh.stem.encode())
    for name in ("dbt-core", "dbt-duckdb", "duckdb"):
        digest.update(version(name).encode())
    add_files(digest, PROJECT, PROJECT_FILES)
    parent = settings.build / "kept"
    mine = parent / digest.hexdigest()[:16]
    if not mine.exists():
        shutil.rmtree(parent, ignore_errors=True)
        mine.mkdir(parents=True)
    return mine


def add_files(digest: hashlib._Hash, root: Path, patterns: tuple[str, ...]) -> None:
    """Take the names and bytes of all files below ``root`` that match into ``digest``."""
    for pattern in patterns:
        for path in sorted(root.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(root)}\0{path.stat().st_size}\0".encode())
                digest.update(path.read_bytes())


def manifest(place: Path) -> Manifest | None:
    """The parsed project, or ``None`` where it isn't there or can't be read."""
    from dbt.contracts.graph.manifest import Manifest

    with suppress(Exception):  # whatever is wrong with it, dbt parses again
        return Manifest.from_msgpack((place / "manifest.msgpack").read_bytes())
    return None


def keep_manifest(place: Path, parsed: Manifest) -> None:
    """Keep a project as dbt has just parsed it: running models changes it."""
    _put(place / "manifest.msgpack", parsed.to_msgpack())


def take_seeds(place: Path, fresh: Path) -> bool:
    """Begin ``fresh`` as a file with all seeds; False where none is kept."""
    if not (place / "seeds.duckdb").exists():
        return False
    shutil.copyfile(place / "seeds.duckdb", fresh)
    return True


def keep_seeds(place: Path, built: Path) -> None:
    """Keep the seeds of a file that dbt has built, with their comments."""
    fresh = place / ".seeds.duckdb"
    fresh.unlink(missing_ok=True)
    with duckdb.connect(config={"storage_compatibility_version": "v1.0.0"}) as connection:
        connection.execute(f"attach '{_quoted(built)}' as built (read_only)")
        connection.execute(f"attach '{_quoted(fresh)}' as kept")
        tables = connection.execute(
            f"select table_name from duckdb_tables() where database_name = 'built' and schema_name = '{_SEEDS}'"
        ).fetchall()
        comments = connection.execute(_COMMENTS, ["built"]).fetchall()
        connection.execute("use kept")
        connection.execute(f"create schema {_SEEDS}")
        for (name,) in tables:
            connection.execute(f'create table {_SEEDS}."{name}" as from built.{_SEEDS}."{name}"')
        for (statement,) in comments:
            connection.execute(statement)
        connection.execute("use memory")
        connection.execute("detach kept")
    fresh.replace(place / "seeds.duckdb")


def _put(path: Path, data: bytes) -> None:
    fresh = path.with_name(f".{path.name}")
    fresh.write_bytes(data)
    fresh.replace(path)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
