"""Variants as pictures of one page: resolutions, skewed, sideways, upside down; as PNG, JPEG, TIFF and PDF."""

from __future__ import annotations

import io

from PIL import Image

from benchmarks.formats.tools import run


def scan(data: bytes, dpi: int = 150, *, turn: float = 0, kind: str = "png") -> bytes:
    """A grey picture of the first page, turned clockwise by ``turn`` degrees, paper white where nothing is."""
    png = run(
        data, "pdftoppm", "-png", "-gray", "-r", str(dpi), "-singlefile", "{in}", "{folder}/o", result="o.png"
    )
    with Image.open(io.BytesIO(png)) as picture:
        turned = picture.convert("L").rotate(-turn, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
        target = io.BytesIO()
        turned.save(
            target, {"jpg": "JPEG", "tif": "TIFF"}.get(kind, kind.upper()), resolution=dpi, dpi=(dpi, dpi)
        )
        return target.getvalue()
