"""What all answers of the app share: templates in the language asked for, a page of an original beside its reading."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from gongkai.pictures.asking import pictures
from gongkai.pictures.drawing import Picture, View
from gongkai.serve.facts import Reading
from gongkai.serve.rendering import Pages
from gongkai.words import Words

_YEAR = 365 * 86400
_PAGES_KEPT = 64


class Answers:
    """Work that takes a while runs in threads, so that one visitor doesn't keep another waiting."""

    def __init__(self, pages: Pages, default_lang: str, *, has_warehouse: Callable[[], bool]) -> None:
        self.pages = pages
        self.default_lang = default_lang
        self._has_warehouse = has_warehouse
        self._drawn = lru_cache(_PAGES_KEPT)(_whole_page)

    async def refused(self, request: Request, error: Exception) -> Response:
        """What isn't there, or can't be taken: said in words."""
        status, detail = (error.status_code, error.detail) if isinstance(error, HTTPException) else (500, "")
        words = self.words(request)
        text = words("没有这个页面", "no such page") if status == 404 and detail == "Not Found" else detail
        response = self.page(request, "message.html", text=text)
        response.status_code = status
        return response

    async def beside(
        self, request: Request, root: Path, found: Reading | None, base: str, *, back: str
    ) -> Response:
        """A page of a document beside its reading; ``base`` and ``back`` are addresses."""
        one = there(found)
        page = request.path_params["page"]
        facts = one.pages.get(page)
        if facts is None and not 1 <= page <= one.page_count:
            raise HTTPException(404)
        picture = await run_in_threadpool(self._drawn, root, one.file_name, page)
        size = (picture.width / picture.scale, picture.height / picture.scale) if picture else None
        numbers = sorted({*one.pages, *range(1, one.page_count + 1)})
        return self.page(
            request, "page.html", reading=one, page=page, facts=facts or [], size=size, numbers=numbers,
            address=f"{base}/{one.document_id}", back=back,
        )  # fmt: skip

    async def picture(self, request: Request, root: Path, found: Reading | None) -> Response:
        """The picture of a whole page."""
        one = there(found)
        picture = await run_in_threadpool(self._drawn, root, one.file_name, request.path_params["page"])
        return Response(there(picture).png, media_type="image/png")

    def words(self, request: Request) -> Words:
        """The language that was asked for, now or before."""
        asked = request.query_params.get("lang") or request.cookies.get("lang") or self.default_lang
        return Words("en" if asked == "en" else "zh")

    def page(self, request: Request, template: str, **values: Any) -> Response:
        """A page from a template."""
        words = self.words(request)
        has_warehouse = self._has_warehouse()
        html = self.pages.text(template, words, path=request.url.path, has_warehouse=has_warehouse, **values)
        response = Response(html, media_type="text/html")
        if "lang" in request.query_params:
            response.set_cookie("lang", words.lang, max_age=_YEAR, httponly=True, samesite="strict")
        return response


def _whole_page(root: Path, file_name: str, page: int) -> Picture | None:
    view = View(page, whole=True)
    return pictures(root, {file_name: [view]}).get((file_name, view)) if page else None


def there(found: Any) -> Any:
    """``found``, if it is there. Raises HTTPException where it isn't."""
    if found is None:
        raise HTTPException(404)
    return found
