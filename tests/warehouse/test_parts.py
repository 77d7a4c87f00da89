"""A build of what a change touches gives what a full build gives, row for row."""

from __future__ import annotations

import random
import shutil
from dataclasses import astuple
from pathlib import Path

import duckdb
import pytest

from expectations.run import validate
from gongkai.errors import BuildError
from gongkai.warehouse import merging, shards
from gongkai.warehouse.publication import State
from gongkai.warehouse.shards import Scope, batches, components
from loaders import records
from loaders.document.accounting import Account
from loaders.document.identity import Identity
from loaders.document.region import Region
from loaders.intake import staging
from loaders.model import Document
from loaders.pipeline import Staged
from tests.warehouse import old_client, parts, samples
from tests.warehouse.conftest import Bench, bench

PLACES = {
    "青浦区": Region("310118", "上海市", "", "青浦区", "county"),
    "南通市": Region("320600", "江苏省", "南通市", "", "city"),
    "苏州市": Region("320500", "江苏省", "苏州市", "", "city"),
    "泽州县": Region("140525", "山西省", "晋城市", "泽州县", "county"),
    "": Region("", "", "", "", ""),
}
BODIES = ("水利局", "水文站", "教育局", "")
KINDS = ("unit_budget", "department_budget", "final_account", "performance_self_evaluation")
NOWHERE = Region("", "", "", "", "")


def stage(folder: Path, name: str, chance: random.Random) -> None:
    """A document of some agency, place, year and kind, that repeats, names or belongs to others by chance."""
    place = chance.choice(list(PLACES))
    body = chance.choice(BODIES)
    kind = chance.choice(KINDS)
    cells = samples.DAMAGED if chance.random() < 0.3 else samples.BUDGET
    if chance.random() < 0.5:
        cells = tuple((c, n, level, tuple(a and f"{a}{chance.randint(0, 1)}" for a in amounts)) for c, n, level, amounts in cells)  # type: ignore[misc]  # fmt: skip
    parsed = samples.self_evaluation() if kind.startswith("performance") else samples.budget(cells)
    parsed.sentences = [
        records.Sentence(kind="sentence", lines=(1,), source_text=text)
        for text in (
            f"下属单位包括：{chance.choice(list(PLACES))}水文站、{place}教育局。",
            "发布时间：2025-02-09",
        )
        if chance.random() < 0.5
    ]
    year = chance.choice(("2024", "2025"))
    content = chance.choice((name, name, "same"))
    document = Document(f"{name}.txt", f"{content:0>64}", "text/plain", "text", ())
    printed = NOWHERE if chance.random() < 0.3 else PLACES[place]
    identity = Identity(
        f"{place}{body}{year}年", kind, year, f"{place}{body}" if body else "", printed, printed.level,
        f"{place}水利局" if chance.random() < 0.4 else "",
    )  # fmt: skip
    staging.write(Staged(document, identity, parsed, Account(total=1, used=1)), folder / name, name, "test")


@pytest.fixture(autouse=True)
def _parts_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "_TOO_MANY", 1.0)


def test_additions_changes_and_removals_give_what_a_full_build_gives(tmp_path: Path) -> None:
    folder, base, whole = tmp_path / "staging", tmp_path / "base.duckdb", tmp_path / "whole.duckdb"
    lots = [(random.Random(seed), [f"d{seed}{number:02}" for number in range(14)]) for seed in (1, 2)]
    for chance, names in lots:
        for name in names[:10]:
            stage(folder, name, chance)
    scope = parts.resolved(folder, None)
    parts.publish(folder, base)
    before = parts.states(scope, folder)
    for chance, names in lots:
        shutil.rmtree(folder / chance.choice(names[:10]))
        stage(folder, chance.choice(names[:10]), chance)
        stage(folder, chance.choice(names[10:]), chance)
    scope = parts.resolved(folder, before)
    assert not scope.reason

    parts.put(folder, base, scope)

    parts.publish(folder, whole)
    assert parts.differences(base, whole) == []


def test_documents_that_share_a_key_are_together() -> None:
    keys = [
        ("a", "place 1"),
        ("b", "place 2"),
        ("c", "place 2"),
        ("c", "bytes 7"),
        ("d", "bytes 7"),
        ("e", "document a"),
    ]
    assert components(keys) == {"a": "a", "e": "a", "b": "b", "c": "b", "d": "b"}


def test_batches_hold_whole_shards() -> None:
    scope = Scope({"a": "a", "b": "a", "c": "c", "d": "d", "e": "a"}, {}, set())
    assert batches(scope, "abcde", 2) == [["a", "b", "e"], ["c", "d"]]


def test_copies_that_name_no_agency_are_joined() -> None:
    scope = Scope({"a": "a", "b": "b", "c": "b"}, {}, set())
    scope.join([("a", "c")])
    assert scope.widened(["b"]) == {"a", "b", "c"}


def test_a_document_that_vanished_touches_those_it_was_computed_with(tmp_path: Path) -> None:
    chance = random.Random(5)
    for name in "abcde":
        stage(tmp_path, name, chance)
    before = parts.states(parts.resolved(tmp_path, None), tmp_path)
    alone = {key: State(key, state.staged, state.resolved, None) for key, state in before.items()}
    assert not parts.resolved(tmp_path, alone).documents

    gone = alone | {"gone": State(alone["a"].shard, "", "", None)}

    scope = parts.resolved(tmp_path, gone)
    assert scope.gone == {"gone"}
    assert "a" in scope.documents


def test_a_table_that_nothing_says_how_to_replace_ends_the_build(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        merging.attach(connection, tmp_path / "base.duckdb", merging.BASE)
        connection.execute(
            f"create schema {merging.BASE}.marts; create table {merging.BASE}.marts.dim_document as "
            "select '' as document_id, '' as agency_id, '' as disclosure_id;"
            f"create table {merging.BASE}.marts.fct_evaluation as select '' as document_id, '' as project_id;"
            f"create table {merging.BASE}.marts.dim_new as select 1 as new_id"
        )
        with pytest.raises(BuildError, match="dim_new"):
            merging.replace(connection, ["a"], has_part=False)


def test_a_document_of_another_place_is_built_alone(
    built: Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def stage_more(folder: Path) -> Path:
        samples.stage_all(folder)
        stage(folder, "elsewhere", random.Random(1))
        return folder

    other = bench(tmp_path)
    other.restage(stage_more)
    shutil.copytree(built.settings.build, other.settings.build)
    other.settings.warehouse.parent.mkdir()
    shutil.copyfile(built.settings.warehouse, other.settings.warehouse)

    assert other.build() is True

    assert (
        "a part: 2 documents of 6" in capsys.readouterr().out
    )  # it prints no place, as the file that can't be read
    parts.publish(other.settings.staging, tmp_path / "whole.duckdb")
    assert parts.differences(other.settings.warehouse, tmp_path / "whole.duckdb") == []
    assert old_client.total(other.settings.warehouse)
    with duckdb.connect(str(other.settings.warehouse), read_only=True) as connection:
        told = connection.execute("from quality.expectation_result order by all").fetchall()
    whole = [astuple(result)[:8] for result in validate(other.settings.warehouse)]
    assert [(*row[:6], row[6] or "", row[7]) for row in told] == sorted(whole)
