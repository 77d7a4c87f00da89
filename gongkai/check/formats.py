"""Findings for other programs: SARIF 2.1.0, and the annotations of GitHub's workflows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gongkai.check import sentences
from gongkai.check.command import FileReport
from gongkai.check.model import Finding, Result, Root
from gongkai.words import Words, safe

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "rounding": "note", "notice": "note"}
_ANNOTATIONS = {"error": "error", "rounding": "notice", "notice": "notice"}


def sarif(reports: Sequence[FileReport], words: Words) -> dict[str, Any]:
    """One run with all findings. Known ones are ``unchanged``, those reviewed as misreadings suppressed."""
    found = [
        (report, finding, root)
        for report in reports
        for result in report.results
        for root in result.roots
        for finding in (root.finding, *root.consequences)
    ]
    rules = {f.rule_id: f for _, f, _ in found}
    return {
        "$schema": _SARIF,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "gongkai",
                        "rules": [
                            {
                                "id": rule_id,
                                "shortDescription": {"text": words(f.rule_title, f.rule_title_en)},
                                "help": {"text": f"{f.formula}（{f.basis}）"},
                            }
                            for rule_id, f in sorted(rules.items())
                        ],
                    }
                },
                "results": [_sarif_result(*each) for each in found],
            }
        ],
    }


def github(reports: Sequence[FileReport], words: Words) -> Iterator[str]:
    """One line a cause, and one for what could not be read."""
    for report in reports:
        if not report.results:
            yield _annotation("error", report, None, words("未能读取", "not read"), report.reason)
        for result in report.results:
            if result.status == "unread":
                yield _annotation("error", report, None, words("未能读取", "not read"), result.status_reason)
            yield from (_of(report, result, root, words) for root in result.roots)


def _sarif_result(report: FileReport, finding: Finding, root: Root) -> dict[str, Any]:
    """What follows from another finding is no error of its own: a note that names its root."""
    is_root = finding is root.finding
    place: dict[str, Any] = {"artifactLocation": {"uri": report.path.name}}
    if finding.line and not finding.is_sheet:
        place["region"] = {"startLine": finding.line}
    found: dict[str, Any] = {
        "ruleId": finding.rule_id,
        "level": _LEVELS[finding.severity] if is_root else "note",
        "message": {"text": safe(finding.explanation)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {
            "finding/v1": f"{finding.rule_id}|{finding.scope}|{finding.difference or ''}"
        },
        "baselineState": "unchanged" if finding.is_known else "new",
        "properties": {"rootId": root.finding.check_id, "isRoot": is_root},
    }
    if finding.review == "extraction":
        found["suppressions"] = [{"kind": "external", "justification": finding.review}]
    return found


def _of(report: FileReport, result: Result, root: Root, words: Words) -> str:
    finding = root.finding
    kind = _ANNOTATIONS[finding.severity] if root.counts or finding.severity != "error" else "notice"
    title = words(finding.rule_title, finding.rule_title_en)
    line = None if finding.is_sheet or result.page_count else finding.line
    more = f"（{sentences.follows(root, words)}）" if root.consequences else ""
    return _annotation(kind, report, line, title, finding.explanation + more)


def _annotation(kind: str, report: FileReport, line: int | None, title: str, text: str) -> str:
    place = f"file={_property(report.path.as_posix())}" + (f",line={line}" if line else "")
    return f"::{kind} {place},title={_property(title)}::{_data(text)}"


def _data(text: str) -> str:
    return safe(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
