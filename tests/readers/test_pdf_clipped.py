"""Text outside the clip path of its sheet can't be seen."""

from __future__ import annotations

import numpy as np
import pytest

from loaders.readers.pdf import clipped

PAGE = (0.0, 0.0, 800.0, 600.0)
LETTERS = np.full(3, ord("字"), np.int64)
TABLE = (40.0, 80.0, 800.0, 546.0)


def boxes(*middles: tuple[float, float]) -> np.ndarray:
    return np.array([(x - 4, y + 4, x + 4, y - 4) for x, y in middles], np.float64)


@pytest.fixture
def clips(monkeypatch: pytest.MonkeyPatch) -> dict[int, clipped.Box]:
    """Characters are objects of their own, by number; their clips are what a test says."""
    found: dict[int, clipped.Box] = {}
    monkeypatch.setattr(clipped.calls, "address", lambda text: 1)
    monkeypatch.setattr(clipped.calls, "text_object", lambda text, index: index)
    monkeypatch.setattr(clipped, "_clip", lambda item: found.get(item, (-np.inf, -np.inf, np.inf, np.inf)))
    return found


def test_what_the_clip_path_hides_is_off_the_page(clips: dict[int, clipped.Box]) -> None:
    """bj-57fda38d, page 47: the first row repeats a cell of the page before, above the table's clip path."""
    clips.update(dict.fromkeys(range(3), TABLE))
    found = clipped.without_hidden(None, LETTERS, boxes((60, 634), (60, 592), (60, 300)), PAGE)

    assert (found[:, 2] < 0).tolist() == [True, True, False]


def test_a_page_with_all_its_characters_is_left_alone(clips: dict[int, clipped.Box]) -> None:
    clips.update(dict.fromkeys(range(2), TABLE))
    before = boxes((60, 500), (60, 300))

    assert clipped.without_hidden(None, LETTERS[:2], before, PAGE) is before


def test_the_clip_path_of_a_cell_cuts_no_text(clips: dict[int, clipped.Box]) -> None:
    """nd-office-2024-dept-selfeval: 一般性支出情况 is wider than its cell, and whole in the text layer."""
    clips.update(dict.fromkeys(range(2), (40.0, 290.0, 80.0, 310.0)))
    found = clipped.without_hidden(None, LETTERS[:2], boxes((60, 700), (90, 300)), PAGE)

    assert found[1].tolist() == boxes((90, 300))[0].tolist()


def test_a_clip_path_that_shows_nothing_is_not_believed(clips: dict[int, clipped.Box]) -> None:
    """The clip path of a form object may be in a space of its own."""
    clips.update(dict.fromkeys(range(2), (0.0, 0.0, 800.0, 310.0)))
    found = clipped.without_hidden(None, LETTERS[:2], boxes((60, 700), (60, 500)), PAGE)

    assert found[1].tolist() == boxes((60, 500))[0].tolist()
