"""Pages from templates: everything escaped, invisible characters of documents shown as such."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gongkai.serve.facts import CONFIRMATIONS
from gongkai.words import Words, grouped, safe

_TEMPLATES = Path(__file__).resolve().parent / "templates"


class Pages:
    """The templates of the app."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, finalize=_visible,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._environment.globals.update(
            confirmations=CONFIRMATIONS
        )  # fmt: skip
        self._environment.filters.update(grouped=grouped, address=_address)

    def text(self, template: str, words: Words, **values: Any) -> str:
        """The page of ``template``."""
        return self._environment.get_template(template).render(words=words, **values)


def _address(part: object) -> str:
    return quote(str(part), safe="")


def _visible(value: object) -> object:
    if value is None:
        return ""
    return value if isinstance(value, Markup) or not isinstance(value, str) else safe(value)
