"""Pictures of pages turned upright, with a recogniser that only knows which way bars run."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from loaders.readers.upright import Picture, skew_of, upright


def page() -> Image.Image:
    """Lines of text as rows of bars, the first of them marked by a block at its left end."""
    picture = Image.new("RGB", (800, 1100), "white")
    draw = ImageDraw.Draw(picture)
    for top in range(100, 1000, 30):
        for left in range(100, 700, 22):
            draw.rectangle((left, top, left + 14, top + 14), fill="black")
    draw.rectangle((100, 40, 160, 80), fill="black")
    return picture


def read(strip: Picture) -> SimpleNamespace:
    """Legible where the mark stands at the top left."""
    sure = 0.95 if (strip[:38, :58] < 100).mean() > 0.9 else 0.3
    return SimpleNamespace(boxes=np.array([[[0, 0], [90, 0], [90, 9], [0, 9]]]), txts=("字" * 30,), scores=(sure,))


def whole(picture: Picture) -> list[tuple[int, int, int, int]]:
    rows, columns = np.flatnonzero((picture < 100).any(axis=(1, 2))), np.flatnonzero((picture < 100).any(axis=(0, 2)))
    return [(int(rows[0]), int(rows[-1]), int(columns[0]), int(columns[-1]))]


@pytest.mark.parametrize("turns", range(4))
def test_quarter_turns_are_undone(turns: int) -> None:
    picture = np.rot90(np.asarray(page()), -turns)

    found = upright(picture, whole, read)

    assert found.turns == turns
    assert np.array_equal(found.picture, np.asarray(page()))


@pytest.mark.parametrize("angle", [-2.0, -1.0, 0.0, 1.0, 2.5])
def test_skew_is_measured(angle: float) -> None:
    skewed = np.asarray(page().rotate(angle, fillcolor="white", resample=Image.Resampling.BICUBIC))

    assert skew_of(skewed) == pytest.approx(angle, abs=0.15)


def test_a_blank_page_stays_as_it_is() -> None:
    blank = np.full((300, 200, 3), 255, np.uint8)

    found = upright(blank, lambda _: [], read)

    assert (found.turns, found.skew) == (0, 0.0)
