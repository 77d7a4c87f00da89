"""Text that is no text: a layer that maps glyphs to letters of other scripts, as fonts without a map leave it."""

from __future__ import annotations

import re
import unicodedata

_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff]+")
# Letters of other scripts and marks beside ideographs, and small Latin letters or brackets alone between two of them.
_BESIDE = re.compile(r"(?<=[\u3400-\u9fff])[^\W\d_a-zA-Z\u3400-\u9fff]|[^\W\d_a-zA-Z\u3400-\u9fff](?=[\u3400-\u9fff])|[¬¯¨´¸¿¡]")
_FOREIGN, _MARKS = re.compile(r"[^\W\d_a-zA-Z\u3400-\u9fff]"), re.compile(r"[¬¯¨´¸¿¡]")  # what _BESIDE can find at all
_BETWEEN = re.compile(r"[a-z|{}~`^\\](?<=[\u3400-\u9fff].)(?=[\u3400-\u9fff])")
_USUAL = ("CJK", "HIRAGANA", "KATAKANA", "BOPOMOFO", "FULLWIDTH", "HALFWIDTH", "GREEK", "ROMAN", "IDEOGRAPHIC")
_STRANGE_SHARE, _STRANGE_LEAST = 0.01, 5
_CHINESE_SHARE, _WRITTEN_LEAST = 0.3, 50
_NO_WRITING = re.compile(r"[\s\d\W_]+")


def strange_letters(text: str) -> list[str]:
    """Letters and marks that can't stand where they do, beside ideographs or between two of them."""
    beside = _BESIDE.findall(text) if _FOREIGN.search(text) or _MARKS.search(text) else ()
    return [c for c in (*beside, *_BETWEEN.findall(text)) if _is_strange(c)]


def is_garbled(text: str) -> bool:
    """Whether a page's text says something else than what is printed: strange letters, or hardly any Chinese."""
    chinese = len("".join(_IDEOGRAPHS.findall(text)))
    written = len(_NO_WRITING.sub("", text))
    return len(strange_letters(text)) >= max(_STRANGE_LEAST, _STRANGE_SHARE * chinese) or (
        len(text) - text.count("\n") >= _WRITTEN_LEAST <= written and chinese < _CHINESE_SHARE * written
    )


def is_mapped_wrong(text: str) -> bool:
    """Whether a text layer shows other letters than the page: strange ones, and not only no Chinese (a page in English)."""
    if _FOREIGN.search(text) is None and _MARKS.search(text) is None:
        return False
    foreign = sum(map(_is_strange, _FOREIGN.findall(text)))
    return is_garbled(text) and foreign >= max(_STRANGE_LEAST, _STRANGE_SHARE * len(_NO_WRITING.sub("", text)))


def _is_strange(character: str) -> bool:
    is_mark = not character.isalnum()
    is_letter = unicodedata.category(character).startswith("L")
    return is_mark or (is_letter and not unicodedata.name(character, "").startswith(_USUAL))
