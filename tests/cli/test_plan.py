"""The models run without dbt give what the published warehouse holds."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from gongkai.check import run as check_run
from gongkai.errors import PlanError
from gongkai.settings import Settings
from gongkai.warehouse.plan import Plan

# What a check says, without the texts and lists whose order depends on how the engine spreads its work.
_VERDICT = "check_id, rule_id, document_id, status, severity, stated, expected, difference, tolerance, unit"
_MARTS = {m: "*" for m in check_run.MODELS if m.startswith(("dim_", "fct_"))} | {"fct_check": _VERDICT}


def test_every_table_equals_the_published_one(published: Settings) -> None:
    with duckdb.connect() as connection:
        Plan(connection, published.staging).build(*check_run.MODELS)
        connection.execute(f"attach '{published.warehouse}' as published (read_only)")
        for name, columns in _MARTS.items():
            here, there = f'select {columns} from "{name}"', f"select {columns} from published.marts.{name}"
            for one, other in ((here, there), (there, here)):
                assert connection.execute(f"({one} except all {other}) limit 3").fetchall() == [], name
        assert connection.execute("select count(*) > 50 from fct_check").fetchone() == (True,)


def test_the_checks_of_each_document_alone_equal_the_published_ones(published: Settings) -> None:
    query = f"select {_VERDICT} from {{}}fct_check where document_id = ? order by all"
    for path in sorted(published.disclosures.iterdir()):
        with (
            check_run.examined([path]) as examined,
            duckdb.connect(str(published.warehouse), read_only=True) as file,
        ):
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
