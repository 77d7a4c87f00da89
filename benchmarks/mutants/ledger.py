"""What is known of each mutant, one JSON line each: a run that was ended goes on where it was."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.mutants.kinds import Mutant

KILLED, SURVIVED, UNTESTED = "killed", "survived", "no test runs it"


@dataclass(frozen=True, slots=True)
class Tried:
    """One mutant and its end; ``key`` is the same as long as the broken file is."""

    key: str
    part: str
    path: str
    line: int
    what: str
    verdict: str
    tests: int
    seconds: float


def key(mutant: Mutant) -> str:
    """What tells a mutant from all others."""
    return hashlib.sha256(f"{mutant.path}\0{mutant.text}".encode()).hexdigest()[:16]


class Ledger:
    """The lines of ``path``; the last one of a mutant counts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tried: dict[str, Tried] = {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                row = Tried(**json.loads(line))
                self.tried[row.key] = row

    def add(self, tried: Tried) -> None:
        """Write a line."""
        self.tried[tried.key] = tried
        with self.path.open("a", encoding="utf-8") as file:
            print(json.dumps(asdict(tried), ensure_ascii=False), file=file)

    def shares(self, keys: Iterable[str]) -> list[str]:
        """Of these mutants, a line for each part, and one for each survivor; others are of code as it was."""
        rows = [self.tried[key] for key in keys if key in self.tried]
        tried, killed = (
            Counter(row.part for row in rows),
            Counter(row.part for row in rows if row.verdict == KILLED),
        )
        lines = [
            f"{part:15} {killed[part]:4} of {tried[part]:4} killed, {killed[part] / tried[part]:.0%}"
            for part in tried
        ]
        lines += [
            f"{row.path}:{row.line} {row.what} ({row.verdict})" for row in rows if row.verdict != KILLED
        ]
        return lines
