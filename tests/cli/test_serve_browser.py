"""The app in a real Chromium: upload, progress, the page and its reading, keyboard, narrow screen, axe-core."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from gongkai.review import register
from gongkai.serve.checks import Check, Checks
from gongkai.settings import Settings
from tests.chromium import one, requested, violations
from tests.cli import drafts
from tests.cli.app import Client, running
from tests.readers.pdf_drawing import Drawing
from tests.test_pictures import table


@pytest.fixture(scope="module")
def app(published: Settings) -> Iterator[Client]:
    with running(published) as found:
        yield found


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


def test_a_picture_leads_to_the_page_and_cell_and_row_point_to_each_other(driver: Any, checked: str) -> None:
    from selenium.webdriver.common.keys import Keys

    driver.get(checked)
    await_drawn(driver)
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
            assert violations(driver) == [], address
            assert driver.execute_script("return document.documentElement.scrollWidth <= innerWidth"), (
                address,
                width,
            )
    driver.set_window_size(1400, 900)


def test_nothing_is_asked_of_others_and_the_console_is_quiet(driver: Any, app: Client, checked: str) -> None:
    for kind in ("browser", "performance"):
        driver.get_log(kind)
    driver.get(checked)
    assert [url for url in requested(driver) if not url.startswith((app.address, "data:", "about:", "chrome:"))] == []
    assert [entry for entry in driver.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_an_app_that_stops_in_the_middle_is_said(published: Settings, driver: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page that waits says so, and doesn't turn into an error of the browser."""
    started, may_end = Event(), Event()

    def slow(self: Checks, check: Check) -> None:
        check.state = "working"
        started.set()
        may_end.wait(60)

    monkeypatch.setattr(Checks, "_run", slow)
    with running(published) as short:
        address = short.post("/checks", {"a.pdf": table(Drawing())}).headers["location"]
        driver.get(short.address + address)
        assert started.wait(30)
        one(driver, "#progress")
        may_end.set()
    await_text(driver, "#progress p", "程序已停止")
    driver.get_log("browser")


def await_drawn(driver: Any) -> None:
    """The first picture of the page is there to be seen."""
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(driver, 60).until(lambda d: d.execute_script("return document.images[0].naturalWidth > 100"))


def await_text(driver: Any, css: str, text: str) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(driver, 30).until(lambda d: text in one(d, css).text)


def test_two_tabs_check_at_once_and_each_shows_its_own(app: Client, driver: Any, tmp_path: Path) -> None:
    names = ("甲.txt", "乙.txt")
    first = driver.current_window_handle
    for name in names:
        path = tmp_path / name
        path.write_text(drafts.PLANTED, encoding="utf-8")
        if name == "乙.txt":
            driver.switch_to.new_window("tab")
        driver.get(f"{app.address}/")
        one(driver, "#files").send_keys(str(path))
        one(driver, "#drop button").click()
    for handle, name in zip((driver.window_handles[-1], first), reversed(names), strict=True):
        driver.switch_to.window(handle)
        one(driver, ".bar", seconds=120)
        assert name in driver.title
    assert {each.text for each in find(driver, f"{app.address}/", ".checks a")} >= set(names)
    driver.switch_to.window(driver.window_handles[-1])
    driver.close()
    driver.switch_to.window(first)


def find(driver: Any, address: str, css: str) -> list[Any]:
    driver.get(address)
    found: list[Any] = driver.find_elements("css selector", css)
    return found


def test_text_of_a_hostile_file_is_shown_as_text(app: Client, driver: Any) -> None:
    address = app.checked({"<img src=x onerror=window.hit=1>.txt": drafts.HOSTILE.encode()})
    for link in (address, *(a.get_attribute("href") for a in find(driver, app.address + address, ".bar a[href*='/checks/'][href$='/0']"))):
        driver.get(link if "://" in link else app.address + link)
        assert one(driver, "h1").text
        assert driver.execute_script("return window.hit") is None
        assert driver.find_elements("css selector", "main img:not([src^='/checks/']), main script") == []


def test_a_finding_is_reviewed_by_keyboard(
    app: Client, driver: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from selenium.webdriver.common.keys import Keys

    monkeypatch.setenv("GONGKAI_REVIEWS", str(tmp_path / "reviews.csv"))
    driver.get(app.address + app.checked({"草稿.txt": drafts.PLANTED.encode()}))
    one(driver, "form.review input[name=note]").send_keys("已核对原文", Keys.TAB, Keys.ENTER)
    assert "原文如此" in one(driver, "article:target").text
    assert register.load(tmp_path / "reviews.csv")[0].note == "已核对原文"
    one(driver, "article:target form.review button").click()
    one(driver, "article:target form.review input[name=note]")
    assert register.load(tmp_path / "reviews.csv") == []
