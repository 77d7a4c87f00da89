"""Documents made from the operands of the registry's rules: each holds, is broken by ``GAP``, or lacks a table."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from gongkai.settings import PROJECT
from tests.checks.rows import Row, document

GAP = 6
ENGINE = (
    "document_condition", "operand_registry", "identity_operand", "identity_sum", "document_rounding", "identity_tolerance",
    "identity_verdict",
)  # fmt: skip
# What one rule is evaluated on several times in a document: a relation is learnt from where it holds.
_KEYS = {
    "class": ["201", "205", "208", "210", "221", "229"],
    "subject": ["2080101", "2080102", "2080103", "2080104", "2080105", "2080106"],
}
_KEYS["subject_measure"] = _KEYS["subject"]
# Totals that a condition compares, where the operands don't print them.
_CONDITIONS = {"all_basic_is_general": "basic", "all_spending_is_fiscal": "total", "fiscal_tables_add_up": "total"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way in which forms print a rule: its operands, and which of their alternatives is printed."""

    rule: dict[str, str]
    number: str
    operands: list[dict[str, str]]
    turn: int

    def name(self, variant: str) -> str:
        """The document in which this reading holds, is broken or lacks something."""
        return f"{self.rule['rule_id']}/{self.number}/{self.turn}/{variant}"


@dataclass
class Given:
    """Rows of the tables that the engine reads."""

    document_scope: list[Row] = field(default_factory=list)
    int_document: list[Row] = field(default_factory=list)
    stg_tables: list[Row] = field(default_factory=list)
    int_amount_cell: list[Row] = field(default_factory=list)
    document_condition: list[Row] = field(default_factory=list)


