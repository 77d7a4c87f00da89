"""The app: what each address shows. ``create`` makes it, ``gongkai serve`` runs it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from gongkai.check import report_html, report_xlsx
from gongkai.pictures.asking import pictures
from gongkai.pictures.drawing import Picture, View
from gongkai.serve.checks import Check, Checks
from gongkai.serve.facts import Reading
from gongkai.serve.guard import Guard
from gongkai.serve.rendering import Pages
from gongkai.serve.warehouse import MOST_ROWS, Warehouse
from gongkai.settings import Settings
from gongkai.words import Words

MOST_FILES = 40
_STATIC = Path(__file__).resolve().parent / "static"
_YEAR = 365 * 86400
_UNSAFE_NAME = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")
_PAGES_KEPT = 64
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def create(settings: Settings, hosts: frozenset[str], *, default_lang: str = "zh") -> Starlette:
    """The app over the published file and the originals of ``settings``, answering to the names ``hosts``."""
    checks = Checks(settings.staging if settings.staging.is_dir() else None)
    app = _App(settings, checks, Warehouse(settings.warehouse), Pages(), default_lang)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        checks.close()

    return Starlette(
        routes=[
            Route("/", app.home),
            Route("/checks", app.upload, methods=["POST"]),
            Route("/checks/{key}", app.check),
            Route("/checks/{key}/state", app.state),
            Route("/checks/{key}/report.html", app.report),
            Route("/checks/{key}/report.xlsx", app.workbook),
            Route("/checks/{key}/forget", app.forget, methods=["POST"]),
            Route("/checks/{key}/{document_id}/{page:int}", app.checked_page),
            Route("/checks/{key}/{document_id}/{page:int}.png", app.checked_picture),
            Route("/search", app.search),
            Route("/agencies", app.agencies),
            Route("/agencies/{agency_id}", app.agency),
            Route("/documents", app.documents),
            Route("/documents/{document_id}", app.document),
            Route("/documents/{document_id}/{page:int}", app.published_page),
            Route("/documents/{document_id}/{page:int}.png", app.published_picture),
            Route("/sql", app.sql, methods=["GET", "POST"]),
            Mount("/static", StaticFiles(directory=_STATIC)),
        ],
        middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers={HTTPException: app.refused},
        lifespan=lifespan,
    )


class _App:
    """The answers. Work that takes a while runs in threads, so that one visitor doesn't keep another waiting."""

    def __init__(
        self, settings: Settings, checks: Checks, warehouse: Warehouse, pages: Pages, default_lang: str
    ) -> None:
        self.settings = settings
        self.checks = checks
        self.warehouse = warehouse
        self.pages = pages
        self.default_lang = default_lang
        self._drawn = lru_cache(_PAGES_KEPT)(_whole_page)

    async def home(self, request: Request) -> Response:
        """Drop files here; the checks of this session."""
        return self._page(request, "home.html", checks=self.checks.all(), most_files=MOST_FILES)

    async def upload(self, request: Request) -> Response:
        """Take files in and start their check."""
        words = self._words(request)
        async with request.form(max_files=MOST_FILES, max_fields=4) as form:
            files = [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
            if not files:
                raise HTTPException(400, words("没有选择文件", "no file was chosen"))
            check = self.checks.new()
            for file in files:
                name = free_name(file.filename or "", check.file_names)
                await run_in_threadpool(_store, file, check.folder / name)
                check.file_names.append(name)
        self.checks.start(check)
        return RedirectResponse(f"/checks/{check.key}", 303)

    async def check(self, request: Request) -> Response:
        """A check: its progress, then its findings."""
        check = self._check(request)
        if check.state == "done" and check.results:
            return await run_in_threadpool(self._report, request, check, in_app=True)
        return self._page(request, "check.html", check=check)

    async def state(self, request: Request) -> Response:
        """The state of a check, for the page that waits for it."""
        check = self._check(request)
        return JSONResponse({"state": check.state, "is_over": check.is_over})

    async def report(self, request: Request) -> Response:
        """The report as a file that opens anywhere."""
        response = await run_in_threadpool(self._report, request, self._check(request), in_app=False)
        response.headers["Content-Disposition"] = 'attachment; filename="gongkai-report.html"'
        return response

    async def workbook(self, request: Request) -> Response:
        """The report as a workbook."""
        check, words = self._check(request), self._words(request)
        path = self.checks.home / f"{check.key}.xlsx"
        await run_in_threadpool(report_xlsx.write, path, check.results, words)
        content = path.read_bytes()
        path.unlink()
        return Response(
            content,
            media_type=_XLSX,
            headers={"Content-Disposition": 'attachment; filename="gongkai-report.xlsx"'},
        )

    async def forget(self, request: Request) -> Response:
        """Remove a check and its files."""
        self.checks.forget(self._check(request).key)
        return RedirectResponse("/", 303)

    async def checked_page(self, request: Request) -> Response:
        """A page of a checked file beside its reading."""
        check = self._check(request)
        found = check.readings.get(request.path_params["document_id"])
        base = f"/checks/{check.key}"
        return await self._beside(request, check.folder, found, base, back=base)

    async def checked_picture(self, request: Request) -> Response:
        """The picture of a page of a checked file."""
        check = self._check(request)
        found = check.readings.get(request.path_params["document_id"])
        return await self._picture(request, check.folder, found)

    async def published_page(self, request: Request) -> Response:
        """A page of a published document beside its reading."""
        found = await self._ask(self.warehouse.reading, request.path_params["document_id"])
        back = f"/documents/{request.path_params['document_id']}"
        return await self._beside(request, self.settings.disclosures, found, "/documents", back=back)

    async def published_picture(self, request: Request) -> Response:
        """The picture of a page of a published document."""
        found = await self._ask(self.warehouse.reading, request.path_params["document_id"])
        return await self._picture(request, self.settings.disclosures, found)

    async def search(self, request: Request) -> Response:
        """Agencies, projects, indicators and sentences that bear a word."""
        text = request.query_params.get("q", "").strip()[:100]
        found = await self._ask(self.warehouse.search, text) if text else {}
        return self._page(request, "search.html", text=text, found=found)

    async def agencies(self, request: Request) -> Response:
        """All agencies."""
        return self._page(request, "agencies.html", agencies=await self._ask(self.warehouse.agencies))

    async def agency(self, request: Request) -> Response:
        """An agency through the years."""
        found = await self._ask(self.warehouse.agency, request.path_params["agency_id"])
        return self._page(request, "agency.html", **_there(found))

    async def documents(self, request: Request) -> Response:
        """All documents."""
        return self._page(request, "documents.html", documents=await self._ask(self.warehouse.documents))

    async def document(self, request: Request) -> Response:
        """One document."""
        found = await self._ask(self.warehouse.document, request.path_params["document_id"])
        return self._page(request, "document.html", **_there(found))

    async def sql(self, request: Request) -> Response:
        """Read-only SQL."""
        import duckdb

        text, columns, rows, has_more, error = "", [], [], False, ""
        if request.method == "POST":
            async with request.form(max_files=0, max_fields=2) as form:
                text = str(form.get("query", ""))[:20_000]
            try:
                columns, rows, has_more = await self._ask(self.warehouse.query, text)
            except duckdb.Error as failure:
                error = str(failure)
        return self._page(
            request,
            "sql.html",
            text=text,
            columns=columns,
            rows=rows,
            has_more=has_more,
            error=error,
            most=MOST_ROWS,
        )

    async def refused(self, request: Request, error: Exception) -> Response:
        """What isn't there, or can't be taken: said in words."""
        status, detail = (error.status_code, error.detail) if isinstance(error, HTTPException) else (500, "")
        words = self._words(request)
        text = words("没有这个页面", "no such page") if status == 404 and detail == "Not Found" else detail
        response = self._page(request, "message.html", text=text)
        response.status_code = status
        return response

    def _report(self, request: Request, check: Check, *, in_app: bool) -> Response:
        words = self._words(request)
        bar = self.pages.text("bar.html", words, check=check) if in_app else ""
        ids = {one.file_name: key for key, one in check.readings.items()}

        def page_of(file_name: str, page: int) -> str:
            return f"/checks/{check.key}/{quote(ids[file_name], safe='')}/{page}" if file_name in ids else ""

        html = report_html.render(
            check.results, words, check.album, bar=Markup(bar), page_of=page_of if in_app else None
        )
        policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; frame-ancestors 'none'"
        return Response(html, media_type="text/html", headers={"Content-Security-Policy": policy})

    async def _beside(
        self, request: Request, root: Path, found: Reading | None, base: str, *, back: str
    ) -> Response:
        one = _there(found)
        page = request.path_params["page"]
        facts = one.pages.get(page)
        if facts is None and not 1 <= page <= one.page_count:
            raise HTTPException(404)
        picture = await run_in_threadpool(self._drawn, root, one.file_name, page)
        size = (picture.width / picture.scale, picture.height / picture.scale) if picture else None
        numbers = sorted({*one.pages, *range(1, one.page_count + 1)})
        return self._page(
            request, "page.html", reading=one, page=page, facts=facts or [], size=size, numbers=numbers,
            address=f"{base}/{one.document_id}", back=back,
        )  # fmt: skip

    async def _picture(self, request: Request, root: Path, found: Reading | None) -> Response:
        one = _there(found)
        picture = await run_in_threadpool(self._drawn, root, one.file_name, request.path_params["page"])
        return Response(_there(picture).png, media_type="image/png")

    async def _ask(self, question: Any, *values: object) -> Any:
        if not self.warehouse.is_there:
            raise HTTPException(
                404,
                f"还没有数据库：{self.warehouse.path}（先运行 gongkai build） / no warehouse yet: run gongkai build",
            )
        return await run_in_threadpool(question, *values)

    def _check(self, request: Request) -> Check:
        found: Check = _there(self.checks.get(request.path_params["key"]))
        return found

    def _words(self, request: Request) -> Words:
        asked = request.query_params.get("lang") or request.cookies.get("lang") or self.default_lang
        return Words("en" if asked == "en" else "zh")

    def _page(self, request: Request, template: str, **values: Any) -> Response:
        words = self._words(request)
        has_warehouse = self.warehouse.is_there
        html = self.pages.text(template, words, path=request.url.path, has_warehouse=has_warehouse, **values)
        response = Response(html, media_type="text/html")
        if "lang" in request.query_params:
            response.set_cookie("lang", words.lang, max_age=_YEAR, httponly=True, samesite="strict")
        return response


def free_name(given: str, taken: Sequence[str]) -> str:
    """The last part of a file's name as a browser gives it, safe as a name in a folder, and not among ``taken``."""
    name = _UNSAFE_NAME.sub("_", PurePath(given.replace("\\", "/")).name).strip(" .") or "file"
    stem, dot, suffix = name.rpartition(".") if "." in name else (name, "", "")
    while len(stem.encode()) > 180:
        stem = stem[:-1]
    name, number = f"{stem}{dot}{suffix[:20]}", 2
    while name.casefold() in {t.casefold() for t in taken}:
        name, number = f"{stem} ({number}){dot}{suffix[:20]}", number + 1
    return name


def _store(file: UploadFile, path: Path) -> None:
    with path.open("wb") as out:
        while chunk := file.file.read(2**20):
            out.write(chunk)


def _whole_page(root: Path, file_name: str, page: int) -> Picture | None:
    view = View(page, whole=True)
    return pictures(root, {file_name: [view]}).get((file_name, view)) if page else None


def _there(found: Any) -> Any:
    if found is None:
        raise HTTPException(404)
    return found
