"""The models run without dbt give what the published warehouse holds."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from gongkai import check_run
from gongkai.check_plan import Plan
from gongkai.errors import PlanError
from gongkai.settings import Settings

_MARTS = [m for m in check_run.MODELS if m.startswith(("dim_", "fct_"))]


def test_every_table_equals_the_published_one(published: Settings) -> None:
    with duckdb.connect() as connection:
        Plan(connection, published.staging).build(*check_run.MODELS)
        connection.execute(f"attach '{published.warehouse}' as published (read_only)")
        for name in _MARTS:
            for one, other in (
                (f'"{name}"', f"published.marts.{name}"),
                (f"published.marts.{name}", f'"{name}"'),
            ):
                rows = connection.execute(
                    f"select * from {one} except all select * from {other} limit 3"
                ).fetchall()
                assert rows == [], name
        assert connection.execute("select count(*) > 50 from fct_check").fetchone() == (True,)


def test_the_checks_of_each_document_alone_equal_the_published_ones(published: Settings) -> None:
    """Each document but those that are compared with another one of the same agency."""
    for path in sorted(published.disclosures.iterdir()):
        with (
            check_run.examined([path]) as examined,
            duckdb.connect(str(published.warehouse), read_only=True) as file,
        ):
            query = "select check_id, status, stated, expected, explanation, evidence, source_line from {}fct_check where document_id = ? order by check_id"
            alone = examined.connection.execute(query.format(""), examined.document_ids).fetchall()
            together = file.execute(query.format("marts."), examined.document_ids).fetchall()
        assert alone == together, path.name


def test_a_model_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with duckdb.connect() as connection, pytest.raises(PlanError, match="no_such_model"):
        Plan(connection, tmp_path).build("no_such_model")


def _project(folder: Path, **models: str) -> Path:
    for name in ("models", "seeds", "macros"):
        (folder / name).mkdir(parents=True)
    (folder / "dbt_project.yml").write_text("seeds: {gongkai: {+column_types: {code: varchar}}}")
    (folder / "seeds" / "_seeds.yml").write_text("seeds: [{name: word}]")
    (folder / "seeds" / "word.csv").write_text('code,weight,label\n007,1.5,""\n008,2,b\n')
    (folder / "macros" / "some.sql").write_text(
        "{% macro names() -%}{{ return(['word']) }}{%- endmacro %}{% macro first() -%}{{ names()[0] }}{%- endmacro %}"
    )
    for name, text in models.items():
        (folder / "models" / f"{name}.sql").write_text(text)
    return folder


def test_seeds_have_their_declared_types_and_macros_may_return_values(tmp_path: Path) -> None:
    project = _project(
        tmp_path,
        one="select * from {% for n in names() %}{{ ref(n) }}{% endfor %} where '{{ first() }}' = 'word'",
    )
    with duckdb.connect() as connection:
        Plan(connection, tmp_path, project).build("one")
        assert connection.execute("select * from one order by code").fetchall() == [
            ("007", 1.5, None),
            ("008", 2, "b"),
        ]


def test_models_that_depend_on_each_other_are_refused(tmp_path: Path) -> None:
    project = _project(tmp_path, a="select * from {{ ref('b') }}", b="select * from {{ ref('a') }}")
    with duckdb.connect() as connection, pytest.raises(PlanError, match="a → b"):
        Plan(connection, tmp_path, project).build("a")
