"""What one part of a document does to its reader costs that part: an exception becomes a reject with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from loaders.errors import LoaderError
from loaders.model import Block, Line
from loaders.notes import note
from loaders.records import Reject

_SHOWN = 200


@contextmanager
def rejecting(rejects: list[Reject], stage: str, title: str, blocks: Sequence[Block] = ()) -> Iterator[None]:
    """Run the body; what it raises is added to ``rejects`` as a reject of ``stage`` that names ``title`` and the place
    of ``blocks``. Want of memory is no fault of the part, and what the loaders raise on purpose is meant for others.
    """
    try:
        yield
    except (MemoryError, LoaderError):
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}"[:_SHOWN]
        numbers = sorted(n for b in blocks for n in ((b.number,) if isinstance(b, Line) else b.lines))
        rejects.append(
            Reject(
                stage=stage,
                note=note("part_failed", title=title or "—", error=what),
                lines=tuple(numbers),
                page=next((b.page for b in blocks), None),
                source_text=title,
            )
        )
