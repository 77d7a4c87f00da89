"""Codes that a person would meet have words, Chinese and English."""

from __future__ import annotations

import pytest

from gongkai import words
from loaders.vocabulary import seed_rows


@pytest.mark.parametrize(
    ("domain", "said"),
    [
        ("disclosure_type", words.DISCLOSURE_TYPES),
        ("owed_state", words.OWED_STATES),
        ("severity", words.SEVERITIES),
        ("quality", words.QUALITIES),
        ("status", words.STATUSES),
    ],
)
def test_every_code_of_a_domain_has_words(domain: str, said: dict[str, tuple[str, str]]) -> None:
    codes = {row["code"] for row in seed_rows("code_label") if row["domain"] == domain}

    assert codes
    assert codes <= said.keys()
    assert all(chinese and english for chinese, english in said.values())


def test_every_family_of_rules_has_words() -> None:
    assert {row["family"] for row in seed_rows("rule")} <= words.FAMILIES.keys()
