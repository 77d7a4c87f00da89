"""The growth benchmark goes on where it was stopped, and tells fixed cost from growth."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks.growth import __main__ as growth
from benchmarks.growth import measure
from benchmarks.growth.measure import Cost


def test_a_run_goes_on_where_it_was_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def build(module: str, environment: Mapping[str, str], log: Path) -> Cost:
        found = list(Path(environment["GONGKAI_DISCLOSURES"]).rglob("*.*"))
        if len(asked) == 4:
            raise KeyboardInterrupt
        asked.append(module)
        Path(environment["GONGKAI_WAREHOUSE"]).touch()
        return Cost(10 + len(found) * 0.1, 1, 1, 1, 1, 1, 1)  # a fixed cost and one a document

    monkeypatch.setattr(measure, "run", build)
    with pytest.raises(KeyboardInterrupt):
        growth.run([10, 30], tmp_path, tmp_path / "growth.json")
    assert len(asked) == 4

    asked += ["…"]
    growth.run([10, 30], tmp_path, tmp_path / "growth.json")

    assert asked[5:] == ["gongkai.build", "gongkai.site", "gongkai.export", *["gongkai.build"] * 3]
    [last] = [line for line in capsys.readouterr().out.splitlines() if "exponent" in line]
    assert last == "10 to 30 documents: exponent 0.15, CPU s a further document 0.100"
