"""Words that scanned pages are known to be misread as, and what they stand for (seed ``ocr_confusion``)."""

from __future__ import annotations

from functools import lru_cache

from loaders.vocabulary import seed_rows


@lru_cache(maxsize=1)
def _confusions() -> tuple[tuple[str, str, str], ...]:
    """``(misread, correct, unless it is part of this word)``."""
    return tuple((row["misread"], row["correct"], row["unless"]) for row in seed_rows("ocr_confusion"))


@lru_cache(maxsize=1)
def confused_characters() -> frozenset[tuple[str, str]]:
    """Pairs (misread, correct) of single characters, from the words of the seed."""
    words = ((misread, correct) for misread, correct, _ in _confusions())
    return frozenset((a, b) for pair in words for a, b in zip(*pair, strict=True) if a != b)


@lru_cache(maxsize=16384)
def unconfused(text: str) -> str:
    """``text`` with the known misread words put right: ``项日完成时间`` → ``项目完成时间``."""
    for misread, correct, unless in _confusions():
        if misread in text and not (unless and unless in text):
            text = text.replace(misread, correct)
    return text
