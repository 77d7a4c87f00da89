"""What stays the same from build to build as long as the program does, kept in the user's cache for all builds: the dbt project
as dbt parsed it, with the SQL of the models that read nothing of a build, and a file with all seeds. A change of any source
file, of dbt or of a name makes all of it anew."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, cast

import duckdb

from gongkai.settings import PROJECT, Settings
from gongkai.warehouse.plan import Plan
from loaders.home import ROOT

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest
    from dbt.contracts.graph.nodes import ModelNode

PROJECT_FILES = (
    "models/**/*", "macros/**/*", "tests/dbt/**/*", "seeds/**/*", "dbt_project.yml", "profiles.yml",
)  # fmt: skip
_SEEDS = "reference"
_VERSIONS = 5
# What a tag of a template may know of one build: its settings, its files, its database. Others give the same SQL in every build.
_TAG = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_OF_A_BUILD = re.compile(
    r"\b(?:var|env_var|execute|run_query|statement|graph|adapter|target|flags|modules|invocation_id|run_started_at)\b"
)


def folder(settings: Settings) -> Path:
    """Where this version of the project keeps its things: below ``GONGKAI_CACHE``, by default the user's cache, or the build
    folder where that can't be written. Of other versions the last ones used are left."""
    digest = hashlib.sha256(f"{PROJECT}\0{settings.fresh.stem}".encode())
    for name in ("dbt-core", "dbt-duckdb", "duckdb"):
        digest.update(version(name).encode())
    add_files(digest, PROJECT, PROJECT_FILES)
    # What reads the seeds, and what chooses the SQL that is kept.
    add_files(digest, ROOT, ("gongkai/warehouse/plan.py", "gongkai/warehouse/kept.py"))
    given = os.environ.get("GONGKAI_CACHE")
    cache = Path(given) if given else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "gongkai")
    for parent in (cache / "kept", settings.build / "kept"):
        mine = parent / digest.hexdigest()[:16]
        try:
            mine.mkdir(parents=True, exist_ok=True)
            os.utime(mine)
        except OSError:
            continue
        for other in sorted(parent.iterdir(), key=lambda path: path.stat().st_mtime)[:-_VERSIONS]:
            shutil.rmtree(other, ignore_errors=True)
        break
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


def keep_compiled(place: Path, done: Manifest) -> None:
    """Keep, with the project, the SQL of the models that is the same in every build; ``done`` is the project after one build."""
    if (parsed := manifest(place)) is None:
        return
    for name in same_in_every_build(parsed):
        node, compiled = _model(parsed, name), _model(done, name)
        node.compiled, node.compiled_code = True, compiled.compiled_code
    keep_manifest(place, parsed)


def has_compiled(parsed: Manifest) -> bool:
    """Whether SQL is kept with the project."""
    return any(getattr(node, "compiled", False) for node in parsed.nodes.values())


def same_in_every_build(parsed: Manifest) -> list[str]:
    """Ids of the models that neither themselves nor by a macro look at anything of a build."""
    return [
        name
        for name, node in parsed.nodes.items()
        if str(node.resource_type) == "model"
        and not any(_OF_A_BUILD.search(tag) for text in _templates(parsed, name) for tag in _TAG.findall(text))
    ]


def _model(project: Manifest, name: str) -> ModelNode:
    return cast("ModelNode", project.nodes[name])


def _templates(parsed: Manifest, model: str) -> Iterator[str]:
    """The template of a model and those of all macros that it calls, and that these call."""
    node = parsed.nodes[model]
    yield node.raw_code
    todo, seen = list(node.depends_on.macros), set()
    while todo:
        if (name := todo.pop()) not in seen:
            seen.add(name)
            macro = parsed.macros[name]
            yield macro.macro_sql
            todo += macro.depends_on.macros


def take_seeds(place: Path, fresh: Path, parsed: Manifest) -> None:
    """Begin ``fresh`` as a file with all seeds and the comments that the project has for them."""
    if not (place / "seeds.duckdb").exists():
        _make_seeds(place, parsed)
    shutil.copyfile(place / "seeds.duckdb", fresh)


def _make_seeds(place: Path, parsed: Manifest) -> None:
    """Read the seeds by DuckDB, a fifth of a second: by ``dbt seed``, which hands them over row by row, it takes three."""
    from dbt.contracts.graph.nodes import SeedNode

    fresh = place / f".seeds.{os.getpid()}"
    fresh.unlink(missing_ok=True)
    with duckdb.connect(config={"storage_compatibility_version": "v1.0.0"}) as connection:
        connection.execute(f"attach '{_quoted(fresh)}' as kept")
        connection.execute(f"create schema kept.{_SEEDS}")
        connection.execute(f"use kept.{_SEEDS}")
        Plan(connection, PROJECT / "seeds").build_seeds()
        for node in parsed.nodes.values():
            if isinstance(node, SeedNode):
                said = {f'table "{node.name}"': node.description}
                said |= {f'column "{node.name}"."{c.name}"': c.description for c in node.columns.values()}
                for what, text in said.items():
                    connection.execute(f"comment on {what} is '{_quoted(text)}'")
        connection.execute("use memory")
        connection.execute("detach kept")
    fresh.replace(place / "seeds.duckdb")


def _put(path: Path, data: bytes) -> None:
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_bytes(data)
    fresh.replace(path)


def _quoted(text: object) -> str:
    return str(text).replace("'", "''")
