"""What a document says in words: its sentences, headings and notes, and whose its tables say they are.

Amounts are read elsewhere (``statement``); this is the text that stands around them, for the rules that ask for a
reason, an explanation, a name or a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.document.identity import owner_of
from loaders.grammar.normal import squash
from loaders.grammar.titles import clean_title
from loaders.model import Block, Grid, Line, Segment
from loaders.prose.passage import Passage, sentences
from loaders.records import Sentence

_HEAD_ROWS = 4
_YEAR = re.compile(r"20\d\d年")
_LEADERS = re.compile(r"[.．。…·\-—]{6,}\d*$")


def sentences_of(passage: Passage, first_sentence: int, first_paragraph: int, kind: str) -> list[Sentence]:
    """The sentences of ``passage``, numbered as its amounts are; a hard break starts a paragraph.

    ``kind`` is that of a sentence (``sentence`` or ``note``); the section's own line is a ``heading``, a line with
    dot leaders an entry of the ``contents``.
    """
    found: list[Sentence] = []
    paragraph = first_paragraph
    for number, (start, stop) in enumerate(sentences(passage), first_sentence):
        if start and passage.text[start - 1] == "\n":
            paragraph += 1
        text = passage.text[start:stop]
        lines = passage.lines(start, stop)
        found.append(
            Sentence(
                section=passage.context.section,
                kind=_kind(text, passage.context.section, kind),
                paragraph_seq=paragraph,
                sentence_seq=number,
                lines=lines,
                page=passage.page(lines),
                source_text=text,
            )
        )
    return found


def _kind(text: str, section: str, kind: str) -> str:
    if text == section:
        return "heading"
    return "contents" if _LEADERS.search(text) else kind


def table_heads(segments: Sequence[Segment]) -> list[Sentence]:
    """What a table's own head says: whose it is (``编制部门：…``), and its title where that bears a year."""
    found = []
    for segment in segments:
        if segment.kind != "table":
            continue
        for block in segment.blocks:
            for text, lines in _head_texts(block):
                if segment.title and _YEAR.search(text) and clean_title(text) == segment.title:
                    found.append(
                        Sentence(
                            section=segment.title, kind="table_title", lines=lines, page=block.page, source_text=squash(text)
                        )
                    )
                owner = owner_of(text)
                if owner is not None:
                    found.append(
                        Sentence(
                            section=segment.title, kind="table_head", label=owner[0], name=owner[1],
                            lines=lines, page=block.page, source_text=squash(text),
                        )
                    )  # fmt: skip
    return found


def _head_texts(block: Block) -> list[tuple[str, tuple[int, ...]]]:
    if isinstance(block, Grid):
        return [(cell.text, cell.lines) for cell in block.cells if cell.row < _HEAD_ROWS]
    return [(block.text, (block.number,))] if isinstance(block, Line) else []
