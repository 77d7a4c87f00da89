"""What a file shows of its own damage: text that is no text, rows printed twice or lost, an end before what it announces.

Nothing is mended here. Each finding is a reject with its place; the registry says what it means for the document.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from loaders.document.ends import cut_off
from loaders.document.printed_lines import printed_lines
from loaders.document.serials import skipped_serials
from loaders.document.several import several
from loaders.document.twice import printed_twice
from loaders.grammar.garbled import is_garbled, strange_letters
from loaders.grammar.normal import squash
from loaders.model import Document, Segment
from loaders.notes import note
from loaders.records import Parsed, Reject


def damage(document: Document, segments: Sequence[Segment], parsed: Parsed) -> list[Reject]:
    """Everything that speaks against the file as a whole."""
    rows = [*printed_twice(parsed), *skipped_serials(parsed)]
    return [*broken_text(document), *rows, *several(parsed), *cut_off(document, segments, parsed)]


def broken_text(document: Document) -> list[Reject]:
    """One reject for every page whose text layer maps glyphs to letters of other scripts, or holds hardly any Chinese.

    A page here is one of a PDF; a document without pages is one as a whole.
    """
    pages: dict[int | None, list[str]] = defaultdict(list)
    for _, text, page in printed_lines(document):
        pages[page].append(text)
    found = []
    for page, texts in pages.items():
        text = "\n".join(texts)
        strange = strange_letters(text)
        if is_garbled(text):
            shown = " ".join(letter for letter, _ in Counter(strange).most_common(8))
            what = note("text_broken", count=len(strange), shown=shown or "—")
            found.append(Reject(stage="reader", note=what, page=page, source_text=squash(texts[0])[:80]))
    return found
