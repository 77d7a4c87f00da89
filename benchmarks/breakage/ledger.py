"""What became of each damaged document, one JSON line each, written when it is known: a run that was ended goes on where it was."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any


class Ledger:
    """The lines of ``path`` by number; the last one of a number counts, a line that was torn doesn't.

    The first line says which documents are damaged (``documents``) and which of them were reconciled (``drawn``, their places
    in that list): a number draws from these, whatever the rules say of them by now.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.documents: list[str] = []
        self.drawn: list[int] = []
        self.rows: dict[int, dict[str, Any]] = {}
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        whole, _, torn = text.rpartition("\n")
        if torn:
            path.write_text(f"{whole}\n" if whole else "", encoding="utf-8")
        for line in whole.splitlines():
            row = json.loads(line)
            if "documents" in row:
                self.documents, self.drawn = row["documents"], row["drawn"]
            else:
                self.rows[row["number"]] = row

    def begin(self, documents: Sequence[str], reconciled: Sequence[int]) -> None:
        """Note what is damaged, or hold it against what was damaged before; raises ValueError where that is something else."""
        if not self.documents:
            self.documents, self.drawn = list(documents), list(reconciled)
            self._write({"documents": self.documents, "drawn": self.drawn})
        elif self.documents != list(documents):
            raise ValueError(f"{self.path} is of other documents: give the same folders, or other --results")

    def add(self, row: dict[str, Any]) -> None:
        """Write what became of a number."""
        self.rows[row["number"]] = row
        self._write(row)

    def _write(self, row: dict[str, Any]) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            print(json.dumps(row, ensure_ascii=False), file=file)
