"""PDF: words and rules from PDFium, grids found from rules and from alignment."""

from __future__ import annotations

from loaders.readers.pdf.reader import read_pdf

__all__ = ["read_pdf"]
