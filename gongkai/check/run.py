"""Read documents that are in no warehouse, each in isolation, and run the warehouse's models on them in memory."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.errors import DraftError
from gongkai.settings import PROJECT
from gongkai.warehouse.plan import Plan
from loaders.intake import runner

if TYPE_CHECKING:
    import duckdb

MODELS = (
    "dim_document", "dim_table", "dim_rule", "fct_budget_line", "fct_evaluation", "fct_form_field", "fct_funding",
    "fct_indicator", "fct_stated_amount", "fct_check", "fct_reject", "fct_row_label",
    "dim_agency", "owed_content",
)  # fmt: skip
_MAX_BYTES = 2**30


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as the user named it, and the documents found in it; ``reason`` where there is none."""

    path: Path
    document_ids: tuple[str, ...] = ()
    reason: str = ""


@dataclass(slots=True)
class Examined:
    """Drafts and the database that holds the models' tables for them, all in schema ``main``.

    ``inbox`` holds copies of the files under the names that the database has.
    ``presumed`` are documents without an agency, taken for parts of the disclosure that all others belong to;
    ``relatives`` the names of the files that were fetched to be compared with.
    """

    connection: duckdb.DuckDBPyConnection
    inbox: Path
    drafts: list[Draft] = field(default_factory=list)
    presumed: frozenset[str] = frozenset()
    relatives: tuple[str, ...] = ()

    @property
    def document_ids(self) -> list[str]:
        """The drafts' documents; the database may hold others that they are compared with."""
        return [key for draft in self.drafts for key in draft.document_ids]


@contextmanager
def examined(
    paths: Sequence[Path],
    *,
    models: Sequence[str] = MODELS,
    known: Path | None = None,
    progress: bool = False,
    project: Path = PROJECT,
) -> Iterator[Examined]:
    """Read ``paths`` and build ``models`` from them.

    ``known`` is a staging folder: documents of the same agencies in it are there to be compared with.
    A document that prints no agency belongs to the disclosure of the others, where that is one and nothing
    printed speaks against it. Raises DraftError where a path is no file, PlanError where the models fail.
    """
    _require_files(paths)
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        inbox, staging = Path(folder, "in"), Path(folder, "staging")
        names = _copy(paths, inbox)
        with ThreadPoolExecutor(1) as background:
            # The document is read in a process of its own: meanwhile this one gets ready.
            plan = background.submit(_prepare, staging, project)
            summary = runner.run(inbox, staging, progress=progress)
        presumed = _join_unnamed(staging)
        relatives = _add_relatives(staging, known) if known is not None else ()
        connection = plan.result().connection
        with connection:
            plan.result().build(*models)
            drafts = [_draft(path, name, summary) for path, name in zip(paths, names, strict=True)]
            yield Examined(connection, inbox, drafts, presumed, relatives)


def _prepare(staging: Path, project: Path) -> Plan:
    import duckdb

    # One thread: a document is small, and the order of what a sum lists is the same in every run.
    connection = duckdb.connect(":memory:", config={"threads": 1, "memory_limit": "1GB"})
    plan = Plan(connection, staging, project)
    plan.build_seeds()
    return plan


def _require_files(paths: Sequence[Path]) -> None:
    for path in paths:
        if not path.exists():
            raise DraftError(f"没有这个文件：{path}", f"no such file: {path}")
        if not path.is_file():
            raise DraftError(f"不是文件：{path}", f"not a file: {path}")
        if path.stat().st_size > _MAX_BYTES:
            raise DraftError(f"文件超过 1 GB：{path}", f"larger than 1 GB: {path}")


def _copy(paths: Sequence[Path], inbox: Path) -> list[str]:
    """Copies under the files' own names, in numbered folders where two have the same one."""
    inbox.mkdir()
    shared = {name for name, count in Counter(p.name for p in paths).items() if count > 1}
    names = []
    for number, path in enumerate(paths, 1):
        name = f"{number}/{path.name}" if path.name in shared else path.name
        target = inbox / name
        target.parent.mkdir(exist_ok=True)
        try:
            shutil.copyfile(path, target)
        except OSError as error:
            raise DraftError(
                f"文件无法读取：{path}（{error.strerror}）", f"can't read {path}: {error.strerror}"
            ) from error
        names.append(name)
    return names


def _draft(path: Path, name: str, summary: runner.RunSummary) -> Draft:
    mine = [o for o in summary.outcomes if o.file_name == name or o.file_name.startswith(f"{name}/")]
    if mine:
        return Draft(path, tuple(o.document_id for o in mine))
    return Draft(path, reason=dict(summary.ignored).get(name, ""))


def _add_relatives(staging: Path, known: Path) -> tuple[str, ...]:
    """Copy the staged documents of ``known`` that are of the drafts' agencies, but not the drafts; their names."""
    drafts = [_identity(folder) for folder in _documents(staging)]
    agencies = {row["agency_key"] for row in drafts if row["agency_key"]}
    digests = {row["sha256"] for row in drafts}
    names = []
    for folder in _documents(known) if known.is_dir() else []:
        row = _identity(folder)
        is_relative = row["agency_key"] in agencies and row["sha256"] not in digests
        if is_relative and not (staging / folder.name).exists():
            shutil.copytree(folder, staging / folder.name)
            names.append(row["file_name"])
    return tuple(names)


def _join_unnamed(staging: Path) -> frozenset[str]:
    """Give the drafts without an agency the disclosure of the others, if that is one; their ids."""
    rows = {folder: _identity(folder) for folder in _documents(staging)}
    named = {
        (row["disclosure_key"], row["disclosure_type"]) for row in rows.values() if row["disclosure_key"]
    }
    if len(named) != 1:
        return frozenset()
    [(key, disclosure_type)] = named
    _, year, kind = key.rsplit("|", 2)
    joined = [
        folder
        for folder, row in rows.items()
        if row["status"] == "read" and not row["agency_key"] and row["fiscal_year"] in ("", year)
        and (row["disclosure_type"] == "other" or row["disclosure_type"].endswith(kind))
    ]  # fmt: skip
    for folder in joined:
        row = rows[folder] | {"disclosure_key": key, "fiscal_year": year, "disclosure_type": disclosure_type}
        with (folder / "documents.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(row), quoting=csv.QUOTE_ALL, lineterminator="\n")
            writer.writeheader()
            writer.writerow(row)
    return frozenset(rows[folder]["document_id"] for folder in joined)


def _documents(staging: Path) -> list[Path]:
    return sorted(path.parent for path in staging.glob("*/documents.csv") if path.parent.name[0] != ".")


def _identity(folder: Path) -> dict[str, str]:
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as file:
        return next(csv.DictReader(file))
