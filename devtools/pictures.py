"""``python -m devtools.pictures``: renew the pictures in the README, of the app over a budget made up for this.

Needs Chromium and its driver. The budget (``demo_budget.html``) is printed to a PDF, with one figure wrong on purpose.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from base64 import b64decode
from dataclasses import replace
from pathlib import Path
from typing import Any

import uvicorn

from gongkai.serve.app import create
from gongkai.settings import PROJECT, from_environment

PICTURES = PROJECT / "docs" / "pictures"
_DEMO = Path(__file__).with_name("demo_budget.html")
_SECONDS = 60


def main() -> int:
    """Write ``docs/pictures``; 1 where there is no browser."""
    chromium, driver = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        print("pictures: chromium and chromedriver are needed", file=sys.stderr)
        return 1
    browser = _browser(chromium, driver)
    try:
        with tempfile.TemporaryDirectory() as folder:
            budget = Path(folder, "示例市文化馆2026年单位预算.pdf")
            browser.get(_DEMO.as_uri())
            printed = browser.execute_cdp_cmd(
                "Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True}
            )
            budget.write_bytes(b64decode(printed["data"]))
            _take(browser, budget)
    finally:
        browser.quit()
    return 0


def _browser(chromium: str, driver: str) -> Any:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars", "--window-size=1280,860"):
        options.add_argument(argument)
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=driver))


def _take(browser: Any, budget: Path) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    settings = replace(
        from_environment(), warehouse=budget.with_suffix(".none"), staging=budget.with_suffix(".none")
    )
    server = uvicorn.Server(
        uvicorn.Config(create(settings, frozenset({"127.0.0.1"})), port=0, log_level="warning")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]

    def one(css: str) -> Any:
        return WebDriverWait(browser, _SECONDS).until(
            lambda b: next(iter(b.find_elements("css selector", css)), None)
        )

    browser.get(f"http://127.0.0.1:{port}/")
    one("#files").send_keys(str(budget))
    one("#drop button").click()
    one(".bar")
    WebDriverWait(browser, _SECONDS).until(lambda b: b.execute_script("return document.images[0].naturalWidth > 0"))
    _save(browser, "report")
    one("figure a").click()
    one(".sheet image")
    time.sleep(1)  # the picture inside the page
    _save(browser, "page")
    server.should_exit = True
    thread.join(_SECONDS)


def _save(browser: Any, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    browser.save_screenshot(str(PICTURES / f"{name}.png"))


if __name__ == "__main__":
    sys.exit(main())
