"""SQL that is kept with the parsed project is that of every build, and is taken instead of the templates."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from dbt.contracts.graph.manifest import Manifest

from gongkai.settings import Settings
from gongkai.warehouse import kept, models, quarantine, shards
from tests.warehouse.conftest import Bench

READS_A_BUILD = {"stg_documents", "stg_budget_lines", "int_agency_name", "disclosure_status", "fct_check"}


@pytest.fixture
def parsed(built: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Manifest:
    """The project as dbt has parsed it, without the SQL of ``built``, kept for this test alone."""
    found = kept.manifest(kept.folder(built.settings))
    assert found is not None
    for node in found.nodes.values():
        if getattr(node, "compiled", False):
            node.compiled, node.compiled_code = False, None
    assert not kept.has_compiled(found)
    for name, value in models.environment(settings(tmp_path, "one")).items():
        monkeypatch.setenv(name, value)  # what a build sets is gone after the test
    monkeypatch.setenv("GONGKAI_CACHE", str(tmp_path / "cache"))
    kept.keep_manifest(kept.folder(settings(tmp_path, "one")), found)
    return found


def settings(folder: Path, name: str) -> Settings:
    """A build without documents in folders of its own."""
    found = Settings(
        folder, folder / name / "staging", folder / name / "build", folder / name / "gongkai.duckdb"
    )
    found.staging.mkdir(parents=True, exist_ok=True)
    found.build.mkdir(exist_ok=True)
    return found


def compiled(parsed: Manifest, build: Settings, documents: int) -> dict[str, str]:
    """What dbt makes of the templates of the models that are said to be the same in every build."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    names = kept.same_in_every_build(parsed)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in models.environment(build, documents).items():
            patch.setenv(name, value)
        chosen = ["--select", *(name.rpartition(".")[2] for name in names)]
        outcome = dbtRunner(manifest=parsed).invoke([*models.arguments("compile", build), *chosen])
    DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    assert outcome.success
    return {name: str(parsed.nodes[name].compiled_code) for name in names}


def test_what_is_kept_is_the_same_in_builds_of_other_documents_folders_and_files(
    built: Bench, parsed: Manifest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.delenv("GONGKAI_CACHE")
        done = kept.manifest(kept.folder(built.settings))
    assert done is not None
    first = {name: str(done.nodes[name].compiled_code) for name in kept.same_in_every_build(done)}
    other = settings(tmp_path, "another")
    shards.write(other, ["some", "others"])
    quarantine.write(other, {"some": "a reason"})
    for name, columns in (("AGENCIES", "name,same_as"), ("ROSTER", "name,fiscal_year,kind")):
        (tmp_path / name).write_text(f"{columns}\n", encoding="utf-8")
        monkeypatch.setenv(f"GONGKAI_{name}", str(tmp_path / name))
    assert compiled(parsed, other, 5000) == first
    own = {name.rpartition(".")[2] for name in first}
    assert len(own) > 100
    assert own.isdisjoint(READS_A_BUILD)


@pytest.mark.usefixtures("parsed")
def test_a_build_keeps_its_sql_and_the_next_takes_it(tmp_path: Path) -> None:
    build = settings(tmp_path, "one")
    models.run(build, 0)
    place = kept.folder(build)
    parsed = kept.manifest(place)
    assert parsed is not None
    assert kept.has_compiled(parsed)
    kept_ones = {name for name, node in parsed.nodes.items() if getattr(node, "compiled", False)}
    assert kept_ones == set(kept.same_in_every_build(parsed))
    [rule] = [node for node in parsed.nodes.values() if node.name == "dim_rule"]
    rule.compiled_code = f"select * from ({rule.compiled_code}) limit 1"
    kept.keep_manifest(place, parsed)
    build.fresh.unlink()
    models.run(build, 0, only=["dim_rule"])
    with duckdb.connect(str(build.fresh), read_only=True) as connection:
        assert connection.execute("select count(*) from marts.dim_rule").fetchall() == [(1,)]
