"""What the loaders say of a document: a code with its values, never a sentence of their own.

``seeds/vocabulary/note.csv`` is the registry: one row a code, with its texts in Chinese and English as templates
and what it means for the document (``effect``). Whoever decides by a note reads its code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from loaders.vocabulary import seed_rows

SEPARATOR = "|"  # between the codes of one record


@dataclass(frozen=True, slots=True)
class Note:
    """A code of the registry, the values of its templates, and the page it speaks of where there is one."""

    code: str
    values: tuple[tuple[str, str], ...] = ()
    page: int | None = None

    @property
    def text(self) -> str:
        """The text in Chinese and English (``中文 / English``; Chinese alone where the registry has no English)."""
        templates = _templates()[self.code]
        values = dict(self.values)
        return " / ".join(template.format_map(values) for template in templates if template)


def note(code: str, page: int | None = None, /, **values: object) -> Note:
    """A note; ``values`` fill its templates. Raises KeyError for a code or a value that the registry doesn't know."""
    made = Note(code, tuple((name, str(value)) for name, value in values.items()), page)
    assert made.text, code
    return made


def is_undecided(codes: str) -> bool:
    """Whether one of the codes of a record says that its column, unit or subject could not be decided."""
    return bool(codes) and not _undecided().isdisjoint(codes.split(SEPARATOR))


@cache
def _undecided() -> frozenset[str]:
    return frozenset(row["code"] for row in seed_rows("note") if row["effect"] == "undecided")


@cache
def _templates() -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["zh"], row["en"]) for row in seed_rows("note")}
