"""Writing the site: pages from templates, data as scripts, and the folder swapped in at the end."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gongkai.site import figures, text
from gongkai.site.warehouse import SiteError

HERE = Path(__file__).parent
MARKER = ".gongkai-site"
CHUNK = 5_000
PAGES = ("index", "documents", "findings", "performance", "money", "rules", "about")
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


class Site:
    """A site being written beside its place; ``finish`` puts it there in one step."""

    def __init__(self, target: Path) -> None:
        if target.exists() and any(target.iterdir()) and not (target / MARKER).exists():
            raise SiteError(f"{target} 里有别的内容，不覆盖 / holds something else, not replaced")
        self.target = target
        self.fresh = target.with_name(f".{target.name}.new")
        shutil.rmtree(self.fresh, ignore_errors=True)
        shutil.copytree(HERE / "static", self.fresh / "static")
        for folder in ("data", "documents"):
            (self.fresh / folder).mkdir()
        (self.fresh / MARKER).write_text("gongkai\n", encoding="utf-8")
        self._templates = Templates(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(
            t=text.text, term=text.term, both=text.both, place=text.place, words=text.words(), pages=PAGES
        )
        self._templates.filters.update(
            grouped=figures.grouped, figure=figures.figure, yuan=figures.yuan, slug=figures.slug
        )

    def page(self, path: str, template: str, **values: object) -> None:
        """Write one page."""
        root = "../" * path.count("/")
        html = self._templates.get_template(template).render(root=root, path=path, **values)
        (self.fresh / path).write_text(html, encoding="utf-8")

    def data(self, path: str, name: str, value: object) -> None:
        """Write one data script."""
        (self.fresh / path).write_text(script(name, value), encoding="utf-8")

    def dataset(self, name: str, rows: Sequence[Sequence[Any]]) -> int:
        """Write rows as chunks ``data/<name>-<n>.js``, each with its own table of repeated texts; their number."""
        starts = range(0, len(rows), CHUNK)
        for number, start in enumerate(starts):
            self.data(f"data/{name}-{number}.js", f"{name}-{number}", packed(rows[start : start + CHUNK]))
        return len(starts)

    def finish(self) -> None:
        """Replace the folder of the site by the new one."""
        old = self.target.with_name(f".{self.target.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        self.target.parent.mkdir(parents=True, exist_ok=True)
        if self.target.exists():
            self.target.rename(old)
        self.fresh.rename(self.target)
        shutil.rmtree(old, ignore_errors=True)


def packed(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """``{t: texts, r: rows}`` where texts in rows are their index in ``t`` wrapped as ``[index]``."""
    index: dict[str, int] = {}

    def pack(value: Any) -> Any:
        return [index.setdefault(value, len(index))] if isinstance(value, str) else value

    packed_rows = [[pack(value) for value in row] for row in rows]
    return {"t": list(index), "r": packed_rows}
