"""The user's roster (``GONGKAI_ROSTER``): a CSV of who owes what, checked before anything is built.

Columns: ``name`` (of the agency), ``fiscal_year`` (four digits), ``kind`` (``budget``, ``final_account``, a performance
kind, or empty for the budget and the final account).
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

from gongkai.errors import RosterError

KINDS = (
    "budget",
    "final_account",
    "performance_target",
    "performance_self_evaluation",
    "performance_evaluation",
)
_COLUMNS = ["name", "fiscal_year", "kind"]
_SHOWN = 10


def require() -> None:
    """Raise RosterError, naming the lines, where the file that ``GONGKAI_ROSTER`` names is no such roster."""
    given = os.environ.get("GONGKAI_ROSTER")
    if not given:
        return
    path = Path(given).expanduser()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RosterError(path, f"读不了（{error}）", f"can't be read ({error})") from error
    if not rows or rows[0] != _COLUMNS:
        raise RosterError(
            path, f"第一行应为 {','.join(_COLUMNS)}", f"the first line has to be {','.join(_COLUMNS)}"
        )
    wrong = [f"{line}: {why}" for line, row in enumerate(rows[1:], 2) if row and (why := _wrong(row))]
    if wrong:
        shown = "; ".join(wrong[:_SHOWN])
        raise RosterError(path, f"{len(wrong)} 行有误：{shown}", f"{len(wrong)} lines are wrong: {shown}")


def _wrong(row: list[str]) -> str:
    """What is wrong with a row, empty where nothing is."""
    if len(row) != len(_COLUMNS):
        return f"{len(row)} 列 / columns"
    name, year, kind = (cell.strip() for cell in row)
    if not name:
        return "name 为空 / empty"
    if not (len(year) == 4 and year.isascii() and year.isdigit() and "1990" <= year <= "2100"):
        return f"fiscal_year “{year}”"
    return "" if kind in ("", *KINDS) else f"kind “{kind}”（{'、'.join(KINDS)}）"
