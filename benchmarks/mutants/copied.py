"""A copy of the project in which it may be broken, kept between runs so that what is compiled there stays so."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from gongkai.settings import PROJECT

_COPIED = (
    "loaders", "gongkai", "expectations", "devtools", "benchmarks", "seeds", "models", "macros", "tests", "metrics", "docs", "bi",
    "disclosures", "pyproject.toml", "dbt_project.yml", "profiles.yml",
)  # fmt: skip


def _files(root: Path) -> Iterator[Path]:
    """Files of the project, as paths within it."""
    for name in _COPIED:
        found = [root / name] if (root / name).is_file() else sorted((root / name).rglob("*"))
        yield from (
            path.relative_to(root) for path in found if path.is_file() and "__pycache__" not in path.parts
        )


def copy(folder: Path) -> dict[str, str]:
    """Bring the copy up to date; the digest of each of its files."""
    digests = {}
    wanted = list(_files(PROJECT))
    for path in wanted:
        content = (PROJECT / path).read_bytes()
        digests[str(path)] = hashlib.sha256(content).hexdigest()
        target = folder / path
        if not target.exists() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / path, target)
    for path in set(_files(folder)) - set(wanted):
        (folder / path).unlink()
    return digests
