"""The answers about checks: take files in, show progress and findings, hand reports out, write reviews down."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from gongkai.check import report_docx, report_html, report_xlsx
from gongkai.errors import DraftError, ReviewError
from gongkai.review.register import ATTRIBUTIONS
from gongkai.serve.answers import Answers, there
from gongkai.serve.checks import Check, Checks
from gongkai.site.figures import check_key
from gongkai.words import Words

MOST_FILES = 40
_MOST_NOTE = 500
_PATIENCE = 120.0  # seconds that somebody waits for pictures
_UNSAFE_NAME = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")
_OFFICE = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Checking(Answers):
    """What is asked about checks."""

    def __init__(self, checks: Checks, *shared: Any, **named: Any) -> None:
        super().__init__(*shared, **named)
        self.checks = checks

    async def home(self, request: Request) -> Response:
        """Drop files here; the checks of this session."""
        return self.page(request, "home.html", checks=self.checks.all(), most_files=MOST_FILES)

    async def upload(self, request: Request) -> Response:
        """Take files in and start their check."""
        words = self.words(request)
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
        return self.page(request, "check.html", check=check)

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
        check, words = self._check(request), self.words(request)
        return await run_in_threadpool(
            self._written, check, "xlsx", lambda path: report_xlsx.write(path, check.results, words)
        )

    async def word(self, request: Request) -> Response:
        """The report as a Word document."""
        check, words = self._check(request), self.words(request)
        return await run_in_threadpool(
            self._written,
            check,
            "docx",
            lambda path: self._word(path, check, words),
        )

    async def strip(self, request: Request) -> Response:
        """A picture of a finding, waited for where it is still being drawn."""
        check = self._check(request)
        png = await run_in_threadpool(
            _strip, check, request.path_params["finding"], request.path_params["number"]
        )
        return Response(there(png), media_type="image/png")

    async def review(self, request: Request) -> Response:
        """Accept a finding as the publisher's or as a misreading, or take that back, in the user's file of reviews."""
        check, words = self._check(request), self.words(request)
        async with request.form(max_files=0, max_fields=4) as form:
            check_id, attribution, note = (
                str(form.get(name, "")).strip() for name in ("check_id", "attribution", "note")
            )
        if attribution not in ("", *ATTRIBUTIONS):
            raise HTTPException(400)
        if attribution and not note:
            raise HTTPException(400, words("请写明看到了什么", "say what was seen"))
        try:
            await run_in_threadpool(self.checks.review, check, check_id, attribution, note[:_MOST_NOTE])
        except DraftError as error:
            raise HTTPException(404, words(error.zh, error.en)) from error
        except ReviewError as error:
            raise HTTPException(409, str(error)) from error
        return RedirectResponse(f"/checks/{check.key}#{check_key(check_id)}", 303)

    async def forget(self, request: Request) -> Response:
        """Remove a check and its files."""
        self.checks.forget(self._check(request).key)
        return RedirectResponse("/", 303)

    async def checked_page(self, request: Request) -> Response:
        """A page of a checked file beside its reading."""
        check = self._check(request)
        found = check.readings.get(request.path_params["document_id"])
        base = f"/checks/{check.key}"
        return await self.beside(request, check.folder, found, base, back=base)

    async def checked_picture(self, request: Request) -> Response:
        """The picture of a page of a checked file."""
        check = self._check(request)
        found = check.readings.get(request.path_params["document_id"])
        return await self.picture(request, check.folder, found)

    def _word(self, path: Path, check: Check, words: Words) -> None:
        check.is_drawn.wait(_PATIENCE)
        report_docx.write(path, check.results, words, check.album)

    def _written(self, check: Check, suffix: str, write: Callable[[Path], None]) -> Response:
        path = self.checks.home / f"{check.key}.{suffix}"
        write(path)
        content = path.read_bytes()
        path.unlink()
        named = {"Content-Disposition": f'attachment; filename="gongkai-report.{suffix}"'}
        return Response(content, media_type=_OFFICE[suffix], headers=named)

    def _report(self, request: Request, check: Check, *, in_app: bool) -> Response:
        words = self.words(request)
        bar = self.pages.text("bar.html", words, check=check) if in_app else ""
        ids = {one.file_name: key for key, one in check.readings.items()}

        def picture_of(check_id: str, number: int) -> str:
            return f"/checks/{check.key}/strips/{check_key(check_id)}/{number}.png"

        def page_of(file_name: str, page: int) -> str:
            return f"/checks/{check.key}/{quote(ids[file_name], safe='')}/{page}" if file_name in ids else ""

        if not in_app:
            check.is_drawn.wait(_PATIENCE)
        html = report_html.render(
            check.results,
            words,
            check.planned if in_app else check.album,
            bar=Markup(bar),
            page_of=page_of if in_app else None,
            review_to=f"/checks/{check.key}/review" if in_app else "",
            picture_of=picture_of if in_app else None,
        )
        policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'"
        return Response(html, media_type="text/html", headers={"Content-Security-Policy": policy})

    def _check(self, request: Request) -> Check:
        found: Check = there(self.checks.get(request.path_params["key"]))
        return found


def _strip(check: Check, finding: str, number: int) -> bytes | None:
    shots = next((shots for key, shots in check.planned.items() if check_key(key) == finding), [])
    if number >= len(shots) or not check.is_drawn.wait(_PATIENCE):
        return None
    wanted = shots[number]
    of_file = (shot for shots in check.album.values() for shot in shots if shot.file_name == wanted.file_name)
    found = next((shot.picture for shot in of_file if shot.view == wanted.view), None)
    return found.png if found is not None else None


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
