"""The pages of the site, made from the published file one by one as they are asked for, in a folder that goes."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from pathlib import Path
from threading import Lock

from gongkai.site import sheets
from gongkai.site.figures import agency_slug, slug
from gongkai.site.generate import SHARED, write_agencies, write_documents
from gongkai.site.output import HERE, PAGES, Folder
from gongkai.site.warehouse import Warehouse

_ELSEWHERE = {"rules": "text", "site": "text", "overview": "pages"}


class Browse:
    """One published file as a site. A file that a build has replaced is another one: make another ``Browse``.

    Raises SiteError where the file was built by an older version.
    """

    def __init__(self, warehouse: Path, originals: Path) -> None:
        self.stamp = stamp(warehouse)
        self._originals = originals
        self._warehouse = Warehouse(warehouse)
        self._home = Path(tempfile.mkdtemp(prefix="gongkai-browse-"))
        self._folder = Folder(self._home, live=True)
        ids = self._warehouse.rows("select document_id from marts.dim_document")
        self._documents = {slug(row["document_id"]): row["document_id"] for row in ids}
        agencies = self._warehouse.rows("select agency_id from marts.dim_agency")
        self._agencies = {agency_slug(row["agency_id"]): row["agency_id"] for row in agencies}
        self._locks: dict[tuple[str, str], Lock] = defaultdict(Lock)
        self._made: set[tuple[str, str]] = set()
        self._guard = Lock()

    def file(self, path: str) -> Path | None:
        """The file at ``path`` of the site, made if it isn't there yet; None where the site has no such file."""
        parts = path.split("/")
        if ".." in parts or "\\" in path or "" in parts:
            return None
        if parts[0] == "static":
            found = HERE / path
            return found if found.is_file() else None
        part = self._part(parts)
        if part is None:
            return None
        with self._guard:
            lock = self._locks[part]
        with lock:
            if part not in self._made:
                self._make(*part)
                self._made.add(part)
        found = self._home / path
        return found if found.is_file() else None

    def close(self) -> None:
        """Close the published file, remove what was made."""
        self._warehouse.close()
        shutil.rmtree(self._home, ignore_errors=True)

    def _part(self, parts: list[str]) -> tuple[str, str] | None:
        """What is made together with the file: ``(kind, name)``."""
        stem = parts[-1].rpartition(".")[0]
        if len(parts) == 1:
            return ("shared", "pages") if stem in PAGES else None
        if parts[0] == "data":
            name = stem.split("-")[0]
            name = _ELSEWHERE.get(name, name)
            return ("shared", name) if name in SHARED else None
        if parts[0] == "documents" and stem in self._documents:
            return ("documents", stem)
        if parts[0] == "agencies" and stem in self._agencies:
            return ("agencies", stem)
        if parts[0] == "pictures" and parts[1] in self._documents:
            return ("pictures", parts[1])
        return None

    def _make(self, kind: str, name: str) -> None:
        if kind == "shared":
            SHARED[name](self._folder, self._warehouse)
        elif kind == "documents":
            write_documents(self._folder, self._warehouse, [self._documents[name]])
        elif kind == "agencies":
            write_agencies(self._folder, self._warehouse, [self._agencies[name]])
        else:
            sheets.write(self._folder, self._warehouse, self._originals, [self._documents[name]])


def stamp(path: Path) -> tuple[int, int, int]:
    """What tells a file from the one that replaces it."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size
