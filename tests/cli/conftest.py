"""One published file for the tests of commands that read it: built from drafts, and originals where they are."""

from __future__ import annotations

import shutil

import pytest

from gongkai import build
from gongkai.settings import Settings
from tests.cli import drafts
from tests.originals import SHARED

_ORIGINALS = (
    "disclosures/qingpu-2025-unit-budget.txt", "disclosures/shdpf-2023-project-self-evaluation.txt",
    "pdf/sh-putuo-planning-2024-final.pdf",
)  # fmt: skip


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A warehouse built from files."""
    folder = tmp_path_factory.mktemp("published")
    inbox = folder / "in"
    drafts.write(inbox, "clean.txt", drafts.CLEAN.replace("测试", "另一测试"))
    drafts.write(inbox, "planted.txt", drafts.PLANTED)
    for name in _ORIGINALS:
        if (SHARED / name).exists():
            shutil.copy(SHARED / name, inbox)
    settings = Settings(inbox, folder / "staging", folder / "build", folder / "out" / "gongkai.duckdb")
    assert build.build(settings)
    return settings


@pytest.fixture
def warehouse(published: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The commands read the published file of these tests."""
    monkeypatch.setenv("GONGKAI_WAREHOUSE", str(published.warehouse))
    monkeypatch.setenv("GONGKAI_STAGING", str(published.staging))
    return published
