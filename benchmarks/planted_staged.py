"""Staged rows of documents into which errors are planted, and what an error is."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

Row = dict[str, str]
KEYS = {
    "budget_lines": "budget_line_id",
    "funding": "funding_id",
    "indicators": "indicator_id",
    "evaluations": "evaluation_id",
    "stated_amounts": "stated_amount_id",
    "form_fields": "form_field_id",
}


@dataclass(slots=True)
class Staged:
    """The staged rows of one document by kind, and its id."""

    document_id: str
    rows: dict[str, list[Row]]

    @classmethod
    def load(cls, folder: Path) -> Staged:
        """Read a staging folder."""
        rows = {}
        for path in sorted(folder.glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                rows[path.stem] = list(csv.DictReader(file))
        return cls(rows["documents"][0]["document_id"], rows)

    def families(self) -> dict[str, str]:
        """Type of the table or form by row id; of a sentence outside forms ``prose``."""
        tables = {t["table_seq"]: t["table_type"] or "generic" for t in self.rows["tables"]}
        forms = {e["form_seq"]: e["form_type"] for e in self.rows["evaluations"]} | {"": "prose"}
        return {
            row[key]: tables[row["table_seq"]]
            if kind == "budget_lines"
            else forms.get(row["form_seq"], "prose")
            for kind, key in KEYS.items()
            for row in self.rows[kind]
        }

    def part(self, name: str) -> Staged:
        """What an error is evaluated in: ``tables`` (with the prose), one form, ``form:SEQ``, or ``document``, everything.

        Names and money of all forms are always kept, their weights and scores only where their indicators are. With a form go
        the prose, the forms of the whole department and the project tables, all tables with a form of the whole department:
        what a form is held against.
        """
        _, _, form = name.partition(":")
        if name == "document":
            return self
        department = {e["form_seq"] for e in self.rows["evaluations"] if "department" in e["form_type"]}
        projects = {t["table_seq"] for t in self.rows["tables"] if t["table_type"] == "project_expenditure"}
        kept = {}
        for kind, rows in self.rows.items():
            if kind in ("indicators", "form_fields"):
                kept[kind] = [r for r in rows if form and r["form_seq"] in department | {form}]
            elif kind == "funding" and form:
                told = department | {form}
                kept[kind] = [r if r["form_seq"] in told else r | {"weight": "", "score": ""} for r in rows]
            elif kind == "stated_amounts":
                kept[kind] = [r for r in rows if r["form_seq"] in ("", form)]
            elif kind in ("tables", "budget_lines", "row_labels") and form and form not in department:
                kept[kind] = [r for r in rows if r["table_seq"] in projects]
            else:
                kept[kind] = rows
        return Staged(self.document_id, kept)


@dataclass(slots=True)
class Case:
    """One planted error. ``changes`` gives new values by row id, ``removed`` the ids of rows taken out.

    ``family`` is the kind of table or form, or ``prose``; ``is_told`` whether the print tells an error in what is no figure.
    """

    kind: str
    where: str
    document_id: str
    part: str
    fact_id: str
    size: Decimal
    changes: dict[str, Row] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    family: str = ""
    is_told: bool = False


def place(kind: str, row: Row) -> tuple[str, ...]:
    """The printed row that a staged row belongs to."""
    match kind:
        case "budget_lines":
            return ("table", row["table_seq"], row["side"], row["row_seq"])
        case "funding":
            return ("funding", row["form_seq"], row["source_label"])
        case "indicators":
            return ("indicator", row["form_seq"], row["level3"])
        case "evaluations":
            return ("form", row["form_seq"])
        case "form_fields":
            return ("field", row["form_seq"], row["label"])
        case _:
            return ("sentence", row["source_line"], row["sentence_seq"])


def number(text: str) -> Decimal | None:
    """The value of a printed figure, None where it is no figure."""
    plain = text.replace(",", "").removesuffix("%")
    return Decimal(plain) if plain and plain.lstrip("-").replace(".", "", 1).isdigit() else None


def part_of(kind: str, row: Row) -> str:
    """The part of a document that an error in a row is evaluated in."""
    # A total score is judged by the habit of the document's other forms.
    if kind == "evaluations":
        return "document"
    form = "" if kind == "budget_lines" else row["form_seq"]
    return f"form:{form}" if form else "tables"
