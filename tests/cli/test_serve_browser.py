"""The app in a real Chromium: upload, progress, the page and its reading, keyboard, narrow screen, axe-core."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_core_python
import pytest

from gongkai.settings import Settings
from tests.cli.app import Client, running
from tests.readers.pdf_drawing import Drawing
from tests.site.conftest import CHROMIUM, DRIVER
from tests.test_pictures import table

AXE = Path(axe_core_python.__file__).with_name("axe.min.js")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None or DRIVER is None, reason="chromium and chromium-driver are not installed"
)


@pytest.fixture(scope="module")
def app(published: Settings) -> Iterator[Client]:
    with running(published) as found:
        yield found


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    started = webdriver.Chrome(
        options=options, service=webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    )
    yield started
    started.quit()


@pytest.fixture(scope="module")
def checked(app: Client, driver: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a check that was asked for in the browser."""
    path = tmp_path_factory.mktemp("upload") / "草稿.pdf"
    path.write_bytes(table(Drawing()))
    driver.get(f"{app.address}/")
    one(driver, "#files").send_keys(str(path))
    assert one(driver, "#chosen").text == "草稿.pdf"
    one(driver, "#drop button").click()
    one(driver, "h1")
    one(driver, ".bar", seconds=120)  # the page that waits turns into the report by itself
    return str(driver.current_url)


def one(driver: Any, css: str, seconds: float = 20) -> Any:
    from selenium.webdriver.support.wait import WebDriverWait

    return WebDriverWait(driver, seconds).until(
        lambda d: next(iter(d.find_elements("css selector", css)), None)
    )


def test_a_picture_leads_to_the_page_and_cell_and_row_point_to_each_other(driver: Any, checked: str) -> None:
    from selenium.webdriver.common.keys import Keys

    driver.get(checked)
    one(driver, "figure a").click()
    cell = one(driver, ".sheet a[aria-label*='7.00']")
    number = cell.get_attribute("data-fact")
    one(driver, f".sheet a[data-fact='{number}'] rect").click()
    assert "current" in one(driver, f"tr[data-fact='{number}']").get_attribute("class")
    other = one(driver, f"button[data-show]:not([data-show='{number}'])")
    other.send_keys(Keys.ENTER)
    shown = other.get_attribute("data-show")
    assert "current" in one(driver, f".sheet a[data-fact='{shown}']").get_attribute("class")
    assert "current" not in (cell.get_attribute("class") or "")


def test_the_marked_cell_is_where_the_page_prints_it(driver: Any, checked: str) -> None:
    driver.get(checked)
    one(driver, "figure a").click()
    [box, sheet] = [one(driver, css).rect for css in (".sheet a[aria-label*='7.00'] rect", ".sheet svg")]
    assert (box["x"] - sheet["x"]) / sheet["width"] == pytest.approx(479.8 / 595, abs=0.01)
    assert (box["y"] - sheet["y"]) / sheet["height"] == pytest.approx(165.0 / 842, abs=0.01)


def test_pages_are_usable_by_all(driver: Any, app: Client, checked: str) -> None:
    driver.get(checked)
    page = one(driver, "figure a").get_attribute("href")
    for address in ("/", "/sql", "/none", checked, page):
        for width in (1400, 420):
            driver.set_window_size(width, 900)
            driver.get(address if "://" in address else app.address + address)
            found = driver.execute_script(AXE.read_text("utf-8") + "; return axe.run();")
            assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found["violations"]] == [], (
                address
            )
            assert driver.execute_script("return document.documentElement.scrollWidth <= innerWidth"), (
                address,
                width,
            )
    driver.set_window_size(1400, 900)


def test_nothing_is_asked_of_others_and_the_console_is_quiet(driver: Any, app: Client, checked: str) -> None:
    driver.get(checked)
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    asked = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    assert [url for url in asked if not url.startswith((app.address, "data:", "about:", "chrome:"))] == []
    assert [entry for entry in driver.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_an_app_that_stops_is_said(published: Settings, driver: Any) -> None:
    with running(published) as short:
        address = short.post("/checks", {"a.pdf": table(Drawing())}).headers["location"]
        driver.get(short.address + address)
        driver.execute_script(
            "const state = document.getElementById('progress'); if (state) state.dataset.state = '/gone'"
        )
        stopped = bool(driver.find_elements("css selector", "#progress"))
    if stopped:
        assert one(driver, "#progress p").text
    driver.get_log("browser")
