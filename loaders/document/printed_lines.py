"""The lines and cells of a document in the order of print."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.model import Document, Grid


def printed_lines(document: Document) -> Iterator[tuple[int, str, int | None]]:
    """The number, the text and the page of each line, and of each cell by its first line (0 without one)."""
    for block in document.blocks:
        if isinstance(block, Grid):
            for cell in block.cells:
                yield (cell.lines[0] if cell.lines else 0), cell.text, block.page
        else:
            yield block.number, block.text, block.page
