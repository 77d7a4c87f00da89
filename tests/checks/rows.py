"""Rows of the tables that checks read, of document ``d`` unless said otherwise; a figure is given as it is printed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

Row = dict[str, Any]
_YUAN = {"元": 1, "万元": 10_000, "亿元": 100_000_000}


def _amount(printed: str, unit: str) -> Row:
    yuan = Decimal(printed) * _YUAN[unit] if unit in _YUAN else None
    return {"amount_printed": printed, "unit": unit, "is_amount": True, "amount_yuan": yuan}


def _step(printed: str) -> Decimal:
    return Decimal(1).scaleb(-len(printed.partition(".")[2]))


def document(name: str = "d", **other: Any) -> Row:
    """A unit budget of 2024; every document is a disclosure of its own unless told otherwise."""
    return {
        "document_id": name, "disclosure_id": name, "agency_id": "a", "fiscal_year": 2024,
        "disclosure_type": "unit_budget", **other,
    }  # fmt: skip


def form(seq: int = 1, kind: str = "project_self_evaluation", **other: Any) -> Row:
    """A performance form, ``e`` and its number."""
    return {"document_id": "d", "form_seq": seq, "evaluation_id": f"e{seq}", "form_type": kind, **other}


def indicator(seq: int, **other: Any) -> Row:
    """An indicator of form 1, ``i`` and its number."""
    return {"document_id": "d", "form_seq": 1, "indicator_id": f"i{seq}", "indicator_seq": seq, **other}


def funding(name: str, source: str, phase: str, printed: str, unit: str = "万元", **other: Any) -> Row:
    """An amount of the funding block of form 1."""
    return {
        "document_id": "d", "form_seq": 1, "funding_id": name, "source": source, "source_label": source, "phase": phase,
        "source_line": 1, **_amount(printed, unit), **other,
    }  # fmt: skip


def statement(position: int, name: str, printed: str, unit: str = "万元", **other: Any) -> Row:
    """An amount of the text, ``s`` and its position, each in a sentence of its own unless told otherwise."""
    return {
        "document_id": "d", "stated_amount_id": f"s{position}", "position": position, "sentence_seq": position,
        "section": "说明", "subject_name": name, "subject_key": name, "role": "current", "source_line": position,
        "amount": Decimal(printed), "step": _step(printed), "is_money": unit in _YUAN, **_amount(printed, unit), **other,
        **{f"{name}_step": _step(str(other[name])) for name in ("change_pct", "share_pct") if other.get(name) is not None},
    }  # fmt: skip


def line(name: str, printed: str, unit: str = "元", **other: Any) -> Row:
    """An amount of table 1, which prints all its amounts to as many digits."""
    step = _step(printed)
    return {
        "document_id": "d", "budget_line_id": name, "table_seq": 1, **_amount(printed, unit), "step": step,
        "step_yuan": step * _YUAN[unit] if unit in _YUAN else None, **other,
    }  # fmt: skip
