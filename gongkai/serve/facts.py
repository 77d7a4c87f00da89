"""What was read of each page or sheet, with the cell that prints it and how sure it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai import places
from gongkai.pictures.asking import box_of
from gongkai.pictures.drawing import Box
from gongkai.site.figures import fact_key
from gongkai.words import SHEET_READERS

if TYPE_CHECKING:
    import duckdb

# Facts by the column that names them and the one that says how sure they are, if the kind has one.
_FACTS = (
    ("fct_budget_line", "budget_line_id", "confirmation"),
    ("fct_funding", "funding_id", "confirmation"),
    ("fct_indicator", "indicator_id", "confirmation"),
    ("fct_evaluation", "evaluation_id", "null"),
    ("fct_form_field", "form_field_id", "null"),
    ("fct_stated_amount", "stated_amount_id", "null"),
)
CONFIRMATIONS = {
    "confirmed": ("勾稽相符", "confirmed"),
    "unconfirmed": ("没有勾稽涉及", "in no identity"),
    "contradicted": ("勾稽不符", "contradicted"),
    "undecided": ("不能确定", "undecided"),
    "": ("", ""),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact as read, for a list beside the page. ``failing`` are the checks that don't hold for it."""

    place: places.Place
    box: Box | None
    confirmation: str
    failing: tuple[str, ...]

    @property
    def key(self) -> str:
        """Its name within the document, for addresses."""
        return fact_key(self.place.fact_id)[1]


@dataclass(frozen=True, slots=True)
class Reading:
    """The facts of one document by page, in printed order; 0 stands for text without pages."""

    document_id: str
    file_name: str
    is_sheet: bool
    page_count: int
    pages: dict[int, list[Fact]]


def reading(connection: duckdb.DuckDBPyConnection, document_id: str, schema: str = "main") -> Reading | None:
    """All facts of a document. None where there is no such document."""
    head = connection.execute(
        f'select file_name, reader, page_count from "{schema}".dim_document where document_id = ?',
        [document_id],
    ).fetchone()
    if head is None:
        return None
    sure: dict[str, str] = {}
    for table, key, confirmation in _FACTS:
        query = f'select {key}, {confirmation} from "{schema}"."{table}" where document_id = ?'
        sure |= {row[0]: row[1] or "" for row in connection.execute(query, [document_id]).fetchall()}
    failing = _failing(connection, document_id, schema)
    pages: dict[int, list[Fact]] = defaultdict(list)
    found = places.find(connection, sure, schema).values()
    for place in sorted(found, key=lambda p: (p.page or 0, p.line or 0, _column(p), _number(p))):
        fact = Fact(place, box_of(place), sure[place.fact_id], tuple(failing.get(place.fact_id, ())))
        pages[place.page or 0].append(fact)
    file_name, reader, page_count = head
    return Reading(document_id, file_name, reader in SHEET_READERS, page_count or 0, dict(pages))


def _failing(
    connection: duckdb.DuckDBPyConnection, document_id: str, schema: str
) -> dict[str, Sequence[str]]:
    rows = connection.execute(
        f"select fact_id, list(distinct explanation order by explanation) from (select unnest(evidence) as fact_id, explanation "
        f"from \"{schema}\".fct_check where status = 'fail' and severity = 'error') where starts_with(fact_id, ? || ':') group by 1",
        [document_id],
    ).fetchall()
    return dict(rows)


def _column(place: places.Place) -> float:
    box = box_of(place)
    return box[0] if box else 0.0


def _number(place: places.Place) -> int:
    return int(place.fact_id.rsplit(":", 1)[1])
