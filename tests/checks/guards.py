"""The data tests of ``seeds/_seeds.yml`` on seeds as they are or with some cells misspelt, without dbt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import duckdb
import yaml
from jinja2 import Environment

from gongkai.settings import PROJECT
from gongkai.warehouse.plan import Plan

_TEST = re.compile(r"\{% test (\w+)(\(.*?\)) %\}(.*?)\{% endtest %\}", re.DOTALL)
_REF = re.compile(r"ref\('(\w+)'\)")
_OURS = {"each_accepted", "each_known", "each_meets"}


@dataclass(frozen=True, slots=True)
class Guard:
    """One data test of a column of a seed: which rows it looks at, and the query of what it refuses."""

    seed: str
    column: str
    rows: str
    query: str


def _macros() -> dict[str, Any]:
    text = (PROJECT / "tests" / "dbt" / "generic" / "tests.sql").read_text(encoding="utf-8")
    environment = Environment(autoescape=False)
    found = {}
    for name, arguments, body in _TEST.findall(text):
        template = environment.from_string(f"{{% macro {name}{arguments} %}}{body}{{% endmacro %}}")
        found[name] = getattr(template.module, name)
    return found


def guards() -> list[Guard]:
    """Every test of listed values of every seed."""
    macros = _macros()
    seeds = yaml.safe_load((PROJECT / "seeds" / "_seeds.yml").read_text(encoding="utf-8"))["seeds"]
    found = []
    for seed in seeds:
        for column in seed.get("columns", []):
            for test in column.get("data_tests", []):
                name, given = next(iter(test.items())) if isinstance(test, dict) else (test, {})
                if name in _OURS:
                    arguments = {
                        key: _REF.sub(r"\1", value) if isinstance(value, str) else value
                        for key, value in given["arguments"].items()
                    }
                    query = macros[name](seed["name"], column["name"], **arguments)
                    found.append(Guard(seed["name"], column["name"], arguments.get("rows", "true"), query))
    return found


def seeds() -> duckdb.DuckDBPyConnection:
    """All seeds, in memory."""
    connection = duckdb.connect(":memory:", config={"threads": 1})
    Plan(connection, PROJECT / "seeds").build_seeds()
    return connection


def refused(connection: duckdb.DuckDBPyConnection, tests: Iterable[Guard]) -> list[tuple[Guard, str]]:
    """What the tests refuse, value by value."""
    return [(test, str(row[0])) for test in tests for row in connection.execute(test.query).fetchall()]