def rows(name: str) -> list[dict[str, str]]:
    with (PROJECT / "seeds" / "rules" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def readings() -> Iterator[Reading]:
    """Every reading of every rule of the registry, once for each alternative of a table or column."""
    rules = {rule["rule_id"]: rule for rule in rows("rule")}
    operands = sorted(rows("rule_operand"), key=lambda row: (row["rule_id"], row["reading"], int(row["position"])))
    for (rule_id, number), group in groupby(operands, key=lambda row: (row["rule_id"], row["reading"])):
        found = list(group)
        turns = max(len(row[column].split("|")) for row in found for column in ("table_type", "measure", "row_value"))
        for turn in range(turns):
            yield Reading(rules[rule_id], number, found, turn)


def _turned(words: str, turn: int) -> str:
    listed = words.split("|")
    return listed[turn % len(listed)]


def lacks_table(reading: Reading, operand: dict[str, str]) -> bool:
    """Whether a document without this operand prints nothing of its table."""
    others = [row for row in reading.operands if row is not operand]
    tables = {(_turned(row["table_type"], reading.turn), row["table_scope"]) for row in others}
    own = (_turned(operand["table_type"], reading.turn), operand["table_scope"])
    return own not in tables and reading.rule["condition"] not in _CONDITIONS


def _measure(reading: Reading, operand: dict[str, str]) -> str:
    """One column in all tables where the rule is evaluated column by column."""
    asked = _turned(reading.operands[0]["measure"], reading.turn)
    if reading.rule["grouping"] == "subject_measure":
        return asked if asked in operand["measure"].split("|") else operand["measure"].split("|")[0]
    return _turned(operand["measure"], reading.turn)


def _place(operand: dict[str, str], key: str, turn: int) -> Row:
    """What a row is like that the operand selects."""
    value = _turned(operand["row_value"], turn)
    match operand["row_selector"]:
        case "grand_total":
            return {"is_grand_total": True, "row_kind": "total"}
        case "current_total":
            return {"is_current_total": True, "row_kind": "subtotal"}
        case "carryover":
            return {"row_kind": "carryover"}
        case "behind_total":
            return {"row_kind": "carryover", "is_behind_total": True}
        case "carryover_detail":
            return {"is_carried_detail": True, "name_key": value}
        case "name":
            return {"name_key": value}
        case "code":
            return {"subject_code": value}
        case "class":
            return {"class_code": key, "subject_code": key}
        case "row":
            return {}
    return {"subject_code": key}


def _amounts(reading: Reading, gap: int) -> list[int]:
    """Amounts in whole 元 whose left side is ``gap`` above the right one; no two of them alike."""
    amounts = [2000 * int(row["position"]) + 2 * n for n, row in enumerate(reading.operands)]
    signs = [int(row["factor"]) * (1 if row["side"] == "left" else -1) for row in reading.operands]
    rest = sum(sign * amount for sign, amount in zip(signs[1:], amounts[1:], strict=True))
    amounts[0] = (gap - rest) // signs[0]
    return amounts


class Draft:
    """One document, cell by cell; a table, a row and a column are made once."""

    def __init__(self, name: str, given: Given, is_final: bool) -> None:
        self.name, self.given, self.is_final = name, given, is_final
        self.tables: dict[tuple[str, str], int] = {}
        self.rows: dict[tuple[Any, ...], int] = {}
        given.document_scope.append({"document_id": name, "scope_id": name})
        given.int_document.append(document(name))

    def table(self, kind: str, scope: str = "") -> int:
        """The number of a table, printed from here on."""
        if (kind, scope) not in self.tables:
            seq = self.tables[kind, scope] = len(self.tables) + 1
            row = {"document_id": self.name, "table_id": f"{self.name}:{seq}", "table_seq": seq, "table_type": kind}
            self.given.stg_tables.append(row)
        return self.tables[kind, scope]

    def cell(self, kind: str, scope: str, side: str, place: Row, measure: str, amount: int) -> None:
        """Print an amount in whole 元."""
        seq = self.table(kind, scope)
        row_seq = self.rows.setdefault((seq, side, *sorted(place.items())), len(self.rows) + 1)
        usual = {
            "row_kind": "item", "is_grand_total": False, "is_current_total": False, "is_carried_detail": False, "is_leaf": True,
            "is_behind_total": False,
        }  # fmt: skip
        self.given.int_amount_cell.append(
            usual | {
                "cell_id": f"{self.name}:{len(self.given.int_amount_cell)}", "document_id": self.name, "table_seq": seq,
                "table_type": kind, "table_scope": scope, "lane": side, "row_seq": row_seq, "column_seq": 1,
                "measure": "carryover" if measure == "carryover_beside" else measure,
                "is_carryover_beside": measure == "carryover_beside", "is_final": self.is_final, "is_other_phase": False,
                "is_rate": False, "amount": amount, "amount_in_yuan": amount, "step": 1, "step_in_yuan": 1, "unit": "元",
                "amount_printed": str(amount),
            } | place
        )  # fmt: skip


def write(reading: Reading, variant: str, given: Given, *, gaps: tuple[int, int], without: str = "") -> None:
    """A document in which the sides differ by the first gap, in one place by the second; ``without`` an operand's table."""
    rule = reading.rule
    draft = Draft(reading.name(variant), given, rule["applies_to"] == "final")
    keys = _KEYS.get(rule["grouping"], [""])
    for key in keys:
        amounts = _amounts(reading, gaps[1] if key == keys[-1] else gaps[0])
        for operand, amount in zip(reading.operands, amounts, strict=True):
            if operand["position"] != without:
                kind = _turned(operand["table_type"], reading.turn)
                place = _place(operand, key, reading.turn)
                draft.cell(kind, operand["table_scope"], operand["table_side"], place, _measure(reading, operand), amount)
    if condition := _CONDITIONS.get(rule["condition"]):
        whole = ("fiscal_appropriation_summary", "expenditure") if rule["condition"] == "fiscal_tables_add_up" else ("expenditure_summary", "")
        for kind, side in (whole, ("general_budget_expenditure", "")):
            total = {"is_grand_total": True, "is_current_total": True, "row_kind": "total"}
            draft.cell(kind, "", side, total, condition, 5000)
