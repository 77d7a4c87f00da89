"""What dbt leaves out in builds changes nothing of what a template sees, and is left out of builds of a parsed project alone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from gongkai.warehouse import spared


def test_a_template_sees_the_macro_that_dbt_would_find_first(monkeypatch: pytest.MonkeyPatch) -> None:
    from dbt.context.macros import MacroNamespace
    from dbt.context.manifest import ManifestContext

    places: list[dict[str, Any]] = [
        {"all": "own package", "first": "own package"},
        {"all": "project", "second": "project"},
        {"all": "dbt", "third": "dbt"},
        {"all": {"a": 1}, "package": {"b": 2}},
    ]
    namespace = MacroNamespace(places[1], places[0], places[2], places[3])
    monkeypatch.setattr(ManifestContext, "to_dict", ManifestContext.to_dict)
    spared._contexts()
    given = SimpleNamespace(
        _ctx={}, namespace=namespace, generate_builtins=lambda: {"all": "dbt's own", "var": "dbt's own"}
    )
    found = ManifestContext.to_dict(given)  # type: ignore[arg-type]
    assert {key: found[key] for key in namespace} == dict(namespace)
    assert found["all"] == "own package"
    assert found["var"] == "dbt's own"


def test_a_project_is_validated_again_afterwards() -> None:
    from dbt.contracts.project import ProjectFlags
    from dbt_common.dataclass_schema import ValidationError

    wrong = {"printer_width": "wide"}
    with spared.unvalidated():
        ProjectFlags.validate(wrong)
    with pytest.raises(ValidationError):
        ProjectFlags.validate(wrong)
