"""Programs that make the variants: poppler, Ghostscript, qpdf. A variant whose program isn't installed is skipped."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pypdfium2 as pypdf

_SECONDS = 120


class ToolMissing(Exception):
    """A program that a variant needs is not installed, or fails on this document."""


def run(data: bytes, *command: str, result: str) -> bytes:
    """Bytes of the file ``result`` that a command makes of ``data``; ``{in}`` and ``{folder}`` name its files.

    Raises ``ToolMissing`` where the program isn't installed or makes nothing.
    """
    if shutil.which(command[0]) is None:
        raise ToolMissing(f"{command[0]} is not installed")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source.pdf")
        source.write_bytes(data)
        words = [word.replace("{in}", str(source)).replace("{folder}", folder) for word in command]
        subprocess.run(words, capture_output=True, check=False, timeout=_SECONDS)
        made = Path(folder, result)
        if not made.exists():
            raise ToolMissing(f"{command[0]} made nothing")
        return made.read_bytes()


def pages(path: Path, first: int, last: int) -> bytes:
    """A PDF of the pages ``first`` to ``last`` (from 1) of the file at ``path``."""
    with pypdf.PdfDocument(path) as whole, pypdf.PdfDocument.new() as part:
        part.import_pages(whole, list(range(first - 1, min(last, len(whole)))))
        return saved(part)


def saved(document: pypdf.PdfDocument) -> bytes:
    """The bytes of an open document."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "saved.pdf")
        document.save(target)
        return target.read_bytes()
