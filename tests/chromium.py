"""A real browser for tests, where one is installed: what it is, what it was asked for, what axe-core says of a page."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import axe_core_python

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    None,
)
DRIVER = shutil.which("chromedriver")
_AXE = Path(axe_core_python.__file__).with_name("axe.min.js")


def start() -> Any:
    """A headless Chromium; whoever starts it ends it with ``quit``."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    driver.set_script_timeout(120)
    return driver


def one(driver: Any, css: str, seconds: float = 20) -> Any:
    """The first element, waited for."""
    from selenium.webdriver.support.wait import WebDriverWait

    return WebDriverWait(driver, seconds).until(
        lambda d: next(iter(d.find_elements("css selector", css)), None)
    )


def complete(driver: Any, seconds: float = 60) -> None:
    """Wait until the page that is shown has been read to its end."""
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(driver, seconds).until(
        lambda d: d.execute_script("return document.readyState === 'complete'")
    )


def violations(driver: Any) -> list[tuple[str, list[str]]]:
    """What axe-core objects to on the page that is shown: rule, elements."""
    found = driver.execute_script(_AXE.read_text("utf-8") + "; return axe.run();")
    return [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found["violations"]]


def requested(driver: Any) -> list[str]:
    """The addresses that were asked for since this was last called."""
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
