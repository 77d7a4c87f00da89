"""Great Expectations is imported without the libraries of its pictures, and with them where it would need them."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from expectations.run import import_sparing

PARTS = {"named": "from colours import paint\n", "used": "from colours import paint\nRED = paint.RED\n"}


@pytest.mark.parametrize(("package", "loaded"), [("named", False), ("used", True)])
def test_a_library_is_imported_only_where_it_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, loaded: bool
) -> None:
    (tmp_path / "colours").mkdir()
    (tmp_path / "colours" / "__init__.py").touch()
    (tmp_path / "colours" / "paint.py").write_text("RED = 1\n", encoding="utf-8")
    (tmp_path / f"{package}.py").write_text(PARTS[package], encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    import_sparing(package, "colours", "colours.paint")
    assert package in sys.modules
    assert ("colours.paint" in sys.modules) is loaded
    assert importlib.import_module("colours.paint").RED == 1
    for name in (package, "colours", "colours.paint"):
        del sys.modules[name]
