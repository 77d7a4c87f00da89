"""Writing the site: pages from templates, data as scripts, what is unchanged kept, the folder swapped in at the end."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gongkai.site import figures, text
from gongkai.site.warehouse import SiteError

HERE = Path(__file__).parent
MARKER = ".gongkai-site"
CHUNK = 5_000
FOLDERS = ("data", "documents", "agencies", "pictures")
PAGES = (
    "index", "agencies", "compare", "documents", "findings", "performance", "money", "search", "rules", "about",
)  # fmt: skip
# Inside a script these could end it, open a comment or break a line.
_ESCAPES = {c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def script(name: str, value: object) -> str:
    """A script that puts ``value`` under ``name``; its text can't end the script or become markup."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPES.items():
        data = data.replace(character, escape)
    return f"(self.gongkaiData=self.gongkaiData||{{}})[{json.dumps(name)}]={data};\n"


class Templates(Environment):
    """Templates that look into rows (dicts) before they look for attributes: most of what pages ask for."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The value of ``obj.attribute`` in a template."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


class Folder:
    """A folder that pages and data are written into. ``live`` is that of the app, which has more pages around."""

    def __init__(self, fresh: Path, *, live: bool = False) -> None:
        self.fresh = fresh
        for folder in FOLDERS:
            (fresh / folder).mkdir(parents=True, exist_ok=True)
        self._templates = Templates(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True,
        )  # fmt: skip
        self._templates.globals.update(
            t=text.text,
            term=text.term,
            both=text.both,
            place=text.place,
            words=text.words(),
            pages=PAGES,
            live=live,
        )
        self._templates.filters.update(
            grouped=figures.grouped, figure=figures.figure, yuan=figures.yuan, wan=figures.wan, slug=figures.slug,
            agency_slug=figures.agency_slug, check_key=figures.check_key,
        )  # fmt: skip

    def page(self, path: str, template: str, **values: object) -> None:
        """Write one page."""
        root = "../" * path.count("/")
        self.write(path, self._templates.get_template(template).render(root=root, path=path, **values))

    def data(self, path: str, name: str, value: object) -> None:
        """Write one data script."""
        self.write(path, script(name, value))

    def dataset(self, name: str, rows: Iterable[Sequence[Any]], size: int = CHUNK) -> int:
        """Write rows as chunks ``data/<name>-<n>.js``, each with its own table of repeated texts, and their number in
        ``data/<name>.js``; the number of rows."""
        chunks = count = 0
        left = iter(rows)
        while chunk := list(islice(left, size)):
            self.data(f"data/{name}-{chunks}.js", f"{name}-{chunks}", packed(chunk))
            chunks, count = chunks + 1, count + len(chunk)
        self.data(f"data/{name}.js", name, {"chunks": chunks, "rows": count})
        return count

    def write(self, path: str, content: str | bytes) -> None:
        """Write one file."""
        data = content.encode() if isinstance(content, str) else content
        (self.fresh / path).parent.mkdir(exist_ok=True)
        (self.fresh / path).write_bytes(data)


class Site(Folder):
    """A site being written beside its place; ``finish`` puts it there in one step.

    Files that are as before are the same files: ``keep`` takes over what needs no making, ``write`` what came out alike.
    ``known`` and ``made`` are what pages depended on, by a name.
    """

    def __init__(self, target: Path) -> None:
        if target.exists() and any(target.iterdir()) and not (target / MARKER).exists():
            raise SiteError(f"{target} 里有别的内容，不覆盖 / holds something else, not replaced")
        self.target = target
        fresh = target.with_name(f".{target.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        super().__init__(fresh)
        self.known = _state(target / MARKER)
        self.made: dict[str, str] = {}
        for path in (HERE / "static").rglob("*"):
            if path.is_file():
                self.write(path.relative_to(HERE).as_posix(), path.read_bytes())

    def write(self, path: str, content: str | bytes) -> None:
        """Write one file, or take over the old one where it is the same."""
        data = content.encode() if isinstance(content, str) else content
        old = self.target / path
        (self.fresh / path).parent.mkdir(parents=True, exist_ok=True)
        if old.is_file() and old.stat().st_size == len(data) and old.read_bytes() == data:
            _link(old, self.fresh / path)
        else:
            (self.fresh / path).write_bytes(data)

    def keep(self, name: str, fingerprint: str, *paths: str) -> bool:
        """Whether ``name`` depends on the same as before; then its files (or folders) are taken over."""
        self.made[name] = fingerprint
        if self.known.get(name) != fingerprint or not all((self.target / p).exists() for p in paths):
            return False
        for path in paths:
            old = self.target / path
            for file in old.rglob("*") if old.is_dir() else [old]:
                fresh = self.fresh / file.relative_to(self.target)
                fresh.parent.mkdir(parents=True, exist_ok=True)
                _link(file, fresh)
        return True

    def finish(self) -> None:
        """Replace the folder of the site by the new one."""
        (self.fresh / MARKER).write_text(json.dumps(self.made), encoding="utf-8")
        old = self.target.with_name(f".{self.target.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        self.target.parent.mkdir(parents=True, exist_ok=True)
        if self.target.exists():
            self.target.rename(old)
        self.fresh.rename(self.target)
        shutil.rmtree(old, ignore_errors=True)


def packed(rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """``{t: texts, r: rows}`` where texts in rows are their index in ``t`` wrapped as ``[index]``."""
    index: dict[str, int] = {}

    def pack(value: Any) -> Any:
        return [index.setdefault(value, len(index))] if isinstance(value, str) else value

    packed_rows = [[pack(value) for value in row] for row in rows]
    return {"t": list(index), "r": packed_rows}


def _state(marker: Path) -> dict[str, str]:
    try:
        found = json.loads(marker.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _link(old: Path, fresh: Path) -> None:
    """The same file under another name; a copy where the disk can't do that."""
    try:
        os.link(old, fresh)
    except OSError:
        shutil.copy2(old, fresh)
