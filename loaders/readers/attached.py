"""Files attached to a PDF (also a portfolio's): each is a document of its own, named by the PDF and itself."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pypdf  # type: ignore[import-untyped]

from loaders.errors import LimitExceeded, UnreadableDocument
from loaders.readers import archive


def attachments(data: bytes) -> Iterator[tuple[str, bytes | UnreadableDocument]]:
    """Name and bytes of each file attached to a PDF, or why it can't be read; none where the PDF can't be opened."""
    try:
        document = pypdf.PdfDocument(data)
    except pypdf.PdfiumError:
        return  # the PDF itself says so when it is read
    with document:
        total = 0
        for number in range(min(document.count_attachments(), archive.MAX_MEMBERS)):
            attached = document.get_attachment(number)
            name = archive.plain_name(attached.get_name() or f"{number + 1}")
            try:
                content = bytes(attached.get_data())
                total += len(content)
                archive.refuse_unpacked(len(content), total, len(data))
            except LimitExceeded as error:
                yield name, error
                return
            except pypdf.PdfiumError as error:
                yield name, UnreadableDocument("PDF 附件已损坏", f"damaged attachment of a PDF ({error})")
                continue
            yield name, content
