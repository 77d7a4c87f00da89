"""What the project stands on is locked with hashes, has a licence, and is listed."""

from __future__ import annotations

import re
import urllib.error
from email.message import Message
from pathlib import Path

import pytest

from bi.superset import serve
from devtools import supply
from gongkai.settings import PROJECT


@pytest.mark.parametrize("lock", sorted(PROJECT.glob("requirements*.lock")), ids=lambda path: path.name)
def test_every_locked_version_has_its_hashes(lock: Path) -> None:
    entries = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())

    assert len(entries) == len(supply.locked(lock)) or any(";" in entry for entry in entries)
    assert [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_list_of_licences_names_every_package_and_none_without_a_licence() -> None:
    page = supply.PAGE.read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| ([A-Za-z0-9._-]+) \| (.+) \|$", page, re.MULTILINE))
    del listed["package"], listed["---"]

    assert set(listed) <= set(supply.locked())
    assert {"duckdb", "dbt-core", "pypdfium2", "lxml"} <= set(listed)
    assert [name for name, said in listed.items() if said == "not stated" or "AGPL" in said] == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ([("License-Expression", "MIT"), ("License", "x")], "MIT"),
        (
            [("Classifier", "License :: OSI Approved :: BSD License"), ("License", "text\nmore")],
            "BSD License",
        ),
        ([("License", "Apache-2.0\nlong text")], "Apache-2.0"),
        ([], ""),
    ],
)
def test_a_licence_is_read_from_what_a_package_says(fields: list[tuple[str, str]], said: str) -> None:
    package = Message()
    for name, value in fields:
        package[name] = value

    assert supply.licence(package) == said


def test_without_a_network_the_audit_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unreachable(*_: object, **__: object) -> None:
        raise urllib.error.URLError("unreachable")

    monkeypatch.setattr(supply.urllib.request, "urlopen", unreachable)

    assert supply.audit() == 2
    assert "no network" in capsys.readouterr().err


def test_no_secret_of_superset_stands_on_a_command_line_or_is_open_to_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[str] = []
    heard: list[bytes] = []

    def run(command: list[object], *, input: bytes = b"", env: dict[str, str], **_: object) -> None:
        lines.append(" ".join(map(str, command)))
        lines.extend(env.values())
        heard.append(input)

    monkeypatch.setattr(serve.subprocess, "run", run)
    monkeypatch.setattr(serve, "bundle", lambda warehouse, target: target)
    home = tmp_path / "home"
    serve.Superset(tmp_path, home, 1, "only-in-the-test").prepare(tmp_path / "gongkai.duckdb")

    assert not [line for line in lines if "only-in-the-test" in line]
    assert b"only-in-the-test" in heard
    assert home.stat().st_mode & 0o077 == 0
    assert (home / "secret_key").stat().st_mode & 0o077 == 0
