"""The warehouse's models without dbt, on a few documents or on one row a document: the same SQL files, rendered and run in memory.

A model is rendered with the part of dbt's Jinja context that this project uses. ``ref`` builds what it names
before it returns, so that rendering a model builds all that it depends on, and nothing else.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any

from gongkai.errors import PlanError
from gongkai.settings import PROJECT, reviews_if_any

if TYPE_CHECKING:
    import duckdb
    from jinja2 import Environment, Template

_MACRO = re.compile(r"\{%-?\s*macro\s+(\w+).*?endmacro\s*-?%\}", re.DOTALL)
_SEED_CANDIDATES = "['BOOLEAN', 'INTEGER', 'DOUBLE', 'DATE', 'TIMESTAMP', 'VARCHAR']"


@dataclass(frozen=True, slots=True)
class Answer:
    """What ``run_query`` gives a macro."""

    rows: Sequence[tuple[Any, ...]]


class _Given(Exception):
    """A macro gives a value instead of its text."""

    def __init__(self, value: object) -> None:
        self.value = value


class Plan:
    """Builds the models of ``project`` into ``connection`` from the staging CSVs below ``staging``."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        staging: Path,
        project: Path = PROJECT,
        variables: Mapping[str, str] = {},
    ) -> None:
        self.connection = connection
        self.staging = staging
        self.variables = variables
        self.project = project
        self.built: set[str] = set()
        self._building: list[str] = []
        self._models = _files(project / "models", "*.sql")
        self._seeds = _files(project / "seeds", "*.csv")
        self._types = _SeedTypes(project)
        self._environment = self._make_environment()

    def build(self, *names: str) -> None:
        """Build the models ``names`` and all that they read, as tables under their own names.

        Raises PlanError where a model can't be rendered or run.
        """
        for name in names:
            self._ref(name)

    def build_seeds(self) -> None:
        """Build all seeds: they need no document."""
        self.build(*self._seeds)

    def query(self, model: str) -> str:
        """The SQL of a model, after all that it reads is built."""
        return _template(self._environment, self._models[model].read_text(encoding="utf-8")).render()

    def _ref(self, *path: str) -> str:
        name = path[-1]
        if name in self._building:
            raise PlanError(
                f"模型互相引用 / models depend on each other: {' → '.join([*self._building, name])}"
            )
        if name not in self.built:
            self._building.append(name)
            self._create(name)
            self._building.pop()
            self.built.add(name)
        return f'"{name}"'

    def _create(self, name: str) -> None:
        import duckdb
        from jinja2 import TemplateError

        try:
            if name in self._models:
                query = self.query(name)
            elif name in self._seeds:
                query = _seed_query(self._seeds[name], self._types)
            else:
                raise PlanError(f"没有这个模型或词表 / no such model or seed: {name}")
            self.connection.execute(f'create table "{name}" as {query}')
        except (duckdb.Error, TemplateError) as error:
            raise PlanError(f"模型 {name} 无法运行 / model {name} can't be run: {error}") from error

    def _run_query(self, query: str) -> Answer:
        return Answer(self.connection.execute(query).fetchall())

    def _make_environment(self) -> Environment:
        environment = _bare_environment()
        environment.globals.update(
            ref=self._ref, source=_source, config=lambda **_: "", run_query=self._run_query, execute=True,
            var={
                "staging_dir": str(self.staging), "quarantine_file": "", "shard_file": "", "documents_file": "",
                "roster_file": os.environ.get("GONGKAI_ROSTER", ""),
                "agencies_file": os.environ.get("GONGKAI_AGENCIES", ""), "reviews_file": reviews_if_any(),
                **self.variables,
            }.__getitem__,
            graph={"sources": _sources(self.project)},
            **{"return": _give},
            env_var=lambda name, default="": os.environ.get(name, default),
        )  # fmt: skip
        for path in _files(self.project / "macros", "*.sql").values():
            for match in _MACRO.finditer(path.read_text(encoding="utf-8")):
                environment.globals[match[1]] = _macro(_template(environment, match[0]), match[1])
        return environment


def _bare_environment() -> Environment:
    from jinja2 import Environment, StrictUndefined

    return Environment(extensions=["jinja2.ext.do"], undefined=StrictUndefined, autoescape=False)


@cache
def _code(source: str) -> CodeType:
    """A template as code: it depends on its text alone, and takes a sixth of the time of a plan."""
    return _bare_environment().compile(source)


def _template(environment: Environment, source: str) -> Template:
    return environment.template_class.from_code(environment, _code(source), environment.make_globals(None))


def _give(value: object) -> None:
    raise _Given(value)


def _macro(template: Template, name: str) -> Callable[..., object]:
    """The macro of a template; it gives its text, or what it hands to ``return``."""

    def call(*arguments: object, **named: object) -> object:
        # A module sees the macros that exist when it is made: not before the first call are they all there.
        macro: Callable[..., object] = getattr(template.module, name)
        try:
            return macro(*arguments, **named)
        except _Given as given:
            return given.value

    return call


def _files(folder: Path, pattern: str) -> dict[str, Path]:
    return {path.stem: path for path in sorted(folder.rglob(pattern))}


def _source(source: str, name: str) -> str:
    return f'"{source}"."{name}"'


@cache
def _yaml(text: str) -> Any:
    import yaml  # type: ignore[import-untyped]

    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _settings(path: Path) -> Any:
    """What a YAML file says: to be read only, all plans share it."""
    return _yaml(path.read_text(encoding="utf-8"))


def _sources(project: Path) -> dict[str, dict[str, Any]]:
    """The declared sources in the shape of dbt's graph."""
    nodes: dict[str, dict[str, Any]] = {}
    for path in sorted((project / "models").rglob("_sources.yml")):
        for source in _settings(path)["sources"]:
            for table in source["tables"]:
                columns = {column["name"]: column for column in table["columns"]}
                node = {"source_name": source["name"], "name": table["name"], "columns": columns}
                nodes[f"{source['name']}.{table['name']}"] = node
    return nodes


class _SeedTypes:
    """Column types of seeds: dbt_project.yml gives them for all seeds at once, a seed's description for itself."""

    def __init__(self, project: Path) -> None:
        self.common: dict[str, str] = _settings(project / "dbt_project.yml")["seeds"]["gongkai"]["+column_types"]
        seeds = _settings(project / "seeds" / "_seeds.yml")["seeds"]
        self.own = {s["name"]: s.get("config", {}).get("column_types", {}) for s in seeds}

    def of(self, seed: str) -> dict[str, str]:
        """Declared types by column."""
        own: dict[str, str] = self.own.get(seed, {})
        return self.common | own


def _seed_query(path: Path, types: _SeedTypes) -> str:
    """Read a seed as dbt does: declared types, the rest inferred from all rows, an empty value is null."""
    with path.open(encoding="utf-8") as file:
        header = file.readline().strip().split(",")
    declared = types.of(path.stem)
    given = ", ".join(f"'{name}': '{declared[name]}'" for name in header if name in declared)
    return (
        f"select * from read_csv('{_quoted(path)}', header = true, delim = ',', quote = '\"', escape = '\"', "
        f"sample_size = -1, auto_type_candidates = {_SEED_CANDIDATES}"
        + (f", types = {{{given}}}" if given else "")
        + ")"
    )


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
