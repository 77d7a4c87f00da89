"""Names and telephone numbers of persons in forms: counted as understood, then left out of all that is staged."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import lru_cache

from loaders.forms.vocabulary import form_label, labels_of
from loaders.grammar.normal import squash
from loaders.records import Parsed, Reject

_HIDDEN = "〔略〕"
_NUMBER = r"(?:1[3-9]\d{9}|0\d{2,3}[-—]?\d{7,8})"
_TELEPHONE = re.compile(rf"(?<!\d){_NUMBER}(?!\d)")
_MOBILE = re.compile(r"(?<![\dA-Za-z.,-])1[3-9]\d{9}(?![\dA-Za-z.,-])")
_CALLED = re.compile(r"电话|手机|联系|负责人|[人员领导][(（:：]")  # a person, in a text that may hold more
_SHORTEST = 2


def withhold(parsed: Parsed) -> None:
    """Drop the fields that name persons, and hide what they say in the printed rows of all other records.

    Where a label and what it says stand within a longer text (填表人：… 联系电话：…), they are hidden there.
    """
    persons = [one for one in parsed.form_fields if form_label(one.label, "person")]
    parsed.form_fields = [one for one in parsed.form_fields if one not in persons]
    values = {squash(one.value) for one in persons}
    said = {
        part.strip("/,，、")
        for value in values
        for part in (*_TELEPHONE.findall(value), *_TELEPHONE.split(value))
    }
    hidden = sorted(
        (one for one in said | values if len(one) >= _SHORTEST and not form_label(one)), key=len, reverse=True
    )
    lines = {number for one in persons for number in one.lines}
    for item in fields(parsed):
        for record in getattr(parsed, item.name):
            printed, record.source_text = record.source_text, _without_labelled(record.source_text)
            if isinstance(record, Reject) and record.source_text != printed:
                record.reason = _TELEPHONE.sub(_HIDDEN, record.reason)
            if lines.intersection(record.lines):
                record.source_text = _without(record.source_text, hidden)
    for one in parsed.form_fields:
        one.value = _without_labelled(one.value)


def _without(text: str, hidden: list[str]) -> str:
    for value in hidden:
        text = re.sub(r"\s*".join(map(re.escape, value)), _HIDDEN, text)
    return text


def _without_labelled(text: str) -> str:
    """A text without what labels of persons say in it, up to the next label, space or mark, and without numbers of mobiles."""
    return _MOBILE.sub(_HIDDEN, _labelled().sub(rf"\1{_HIDDEN}", text)) if _CALLED.search(text) else text


@lru_cache(maxsize=1)
def _labelled() -> re.Pattern[str]:
    person, other = (
        rf"(?:{'|'.join(map(re.escape, labels_of(*kinds)))})[(（]?(?:签字|签名|签章|盖章)?[)）]?[:：]"
        for kinds in (("person",), ("person", "field", "head", "department", "total", "rating"))
    )
    return re.compile(rf"({person}\s*)(?!〔|{other})(?:{_NUMBER}|[^\s，。；、:：]{{2,}}?(?={other}|[\s，。；、]|$)(?:\s*{_NUMBER})?)")
