"""Names and telephone numbers of persons in forms: counted as understood, then left out of all that is staged."""

from __future__ import annotations

import re
from dataclasses import fields

from loaders.forms.vocabulary import form_label
from loaders.grammar.normal import squash
from loaders.records import Parsed

_HIDDEN = "〔略〕"
_TELEPHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-—]?\d{7,8})(?!\d)")
_SHORTEST = 2


def withhold(parsed: Parsed) -> None:
    """Drop the fields that name persons, and hide what they say in the printed rows of all other records."""
    persons = [one for one in parsed.form_fields if form_label(one.label, "person")]
    if not persons:
        return
    parsed.form_fields = [one for one in parsed.form_fields if one not in persons]
    values = {squash(one.value) for one in persons}
    said = {
        part
        for value in values
        for part in (*_TELEPHONE.findall(value), _TELEPHONE.sub("", value).strip("/,，、"))
    }
    hidden = sorted(
        (one for one in said | values if len(one) >= _SHORTEST and not form_label(one)), key=len, reverse=True
    )
    lines = {number for one in persons for number in one.lines}
    for item in fields(parsed):
        for record in getattr(parsed, item.name):
            if lines.intersection(record.lines):
                record.source_text = _without(record.source_text, hidden)


def _without(text: str, hidden: list[str]) -> str:
    for value in hidden:
        text = re.sub(r"\s*".join(map(re.escape, value)), _HIDDEN, text)
    return text
