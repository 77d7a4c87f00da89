"""Each finding of ten documents of the pool, clicked in the app: the marked cells are where the page prints the numbers.

What stands in a cell is asked of PDFium directly, not of the readers that found the cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pypdfium2 as pdfium
import pytest

from gongkai.settings import Settings
from tests.chromium import complete, one
from tests.cli.app import Client, running
from tests.originals import SHARED

POOL = SHARED / "pool"
NAMES = (
    "su-98efb997", "nd-office-2024-dept-selfeval", "central-swu-2021-dept-budget", "cs-4a8c7eea", "bj-d9a7e953",
    "bj-b4d06b71", "bj-d115f891", "bj-80d7c275", "gov-hb-wuhan-2025-revenue", "sh-zhiye-2026-unit",
)  # fmt: skip
pytestmark = pytest.mark.skipif(
    not POOL.is_dir(), reason="the pool of real documents is not beside the project"
)
# Of each marked cell: the row of the reading that belongs to it, and where it is drawn on the page.
_MARKED = """
const [image] = document.querySelectorAll('.sheet image');
return [...document.querySelectorAll('.sheet a.current')].map((a) => {
    const row = document.getElementById(a.dataset.fact), rect = a.querySelector('rect');
    return [a.dataset.fact, row.querySelector('th').textContent, row.querySelector('td.n').textContent,
        ...['x', 'y', 'width', 'height'].map((name) => Number(rect.getAttribute(name)))];
})
"""


@pytest.fixture(scope="module")
def app(published: Settings) -> Iterator[Client]:
    with running(published) as found:
        yield found


def test_each_finding_leads_to_the_cells_that_print_it(app: Client, driver: Any) -> None:
    files = {f"{name}.pdf": (POOL / name / f"{name}.pdf").read_bytes() for name in NAMES}
    driver.get(app.address + app.checked(files))
    complete(driver)
    links = {
        (article.get_attribute("id"), link.get_attribute("href"))
        for article in driver.find_elements("css selector", "article.error[id], article.notice[id]")
        # Pictures, the figures below them, and what follows from the finding.
        for link in article.find_elements("css selector", "figure a, td.n a, details li a")
    }
    assert len({finding for finding, _ in links}) > 15  # causes: what follows from one stands under it
    wrong, seen = [], Counter[str]()
    for address in sorted({address for _, address in links}):
        driver.get(address)
        name = one(driver, "h1").text
        page = int(urlsplit(address).path.rsplit("/", 1)[1])
        wanted = set(urlsplit(address).fragment.split(","))
        one(driver, ".sheet a.current")
        marked = driver.execute_script(_MARKED)
        assert {row[0] for row in marked} == wanted, address
        texts = printed(files[name], page, [row[3:] for row in marked])
        for (key, label, value, *_), text in zip(marked, texts, strict=True):
            seen[key.partition("-")[0]] += 1
            if not agrees(text, label, value):
                wrong.append((name, page, key, label, value, text))
    assert sum(seen.values()) > 60
    assert wrong == []


def printed(content: bytes, page: int, boxes: list[list[float]]) -> list[str]:
    """What PDFium finds in boxes ``x, y, width, height`` from the top left of a page."""
    document = pdfium.PdfDocument(content)
    sheet = document[page - 1]
    assert sheet.get_rotation() == 0
    left, _, _, top = sheet.get_cropbox()
    text = sheet.get_textpage()
    found = [
        text.get_text_bounded(left + x, top - y - height, left + x + width, top - y)
        for x, y, width, height in boxes
    ]
    document.close()
    return found


def agrees(text: str, label: str, value: str) -> bool:
    """Whether the text of a cell is the number, or of an indicator the name, that the reading gives it."""
    said, number, name = (re.sub(r"[\s,，]", "", part) for part in (text, value, label))
    figure = re.match(r"-?[\d.]+", number)
    if figure is not None and figure[0] in said:
        return True
    called = name.rpartition("·")[2]
    return bool(said) and (
        said in name or called in said or any(part and part in said for part in number.split("→"))
    )
