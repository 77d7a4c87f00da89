"""Codes that a person would meet have words, Chinese and English."""

from __future__ import annotations

import pytest

from gongkai import words
from gongkai.site import text
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


def test_the_pages_and_the_seeds_know_every_kind_of_disclosure() -> None:
    """Also that of a document which is none of these (``other``)."""
    labels = {row["code"] for row in seed_rows("code_label") if row["domain"] == "disclosure_type"}
    on_pages = {key.partition(".")[2] for key in text.words() if key.startswith("disclosure_type.")}

    assert labels == on_pages == words.DISCLOSURE_TYPES.keys()


def test_every_family_of_rules_has_words() -> None:
    assert {row["family"] for row in seed_rows("rule")} <= words.FAMILIES.keys()


def test_a_note_is_told_in_one_language_whatever_it_quotes() -> None:
    title = {"zh": "《收支总表 / 续》：金额 5 属于哪一栏不能确定", "en": "收支总表 / 续: amount 5: column not decidable"}
    counted = {"zh": "《自评表》有 1 个数字未使用：10", "en": "1 number(s) of 自评表 not used: 10"}
    for note in (title, counted):
        both = f"{note['zh']} / {note['en']}"
        assert (words.Words("zh").told(both), words.Words("en").told(both)) == (note["zh"], note["en"])
    assert words.Words("zh").told("收入 / 支出") == "收入 / 支出"
