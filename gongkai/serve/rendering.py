"""Pages from templates: everything escaped, invisible characters of documents shown as such."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gongkai.places import KIND_NAMES
from gongkai.serve.facts import CONFIRMATIONS
from gongkai.words import DISCLOSURE_TYPES, QUALITIES, SEVERITIES, Words, grouped, safe

_TEMPLATES = Path(__file__).resolve().parent / "templates"
STAGES = {"budget": ("预算", "budget"), "final_account": ("决算", "final account")}


class Pages:
    """The templates of the app."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, finalize=_visible,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._environment.globals.update(
            confirmations=CONFIRMATIONS, kinds=KIND_NAMES, qualities=QUALITIES, severities=SEVERITIES, stages=STAGES,
            disclosure_types=DISCLOSURE_TYPES, bars=bars,
        )  # fmt: skip
        self._environment.filters.update(grouped=grouped, wan=wan, address=_address)

    def text(self, template: str, words: Words, **values: Any) -> str:
        """The page of ``template``."""
        return self._environment.get_template(template).render(words=words, **values)


def wan(yuan: Decimal | None) -> str:
    """Yuan as 万元 with two decimals: ``12345600.00`` → ``1,234.56``; nothing for None."""
    return "" if yuan is None else f"{yuan / 10000:,.2f}"


def bars(years: list[dict[str, Any]], column: str) -> list[tuple[str, Decimal, float]]:
    """Label, amount and height from 0 to 1 of the years that have an amount, the oldest first."""
    there = [
        y for y in sorted(years, key=lambda y: (y["fiscal_year"] or 0, y["stage"])) if y[column] is not None
    ]
    most = max((y[column] for y in there), default=Decimal(0)) or Decimal(1)
    return [(str(y["fiscal_year"]), y[column], max(0.0, float(y[column] / most))) for y in there]


def _address(part: object) -> str:
    return quote(str(part), safe="")


def _visible(value: object) -> object:
    if value is None:
        return ""
    return value if isinstance(value, Markup) or not isinstance(value, str) else safe(value)
