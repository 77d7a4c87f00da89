"""One site of the samples, made once, and a Chromium to look at it with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gongkai.site.generate import generate
from tests.chromium import requested
from tests.site import samples
from tests.warehouse.conftest import bench


@dataclass(frozen=True)
class Made:
    """A warehouse and the site made from it."""

    warehouse: Path
    site: Path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The site of the samples."""
    built = bench(tmp_path_factory.mktemp("site-warehouse"))
    built.restage(samples.stage_all)
    assert built.build() is True
    site = tmp_path_factory.mktemp("site") / "site"
    generate(built.settings.warehouse, site)
    return Made(built.settings.warehouse, site)


def read_data(path: Path) -> dict[str, Any]:
    """What a data script puts under its names."""
    text = path.read_text(encoding="utf-8")
    name, _, value = text.partition("||{})[")[2].partition("]=")
    return {json.loads(name): json.loads(value.rstrip().removesuffix(";"))}


@pytest.fixture
def browser(driver: Any, made: Made) -> Iterator[Callable[[str], Any]]:
    """Opens a page of the site; afterwards nothing may stand in the console, nothing may have left the folder."""

    def open_page(path: str) -> Any:
        driver.get("about:blank")
        driver.get(f"file://{made.site}/{path}")
        return driver

    driver.get_log("browser")
    requested(driver)
    yield open_page
    assert driver.get_log("browser") == []
    assert [
        url
        for url in requested(driver)
        if not url.startswith((f"file://{made.site}/", "data:", "blob:", "about:"))
    ] == []
    assert driver.execute_script("return window.hit") is None
