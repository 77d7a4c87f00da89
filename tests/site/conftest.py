"""One site of the samples, made once, and a Chromium to look at it with."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gongkai.site.generate import generate
from tests.site import samples
from tests.warehouse.conftest import bench

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    None,
)
DRIVER = shutil.which("chromedriver")


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


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    """A headless Chromium that keeps its console and its requests."""
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("chromium and chromium-driver are not installed")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    yield started
    started.quit()


@pytest.fixture
def browser(driver: Any, made: Made) -> Iterator[Callable[[str], Any]]:
    """Opens a page of the site; afterwards nothing may stand in the console, nothing may have left the folder."""

    def open_page(path: str) -> Any:
        driver.get("about:blank")
        driver.get(f"file://{made.site}/{path}")
        return driver

    for kind in ("browser", "performance"):
        driver.get_log(kind)
    yield open_page
    assert driver.get_log("browser") == []
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    asked = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    assert [
        url for url in asked if not url.startswith((f"file://{made.site}/", "data:", "blob:", "about:"))
    ] == []
    assert driver.execute_script("return window.hit") is None
