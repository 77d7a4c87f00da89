"""The site in a real Chromium: moving about, filters, language, keyboard, hostile text, a quiet console."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import duckdb
import pytest

from gongkai.site import figures
from gongkai.site.output import PAGES
from tests.chromium import one, violations
from tests.site import samples
from tests.site.conftest import Made

Open = Callable[[str], Any]


def all_of(driver: Any, css: str) -> list[Any]:
    found: list[Any] = driver.find_elements("css selector", css)
    return found


def choose(driver: Any, css: str, value: str) -> None:
    from selenium.webdriver.support.select import Select

    Select(one(driver, css)).select_by_value(value)


def press(driver: Any, *keys: str) -> None:
    from selenium.webdriver.common.keys import Keys

    for key in keys:
        driver.switch_to.active_element.send_keys(getattr(Keys, key))


def document(name: str) -> str:
    return f"documents/{figures.slug(name)}.html"


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_and_links_to_the_others(browser: Open, name: str) -> None:
    driver = browser("index.html")

    one(driver, f"header li a[href='{name}.html']").click()

    assert f"/{name}.html" in driver.current_url
    assert (
        one(driver, "header a[aria-current=page]")
        .get_attribute("href")
        .split("?")[0]
        .endswith(f"{name}.html")
    )
    assert one(driver, "h1").text
    assert driver.execute_script("return document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("name", ["index", "agencies", "documents", "findings", "performance", "money"])
def test_pages_fit_a_telephone(browser: Open, driver: Any, name: str) -> None:
    driver.set_window_size(500, 900)
    try:
        browser(f"{name}.html")
        one(driver, "main table")
        assert driver.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    finally:
        driver.set_window_size(1400, 900)


def test_language_is_switched_and_kept(browser: Open) -> None:
    driver = browser("documents.html?lang=zh")
    one(driver, "table.list")
    assert one(driver, "h1").text == "文件"

    one(driver, "#language").click()

    assert one(driver, "h1").text == "Documents"
    assert one(driver, "table.list th").text.startswith("Document")
    assert driver.execute_script("return document.documentElement.lang") == "en"
    one(driver, "table.list a").click()
    assert "Findings" in one(driver, "#findings h2").text
    one(driver, "#language").click()
    assert one(driver, "#findings h2").text == "发现"


def test_rules_have_their_english_titles_in_english(browser: Open) -> None:
    driver = browser("findings.html?lang=en#rule=hierarchy")
    one(driver, "table.list")
    assert {row.text for row in all_of(driver, ".list tbody td:nth-child(3)")} == {
        "Subjects add up to their parent"
    }
    assert one(driver, "[data-filter=rule] option[value=hierarchy]").text.startswith("Subjects add up")
    assert "Explanations, formulas and grounds are in Chinese" in one(driver, "main").text
    all_of(driver, ".list tbody tr td:nth-child(2) a")[0].click()
    assert one(driver, "#panel:not([hidden]) h2").text == "Subjects add up to their parent"
    for page in ("index", "rules"):
        driver = browser(f"{page}.html?lang=en")
        assert "Subjects add up to their parent" in one(driver, "main").text
        assert "科目分级汇总" not in one(driver, "main").text
    one(driver, "#language").click()
    assert "科目分级汇总" in one(driver, "main").text


def test_findings_are_filtered_searched_and_lead_to_the_number(browser: Open) -> None:
    driver = browser("findings.html")
    one(driver, "table.list")
    total = len(all_of(driver, ".list tbody tr"))

    rule = all_of(driver, "[data-filter=rule] option")[1].get_attribute("value")
    choose(driver, "[data-filter=rule]", rule)

    kept = all_of(driver, ".list tbody tr")
    assert 0 < len(kept) < total
    assert f"rule={rule}" in driver.current_url
    one(driver, "[data-search]").send_keys("没有这样的字")
    assert all_of(driver, ".list tbody tr") == []
    one(driver, ".filters button").click()
    assert len(all_of(driver, ".list tbody tr")) == total
    all_of(driver, ".list tbody tr td:nth-child(2) a")[0].click()
    assert one(driver, "#panel:not([hidden]) .check")
    assert all_of(driver, ".fact.operand")


def test_filters_in_the_address_are_applied(browser: Open) -> None:
    driver = browser("documents.html#type=department_budget")

    one(driver, "table.list")

    assert len(all_of(driver, ".list tbody tr")) == 1


def test_sorting_says_its_direction(browser: Open) -> None:
    driver = browser("documents.html")
    one(driver, "[data-column=amounts]").click()
    assert one(driver, "th[aria-sort=ascending]").text.startswith(("金额数", "Amounts"))
    one(driver, "[data-column=amounts]").click()
    shown = [int(row.text.replace(",", "")) for row in all_of(driver, ".list tbody tr td:nth-child(9)")]
    assert shown == sorted(shown, reverse=True)


def test_a_click_on_a_number_shows_rule_operands_and_source(browser: Open) -> None:
    driver = browser(document("damaged-budget"))

    all_of(driver, ".v-wrong button")[0].click()

    panel = one(driver, "#panel:not([hidden])")
    assert panel.find_element("css selector", "blockquote").text
    assert panel.find_elements("css selector", ".check.r-wrong .operands a")
    link = panel.find_element("css selector", ".operands a")
    target = link.get_attribute("href").split("#")[1]
    link.click()
    assert one(driver, ".fact.current").get_attribute("id") == target


def test_a_link_to_a_table_leads_there_and_opens_nothing(browser: Open) -> None:
    driver = browser(document("damaged-budget"))
    one(driver, ".contents a[href='#table-1']").click()
    assert driver.current_url.endswith("#table-1")
    assert all_of(driver, "#panel:not([hidden])") == []


def test_numbers_are_reached_by_keyboard(browser: Open) -> None:
    driver = browser(document("damaged-budget"))
    first = one(driver, "table.printed .fact button")
    assert len(all_of(driver, "table.printed .fact button[tabindex='0']")) == len(
        all_of(driver, "table.printed:has(.fact)")
    )
    driver.execute_script("arguments[0].focus()", first)

    press(driver, "ARROW_RIGHT", "ARROW_DOWN")
    here = driver.execute_script("return document.activeElement.parentElement.id")
    press(driver, "ENTER")

    assert one(driver, "#panel:not([hidden])")
    assert one(driver, ".fact.current").get_attribute("id") == here
    assert driver.execute_script("return document.activeElement.id") == "panel"
    press(driver, "ESCAPE")
    assert all_of(driver, "#panel:not([hidden])") == []
    assert driver.execute_script("return document.activeElement.parentElement.id") == here


def test_the_skip_link_comes_first(browser: Open) -> None:
    driver = browser("index.html")
    press(driver, "TAB")
    assert driver.execute_script("return document.activeElement.className") == "skip"
    press(driver, "ENTER")
    assert driver.execute_script("return document.activeElement.id") == "main"


def test_performance_views_by_keyboard(browser: Open) -> None:
    driver = browser("performance.html")
    one(driver, "table.list")
    assert {row.text for row in all_of(driver, ".list [class^=met-]")} >= {
        "达成",
        "未达成",
    } or "en" in driver.current_url

    driver.execute_script("document.querySelector('[role=tab][aria-selected=true]').focus()")
    press(driver, "ARROW_RIGHT")

    assert one(driver, "#tab-scores[aria-selected=true]")
    assert one(driver, "table.list [data-column=rate]")
    press(driver, "ARROW_RIGHT")
    assert one(driver, "#tab-costs[aria-selected=true]")


def test_money_is_chosen_and_added(browser: Open) -> None:
    driver = browser("money.html#system=source&type=department_budget")
    total = one(driver, "[data-total]")

    parts = [int(row.get_attribute("data-cents")) for row in all_of(driver, "tr[data-cents]")]

    assert sum(parts) == int(total.get_attribute("data-total")) == 30_000_000
    assert total.text == "300,000.00"


def test_hostile_text_is_shown_as_text(browser: Open) -> None:
    driver = browser(document(samples.ODD_NAME))
    assert samples.HOSTILE in one(driver, "caption").get_attribute("textContent")

    for button in all_of(driver, "table.printed .fact button"):
        driver.execute_script("arguments[0].click()", button)
    assert one(driver, "#panel:not([hidden])")
    assert all_of(driver, "#panel img, #panel script") == []


@pytest.mark.parametrize(
    "page", ["documents.html", "findings.html", "performance.html", "money.html", document("hostile-form")]
)
def test_hostile_text_in_lists_stays_text(browser: Open, page: str) -> None:
    driver = browser(page)
    one(driver, "main table")
    assert all_of(driver, "main img") == []


def test_marks_are_not_only_colour(browser: Open) -> None:
    driver = browser(document("damaged-budget"))
    mark = "return getComputedStyle(document.querySelector(arguments[0]), '::after').content"
    assert "✗" in driver.execute_script(mark, ".v-wrong")
    assert "✓" in driver.execute_script(mark, ".v-ok")


@pytest.mark.parametrize(
    "path", [*(f"{name}.html" for name in PAGES), document("damaged-budget"), "agency", "search.html#q=残疾"]
)
def test_pages_are_usable_by_all(browser: Open, made: Made, path: str) -> None:
    if path == "agency":
        path = f"agencies/{sorted(p.name for p in (made.site / 'agencies').glob('*.html'))[0]}"
    driver = browser(path)
    one(driver, "main table, main form, main section")
    for button in all_of(driver, ".v-wrong button")[:1]:
        driver.execute_script("arguments[0].click()", button)
    assert violations(driver) == []


def test_the_search_finds_and_leads_to_the_finding(browser: Open, made: Made) -> None:
    with duckdb.connect(str(made.warehouse), read_only=True) as connection:
        [explanation] = connection.execute(
            "select min(explanation) from marts.fct_check where status = 'fail' and severity = 'error'"
        ).fetchall()[0]
    [word] = re.findall("[\u4e00-\u9fff]{3,8}", explanation)[:1]
    driver = browser("index.html")
    one(driver, "form[data-search-page] input").send_keys(word)
    press(driver, "ENTER")
    found = one(driver, "[data-kind=finding] a")
    assert word in found.text
    target = found.get_attribute("href").split("#")[1]
    found.click()
    assert one(driver, "#panel:not([hidden]) .check").get_attribute("data-key") == target
    assert driver.current_url.endswith(f"#{target}")


def test_what_is_not_there_is_not_found(browser: Open) -> None:
    driver = browser("search.html#q=没有这样的字")
    await_text(driver, "#said", "没有符合条件的内容")
    one(driver, "#ask input").clear()
    one(driver, "#ask input").send_keys("<b>")
    assert all_of(driver, "#found *") == []


def await_text(driver: Any, css: str, text: str) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(driver, 10).until(lambda d: text in one(d, css).text)


def test_agencies_are_put_side_by_side_by_keyboard_and_address(browser: Open) -> None:
    driver = browser("agencies.html")
    names = [row.text for row in all_of(driver, ".list tbody th a")] or [one(driver, ".list tbody th a").text]
    one(driver, "main p a[href*='compare']").click()
    for name in names[:2]:
        one(driver, "#names option")
        one(driver, "#name").send_keys(name)
        press(driver, "ENTER")
        await_text(driver, "#chosen", name)
    address = driver.current_url
    assert len(all_of(driver, "#chosen li")) == len(names[:2])
    driver.get("about:blank")
    driver.get(address)
    one(driver, "#chosen li")
    assert len(all_of(driver, "#chosen li")) == len(names[:2])
