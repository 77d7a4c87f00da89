"""The result of a check as one self-contained page: no scripts, nothing loaded, everything escaped, pictures inside."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from gongkai.check import sentences
from gongkai.check.album import Album, shots_of
from gongkai.check.model import Result
from gongkai.site.figures import check_key, fact_key
from gongkai.words import FAMILIES, OWED_STATES, Words, grouped, safe

_TEMPLATES = Path(__file__).resolve().parent / "templates"


def render(
    results: Sequence[Result], words: Words, album: Album | None = None, *,
    bar: Markup | None = None, page_of: Callable[[str, int], str] | None = None, review_to: str = "",
    picture_of: Callable[[str, int], str] | None = None,
) -> str:  # fmt: skip
    """The page for all ``results``, with the pictures of ``album`` beneath their findings.

    ``bar`` stands above all; ``page_of`` gives the address of a page by file name and number, which pictures and the figures of what follows lead to;
    ``review_to`` is where reviews of errors are sent; ``picture_of`` gives the address of a picture by finding and number,
    without it pictures stand in the page.
    """
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, finalize=_visible, trim_blocks=False
    )
    environment.globals.update(
        describe=sentences.describe,
        where=sentences.where,
        unread_first=sentences.unread_first,
        chinese=sentences.CHINESE,
        verdict=sentences.verdict,
        notes=sentences.notes,
        follows=sentences.follows,
        shots_of=shots_of,
        family_names=FAMILIES,
        owed_states=OWED_STATES,
        by_state=sentences.by_state,
        unused=sentences.unused,
        unchecked=sentences.unchecked,
    )
    environment.filters["grouped"] = grouped
    environment.filters["data_uri"] = _data_uri
    environment.filters["check_key"] = check_key
    environment.filters["fact_anchor"] = lambda fact_id: fact_key(fact_id)[1]
    headings = [(severity, words(zh, en)) for severity, zh, en, _ in sentences.HEADINGS]
    return environment.get_template("check.html.j2").render(
        results=results, words=words, headings=headings, album=album or {}, bar=bar or "", page_of=page_of,
        review_to=review_to, picture_of=picture_of,
    )


def _data_uri(png: bytes) -> Markup:
    return Markup("data:image/png;base64," + b64encode(png).decode("ascii"))


def _visible(value: object) -> object:
    """Controls and invisible marks of documents are shown as such."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else safe(value)
