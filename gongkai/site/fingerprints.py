"""What a page depends on, in a few letters: where they are as before, the page is, too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from gongkai.site.warehouse import Warehouse

_OF_DOCUMENTS = (
    "marts.dim_document", "marts.dim_table", "marts.fct_row_label", "marts.fct_budget_line", "marts.fct_evaluation",
    "marts.fct_form_field", "marts.fct_funding", "marts.fct_indicator", "marts.fct_stated_amount", "marts.fct_reject",
    "marts.fct_check", "marts.fct_money", "memory.scratch.foreign_evidence", "memory.scratch.foreign_fact", "marts.dim_agency_name",
)  # fmt: skip
_OF_AGENCIES = ("marts.dim_agency", "marts.agency_year", "marts.dim_agency_name")
# The order of rows doesn't count, how often each is there does.
_SUMS = "select cast({key} as varchar) as key, cast(sum(cast(hash(t) as hugeint)) as varchar) as sum from {table} as t group by all"


def of_documents(warehouse: Warehouse) -> dict[str, str]:
    """Document id → what its page depends on, with the documents of its disclosure and its agency."""
    parts = _parts(warehouse, "document_id", _OF_DOCUMENTS)
    agencies = _parts(warehouse, "agency_id", ("marts.dim_agency",))
    rows = warehouse.rows(
        "select document_id, agency_id, disclosure_id, title, file_name from marts.dim_document order by all"
    )
    siblings: dict[str, list[str]] = {}
    for row in rows:
        siblings.setdefault(row["disclosure_id"], []).append(
            f"{row['document_id']} {row['title']} {row['file_name']}"
        )
    return {
        row["document_id"]: _short(
            [
                *parts.get(row["document_id"], []),
                *agencies.get(row["agency_id"], []),
                *siblings[row["disclosure_id"]],
            ]
        )
        for row in rows
    }


def of_agencies(warehouse: Warehouse, documents: dict[str, str]) -> dict[str, str]:
    """Agency id → what its page depends on; ``documents`` as ``of_documents`` gives them."""
    parts = _parts(warehouse, "agency_id", _OF_AGENCIES)
    for row in warehouse.rows(
        "select agency_id, document_id from marts.dim_document where agency_id is not null order by all"
    ):
        parts.setdefault(row["agency_id"], []).append(documents[row["document_id"]])
    return {agency_id: _short(found) for agency_id, found in parts.items()}


@cache
def of_maker() -> str:
    """This program: where it changes, all pages are made anew."""
    home = Path(__file__).resolve().parent
    files = sorted(
        p
        for p in [*home.rglob("*"), *(home.parent / "pictures").glob("*.py")]
        if p.is_file() and p.suffix != ".pyc"
    )
    return hashlib.sha256(b"".join(p.read_bytes() for p in files)).hexdigest()[:16]


def _parts(warehouse: Warehouse, key: str, tables: Iterable[str]) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    for table in tables:
        for row in warehouse.rows(_SUMS.format(key=key, table=table)):
            parts.setdefault(row["key"], []).append(f"{table}={row['sum']}")
    return parts


def _short(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join([of_maker(), *parts]).encode()).hexdigest()[:16]
