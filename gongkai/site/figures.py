"""Numbers, names and places as the pages show them. Amounts are decimals or printed text, never floats."""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal
from typing import Any

from gongkai.site.warehouse import Row

_PLAIN = re.compile(r"([-+−]?)(\d+)(\.\d+)?")
_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def grouped(printed: str | None) -> str:
    """A printed figure with thousands separators; text that is not a plain figure stays as it is."""
    found = _PLAIN.fullmatch(printed or "")
    if found is None:
        return printed or ""
    sign, whole, fraction = found.groups()
    return f"{sign}{int(whole):,}{fraction or ''}" if not whole.startswith("0") else str(printed)


def figure(value: Decimal | int | None) -> str:
    """A decimal with thousands separators and without trailing zeros; "" for none."""
    if value is None:
        return ""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan(value: Decimal | None) -> str:
    """An amount in 元 with two decimals."""
    return "" if value is None else f"{value:,.2f}"


def wan(value: Decimal | None) -> str:
    """An amount of 元 in 万元 with two decimals."""
    return "" if value is None else f"{value / 10_000:,.2f}"


def plain(value: Any) -> Any:
    """A value for the data files: decimals as text without trailing zeros, dates as ISO text."""
    if isinstance(value, Decimal):
        return figure(value).replace(",", "")
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, list):
        return [plain(item) for item in value]
    return str(value)


def slug(document_id: str) -> str:
    """The file name of a document's page, safe in any file system and address."""
    if _SAFE_NAME.fullmatch(document_id):
        return document_id
    return f"doc-{hashlib.sha256(document_id.encode()).hexdigest()[:16]}"


def agency_slug(agency_id: str) -> str:
    """The file name of an agency's page: the code of its region, and a sum over its id."""
    code = re.sub(r"[^A-Za-z0-9]", "", agency_id.partition("-")[0])[:12]
    return f"{code}-{hashlib.sha256(agency_id.encode()).hexdigest()[:12]}"


def fact_key(fact_id: str) -> tuple[str, str]:
    """``(document_id, key)`` of a fact id ``document:kind:number``; the key is its anchor on the page.

    The id of a document stands for the whole document: its key is "".
    """
    parts = fact_id.rsplit(":", 2)
    return (parts[0], f"{parts[1]}-{parts[2]}") if len(parts) == 3 else (fact_id, "")


def check_key(check_id: str) -> str:
    """The anchor of a check: from its id alone, so that its address stays whatever else is found or mended."""
    return f"check-{hashlib.sha256(check_id.encode()).hexdigest()[:12]}"


def place(row: Row) -> list[Any]:
    """``[page, first line, last line, box, cell]`` of a row: the box as numbers, the cell by name, if there are any."""
    box = row.get("source_box")
    corners = [round(float(part), 1) for part in box.split(",")] if box else None
    return [row["source_page"], row["source_line"], row["source_line_end"], corners, row.get("source_cell")]
