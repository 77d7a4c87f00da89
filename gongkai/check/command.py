"""``gongkai check``: read, check, show, write reports."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongkai.check import result as check_result
from gongkai.check import run as check_run
from gongkai.check.album import Album, drawn
from gongkai.check.model import Result
from gongkai.errors import DraftError
from gongkai.terminal import UNUSABLE, WRONG
from gongkai.words import Words, safe

if TYPE_CHECKING:
    from rich.console import Console

_STATUS = {"fine": 0, "wrong": WRONG, "unread": UNUSABLE, "unchecked": UNUSABLE, "partial": UNUSABLE}


@dataclass(frozen=True, slots=True)
class FileReport:
    """What a file held: results of its documents, or why there are none."""

    path: Path
    results: list[Result]
    reason: str = ""
    pictures: Album = field(default_factory=dict)


def check(
    files: Sequence[Path], known: Path | None, words: Words, *, with_pictures: bool = False
) -> list[FileReport]:
    """Check ``files`` together; with ``known``, also against the staged documents of the same agencies there.

    ``with_pictures`` draws the places that findings point to, as far as the files are PDFs.
    """
    with check_run.examined(files, known=known, progress=sys.stderr.isatty()) as examined:
        if known is not None:
            _say_relatives(examined.relatives, words)
        found = {r.document_id: r for r in check_result.results(examined)}
        album = drawn(examined.inbox, list(found.values())) if with_pictures else {}
        return [
            FileReport(draft.path, [found[key] for key in draft.document_ids], draft.reason, album)
            for draft in examined.drafts
        ]


def _say_relatives(names: Sequence[str], words: Words) -> None:
    text = words("没有同一单位的已入库文件可对照", "the warehouse holds no other file of this agency")
    if names:
        text = f"{words('与已入库的同一单位文件对照', 'compared with files of the same agency')}：{'、'.join(map(safe, names))}"
    click.echo(text, err=True)


def mark_known(reports: Sequence[FileReport], baseline: Path) -> None:
    """Mark the findings that the check which wrote ``baseline`` (``--json``) found, too: same rule, place and figure.

    Raises DraftError where it is no such file.
    """
    try:
        earlier = json.loads(baseline.read_text(encoding="utf-8"))
        documents = [document for file in earlier["files"] for document in file["documents"]]
        known = {(f["rule_id"], f["scope"], f["difference"]) for d in documents for f in d["findings"]}
        missing = {(o["title"], o["basis"]) for d in documents for o in d["missing"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DraftError(
            f"{baseline} 不是 gongkai check --json 写的文件",
            f"{baseline} was not written by gongkai check --json",
        ) from error
    for report in reports:
        for result in report.results:
            result.findings = [
                replace(f, is_known=(f.rule_id, f.scope, f.difference) in known) for f in result.findings
            ]
            result.owed = [replace(o, is_known=(o.title, o.basis) in missing) for o in result.owed]


def exit_status(reports: Sequence[FileReport]) -> int:
    """0 where all is fine, 1 where something is wrong, 2 where something could not be read or checked."""
    worst = [_STATUS[result.status] for report in reports for result in report.results]
    return max([*worst, *(UNUSABLE for report in reports if not report.results)], default=UNUSABLE)


def as_json(reports: Sequence[FileReport]) -> dict[str, Any]:
    """The reports as JSON-ready values; amounts are text."""
    return {
        "exit_status": exit_status(reports),
        "files": [
            {
                "path": str(report.path),
                "reason": report.reason,
                "documents": [
                    {
                        "status": r.status,
                        "missing": [asdict(o) for o in r.missing],
                        "error_count": len(r.errors),
                        "roots": [
                            {
                                "check_id": root.finding.check_id,
                                "counts": root.counts,
                                "consequences": [f.check_id for f in root.consequences],
                            }
                            for root in r.roots
                        ],
                        **asdict(r),
                    }
                    for r in report.results
                ],
            }
            for report in reports
        ],
    }


def show(console: Console, reports: Sequence[FileReport], words: Words, limit: int) -> None:
    """Print the reports, one document after the other."""
    from gongkai.check import report_text

    for number, report in enumerate(reports):
        if number:
            console.rule()
        if not report.results:
            reason = report.reason or words("里面没有文件", "holds no document")
            console.print(f"✗ {safe(report.path)}：{safe(reason)}", style="red")
        for result in report.results:
            report_text.show(console, result, words, limit)


def write(reports: Sequence[FileReport], html: Path | None, xlsx: Path | None, words: Words) -> None:
    """Write the reports asked for."""
    results = [result for report in reports for result in report.results]
    if html is not None:
        from gongkai.check import report_html

        album = {key: found for report in reports for key, found in report.pictures.items()}
        html.write_text(report_html.render(results, words, album), encoding="utf-8")
    if xlsx is not None:
        from gongkai.check import report_xlsx

        report_xlsx.write(xlsx, results, words)
