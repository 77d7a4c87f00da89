"""The dashboard of ``bi/superset`` in a real Superset and a real browser, while a build replaces the published file."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from bi.superset.serve import USER, Superset, environment
from tests.bi.conftest import stage_another
from tests.warehouse.conftest import Bench

_PASSWORD = "only-in-the-test"
_PATIENCE_SECONDS = 180


INSTALLED = environment()
if INSTALLED is None:
    pytest.skip("Apache Superset is not installed (make superset sets it up)", allow_module_level=True)


@pytest.fixture(scope="module")
def superset(published: Bench, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Superset]:
    """Superset on a port of its own, with the dashboard."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Superset(INSTALLED, tmp_path_factory.mktemp("superset"), port, _PASSWORD)
    made.prepare(published.settings.warehouse)
    with made.running():
        yield made


@pytest.fixture(scope="module")
def browser(superset: Superset, driver: Any) -> Any:
    """A browser that is logged in."""
    driver.get(f"{superset.address}/login/")
    await_(lambda: driver.find_elements("id", "username")).pop().send_keys(USER)
    driver.find_element("id", "password").send_keys(f"{superset.password}\n")
    await_(lambda: "/login" not in driver.current_url)
    return driver


def await_(found: Callable[[], Any]) -> Any:
    """What ``found`` returns once that is something."""
    started = time.monotonic()
    while not (value := found()):
        assert time.monotonic() - started < _PATIENCE_SECONDS
        time.sleep(0.3)
    return value


def chart(browser: Any, name: str) -> str:
    """The text that a chart of the dashboard shows, below its title; empty while it has none."""
    found = browser.execute_script(
        """return [...document.querySelectorAll('.dashboard-component-chart-holder')]
            .map(holder => holder.innerText).find(text => text.startsWith(arguments[0])) || ''""",
        name,
    )
    return str(found).removeprefix(name).strip()


def chart_text(browser: Any, name: str) -> str:
    """What a chart of the open dashboard shows, waited for."""
    return str(await_(lambda: figures(chart(browser, name))))


def shown(browser: Any, superset: Superset, name: str) -> str:
    """What a chart shows on the dashboard, opened anew."""
    browser.get(superset.dashboard)
    return chart_text(browser, name)


def figures(text: str) -> str:
    """The text of a chart that has loaded: it shows a digit."""
    return text if any(character.isdigit() for character in text) else ""


def test_the_dashboard_shows_the_sums_of_the_file(browser: Any, superset: Superset, published: Bench) -> None:
    with duckdb.connect(str(published.settings.warehouse), read_only=True) as connection:
        documents, spent, rate = connection.execute(
            """select (select count(*) from zh.披露文件), (select sum(分子) from zh.核心指标 where 指标 = '预算支出'),
                (select 100 * sum(分子) / sum(分母) from zh.核心指标 where 指标 = '预算执行率')"""
        ).fetchone() or (0, 0, 0)
        failed = connection.execute("select 说明 from zh.勾稽检查 where 严重程度 = '错误'").fetchall()
    assert shown(browser, superset, "文件数") == str(documents)
    assert chart_text(browser, "预算支出（元）") == f"{Decimal(spent):,.2f}"
    assert chart_text(browser, "预算执行率") == f"{rate:.2f}%"
    pivot = chart_text(browser, "单位 × 年度")
    assert f"{Decimal(spent):,.2f}" in pivot
    rows = chart_text(browser, "不通过的核对（错误）")
    assert failed
    assert failed[0][0][:12] in rows.replace("\n", "")


def test_no_chart_fails_and_nothing_is_asked_from_outside(browser: Any, superset: Superset) -> None:
    browser.get_log("performance")
    shown(browser, superset, "文件数")
    for name in ("预算支出（元）", "预算执行率", "单位 × 年度", "项目执行率", "不通过的核对（错误）"):
        chart_text(browser, name)
    assert browser.find_elements("css selector", ".ant-alert-error, [data-test='error-message']") == []
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    answered = [m["params"]["response"]["url"] for m in messages if m["method"] == "Network.responseReceived"]
    assert len(answered) > 10
    assert [u for u in answered if not u.startswith((superset.address, "data:", "blob:"))] == []


def test_a_build_is_seen_when_it_has_published_and_disturbs_nobody(
    browser: Any, superset: Superset, published: Bench
) -> None:
    before = shown(browser, superset, "文件数")
    published.restage(stage_another)
    done = threading.Event()

    def watch() -> list[str]:
        seen = []
        while not done.is_set():
            seen.append(shown(browser, superset, "文件数"))
        return seen

    with ThreadPoolExecutor(1) as pool:
        watching = pool.submit(watch)
        try:
            assert published.build() is True
        finally:
            done.set()
        seen = watching.result()
    after = str(int(before) + 1)
    assert len(seen) > 1
    assert set(seen) <= {before, after}
    assert shown(browser, superset, "文件数") == after
    assert "闵行区残疾人联合会" in chart_text(browser, "单位 × 年度")
