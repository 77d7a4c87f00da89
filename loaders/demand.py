"""What slow work asks of whoever runs it: more memory. A reader says so here and knows nothing of workers."""

from __future__ import annotations

from collections.abc import Callable

_granter: Callable[[int], None] | None = None


def granted_by(granter: Callable[[int], None]) -> None:
    """Let ``granter`` hear of the memory, in bytes, that work in this process asks for."""
    global _granter
    _granter = granter


def ask_more(memory: int) -> None:
    """Say that slow work goes on and takes up to ``memory`` bytes; unheard where nobody limits this process."""
    if _granter is not None:
        _granter(memory)
