"""The lists that the pages filter and search: documents and findings."""

from __future__ import annotations

from typing import Any

from gongkai.site import figures
from gongkai.site.documents import Page


def region(row: dict[str, Any]) -> str:
    """Province, city and county in one, without repeating a name."""
    names: list[str] = []
    for name in (row.get("province"), row.get("city"), row.get("county")):
        if name and name not in names:
            names.append(name)
    return "".join(names)


def document_row(page: Page, amounts: int) -> list[Any]:
    """One row of the list of documents, in the order that ``documents.js`` reads."""
    row = page.document
    failed = [check["severity"] for check in page.findings]
    return [
        page.slug,
        row["title"] or row["file_name"],
        row["file_name"],
        row["disclosure_type"] or "unknown",
        row["fiscal_year"],
        row["agency_name"] or "",
        region(row),
        row["quality"],
        row["table_count"],
        row["form_count"],
        amounts,
        failed.count("error"),
        len(failed) - failed.count("error"),
        page.check_counts["pass"],
        figures.plain(row["numbers_used_pct"]),
        row["reject_count"],
    ]


def finding_rows(page: Page, number: int) -> list[list[Any]]:
    """The rows of the list of findings that one document adds; ``number`` is the document's in its list."""
    rows = []
    for check in page.findings:
        values = [figures.plain(check[name]) for name in ("stated", "expected", "difference")]
        rows.append(
            [
                number,
                check["rule_id"],
                check["severity"],
                check["attribution"] or "",
                check["scope"] or "",
                *values,
                check["unit"] or "",
                check["explanation"] or "",
                check["source_page"],
                check["source_line"],
                check["number"],
            ]
        )
    return rows
