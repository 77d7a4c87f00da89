"""The app: what each address shows. ``create`` makes it, ``gongkai serve`` runs it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from gongkai.serve.answers import there
from gongkai.serve.browse import Browse, stamp
from gongkai.serve.checking import Checking
from gongkai.serve.checks import Checks
from gongkai.serve.guard import Guard
from gongkai.serve.rendering import Pages
from gongkai.serve.warehouse import MOST_ROWS, Warehouse
from gongkai.settings import Settings
from gongkai.site.figures import slug
from gongkai.site.warehouse import SiteError

_STATIC = Path(__file__).resolve().parent / "static"


def create(settings: Settings, hosts: frozenset[str], *, default_lang: str = "zh") -> Starlette:
    """The app over the published file and the originals of ``settings``, answering to the names ``hosts``."""
    checks = Checks(settings.staging if settings.staging.is_dir() else None)
    app = _App(settings, checks, default_lang)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        app.close()

    return Starlette(
        routes=[
            Route("/", app.home),
            Route("/checks", app.upload, methods=["POST"]),
            Route("/checks/{key}", app.check),
            Route("/checks/{key}/state", app.state),
            Route("/checks/{key}/report.html", app.report),
            Route("/checks/{key}/report.xlsx", app.workbook),
            Route("/checks/{key}/report.docx", app.word),
            Route("/checks/{key}/review", app.review, methods=["POST"]),
            Route("/checks/{key}/strips/{finding}/{number:int}.png", app.strip),
            Route("/checks/{key}/forget", app.forget, methods=["POST"]),
            Route("/checks/{key}/{document_id}/{page:int}", app.checked_page),
            Route("/checks/{key}/{document_id}/{page:int}.png", app.checked_picture),
            Route("/browse/{path:path}", app.browse),
            Route("/documents/{document_id}/{page:int}", app.published_page),
            Route("/documents/{document_id}/{page:int}.png", app.published_picture),
            Route("/sql", app.sql, methods=["GET", "POST"]),
            Mount("/static", StaticFiles(directory=_STATIC)),
        ],
        middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers={HTTPException: app.refused},
        lifespan=lifespan,
    )


class _App(Checking):
    """The answers about checks, and those about the published file."""

    def __init__(self, settings: Settings, checks: Checks, default_lang: str) -> None:
        self.settings = settings
        self.warehouse = Warehouse(settings.warehouse)
        self._browse: Browse | None = None
        self._opening = Lock()
        super().__init__(checks, Pages(), default_lang, has_warehouse=lambda: self.warehouse.is_there)

    async def published_page(self, request: Request) -> Response:
        """A page of a published document beside its reading."""
        found = await self._ask(self.warehouse.reading, request.path_params["document_id"])
        back = f"/browse/documents/{slug(request.path_params['document_id'])}.html"
        return await self.beside(request, self.settings.disclosures, found, "/documents", back=back)

    async def published_picture(self, request: Request) -> Response:
        """The picture of a page of a published document."""
        found = await self._ask(self.warehouse.reading, request.path_params["document_id"])
        return await self.picture(request, self.settings.disclosures, found)

    async def browse(self, request: Request) -> Response:
        """A page or a data file of the site of the published file."""
        found = await self._ask(self._site_file, request.path_params["path"])
        return FileResponse(there(found))

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
        return self.page(
            request,
            "sql.html",
            text=text,
            columns=columns,
            rows=rows,
            has_more=has_more,
            error=error,
            most=MOST_ROWS,
        )

    def _site_file(self, path: str) -> Path | None:
        """A file of the site; of a published file that was replaced meanwhile, that of the new one."""
        with self._opening:
            if self._browse is None or self._browse.stamp != stamp(self.warehouse.path):
                if self._browse is not None:
                    self._browse.close()
                self._browse = Browse(self.warehouse.path, self.settings.disclosures)
            found = self._browse
        return found.file(path or "index.html")

    def close(self) -> None:
        """Remove what was put on disk."""
        self.checks.close()
        if self._browse is not None:
            self._browse.close()

    async def _ask(self, question: Any, *values: object) -> Any:
        if not self.warehouse.is_there:
            raise HTTPException(
                404,
                f"还没有数据库：{self.warehouse.path}（先运行 gongkai build） / no warehouse yet: run gongkai build",
            )
        try:
            return await run_in_threadpool(question, *values)
        except SiteError as error:
            raise HTTPException(404, str(error)) from error
