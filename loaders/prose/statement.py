"""Reads a passage sentence by sentence into stated amounts."""

from __future__ import annotations

import re

from loaders.grammar.enumeration import CIRCLED, NUMERAL
from loaders.guard import rejecting
from loaders.model import Line
from loaders.prose import phrase
from loaders.prose import subject as subjects
from loaders.prose.codes import code_of
from loaders.prose.naming import Reading
from loaders.prose.passage import Passage, sentences
from loaders.prose.quantity import quantities
from loaders.prose.sentence import Sentence
from loaders.records import Reject, StatedAmount

_SHOWN = 80
_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_ITEM = re.compile(rf"^(?:[{CIRCLED}]|[(（][{NUMERAL}\d]{{1,3}}[)）]|\d{{1,2}}[.．﹒、](?!\d)|[—–]+)[^，；：\d]{{2,24}}。$")
_HEAD_BEHIND = re.compile(r"如下：[—–-]*(?P<head>[^，。；：\d]{2,40})。$")  # of the sentences that follow
_NARROW = re.compile(r"(?<!\d)[,;:!?]|[,;:!?](?!\d)")


def read(passage: Passage, first_sentence: int, rejects: list[Reject]) -> tuple[list[StatedAmount], int]:
    """The stated amounts of a passage; sentences are numbered from ``first_sentence``. Gives the next number.

    A sentence that can't be read is added to ``rejects``.
    """
    reading = Reading(passage)
    number = first_sentence
    for start, stop in sentences(passage):
        lines = passage.lines(start, stop)
        printed = [Line(n, "", passage.page(lines)) for n in lines]
        with rejecting(rejects, "prose", passage.text[start:stop][:_SHOWN], printed):
            _read_sentence(reading, start, stop, number)
        number += 1
    return reading.rows, number


def _read_sentence(reading: Reading, start: int, stop: int, number: int) -> None:
    text = _wide(reading.passage.text[start:stop])
    found = quantities(text)
    new_item = (start > 0 and reading.passage.text[start - 1] == "\n") or _ITEM.match(text) is not None
    if new_item:
        reading.topic, reading.stem = "", ""
    if not found:
        _take_topic(reading, text, new_item)
        if phrase.REASON.search(text):
            _give_reason(reading.carried)
        return
    if phrase.REASON.match(re.sub(r"^主要|^其", "", text)) or re.match(r"^[^，。；\d]{0,30}原因", text):
        _give_reason(reading.carried)
    sentence = Sentence(reading, text, start, number, [] if new_item else reading.carried, found)
    end = 0
    for index, quantity in enumerate(found):
        following = found[index + 1].start if index + 1 < len(found) else len(text)
        sentence.take(quantity, text[end : quantity.start], text[quantity.stop : following])
        if quantity.kind != "percent" or sentence.used_percent:
            end = quantity.stop
    if (behind := _HEAD_BEHIND.search(text[found[-1].stop :])) is not None:
        reading.topic, reading.stem = subjects.tidy(behind["head"]), ""
    reading.rows.extend(sentence.rows)
    reading.carried = sentence.visible(len(text)) or reading.carried


def _wide(text: str) -> str:
    """A sentence of the same length with full-width separators, apart from those within numbers and times."""
    return _NARROW.sub(lambda match: _WIDE[match[0]], text)


def _take_topic(reading: Reading, text: str, new_item: bool) -> None:
    noun = subjects.tidy(text.rstrip("。"))
    reading.code = code_of(noun, reading.code) or reading.code
    if (
        new_item
        and noun
        and (re.search(r"[（(][类款项][）)]$", noun) or (len(noun) <= 40 and "，" not in noun))
    ):
        reading.topic = noun


def _give_reason(rows: list[StatedAmount]) -> None:
    for row in rows[-1:]:
        row.has_reason = "true"
