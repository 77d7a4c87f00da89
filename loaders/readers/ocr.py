"""Pages and pictures without text: characters by OCR, ruling lines from the picture, then the grids of any PDF page.

Needs the optional extra ``ocr`` (rapidocr with onnxruntime, which bring their models along). Each page that
was read this way is named in a notice, so that its amounts can be accepted only where the arithmetic holds.
"""

from __future__ import annotations

import importlib.util
import io
import re
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from loaders.demand import ask_more
from loaders.errors import LimitExceeded, UnreadableDocument
from loaders.grammar.numbers import GROUP
from loaders.model import Block, Document, Line
from loaders.notes import Note, note
from loaders.readers import formats
from loaders.readers.common import sha256
from loaders.readers.pdf.pdfium import RawPage
from loaders.readers.upright import Upright, upright

DPI = 150
_MAX_PIXELS = 40_000_000
_MAX_FRAMES = 200
_LONGEST = 2600  # pixels of a page's longer side: 220 dpi of A4
_SHORTEST_RULE = 40
_THICKEST_RULE = 7
_DARK = 160
_STRIP_PIXELS = 450_000
_MARGIN = 8
_MEMORY = 400 * 2**20
_FAINT = 208
_BLANK_INK = 0.0001
_WIDE_FROM = 0x2E7F

_NUMBER = re.compile(rf"-?\d{{1,3}}{GROUP}*(?:\.\d\d)?")

Picture = npt.NDArray[np.uint8]


def available() -> bool:
    """Whether the optional packages are installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def require() -> None:
    """Raise ``UnreadableDocument``, naming what to install, where OCR is not available."""
    if not available():
        raise UnreadableDocument(
            "扫描件没有文字层，需要 OCR：请安装 pip install 'gongkai[ocr]' 后重新构建",
            "a scan without text: install the extra with pip install 'gongkai[ocr]' and build again",
        )


def scan(page: Any) -> tuple[RawPage, float]:
    """Read a PDF page (pypdfium2 ``PdfPage``) by OCR, in pixels; and how many points a pixel is, 0 where it was turned."""
    require()
    width, height = page.get_size()
    scale = min(DPI / 72, (_MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
    picture: Picture = page.render(scale=scale, grayscale=False).to_numpy()
    stands = _upright(picture)
    raw = recognise(stands.picture)
    return raw, 0.0 if stands.turns else width / raw.box[2]


def is_blank(page: Any) -> bool:
    """Whether a PDF page shows nothing at all, by a small rendering of it."""
    small: Picture = page.render(scale=1, grayscale=True).to_numpy()
    return float((small < _FAINT).mean()) < _BLANK_INK


def _upright(picture: Picture) -> Upright:
    ask_more(_MEMORY)
    return upright(picture, _strips, _engine())


def recognise(picture: Picture) -> RawPage:
    """Characters with boxes and ruling lines of an upright picture (height, width, 3), 8 bits a channel."""
    height, width = picture.shape[:2]
    codes: list[int] = []
    boxes: list[tuple[float, float, float, float]] = []
    for first, stop, start, end in _strips(picture):
        found = _engine()(picture[first:stop, start:end])
        if found.boxes is None or found.txts is None:
            continue
        for corners, text in zip(found.boxes, found.txts, strict=True):
            left, top = (float(edge) for edge in corners.min(axis=0))
            right, bottom = (float(edge) for edge in corners.max(axis=0))
            for char, x0, x1 in _spread(mended(str(text)), start + left, start + right):
                codes.append(ord(char))
                boxes.append((x0, height - first - top, x1, height - first - bottom))
    return RawPage(
        box=(0.0, 0.0, float(width), float(height)),
        rotation=0,
        codes=np.array(codes, np.int64),
        boxes=np.array(boxes, np.float64).reshape(-1, 4),
        angles=np.zeros(len(codes), np.int64),
        rules=_rules(picture),
        unmapped=0,
        images=1,
        notices=[],
    )


def read_image(data: bytes, file_name: str) -> Document:
    """Read a PNG, JPEG or TIFF picture; each frame of a TIFF is a page.

    Raises ``UnreadableDocument`` where OCR isn't installed, or the picture is damaged or shows no text.
    """
    require()
    from PIL import Image, ImageSequence, UnidentifiedImageError

    from loaders.readers.pdf.page import page_blocks
    from loaders.readers.pdf.reader import numbered

    blocks: list[Block] = []
    notices: list[Note] = []
    last = 0
    try:
        with Image.open(io.BytesIO(data)) as image:
            for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
                if frame.width * frame.height > _MAX_PIXELS or number > _MAX_FRAMES:
                    raise LimitExceeded(
                        "图片过大", f"the picture is too large ({frame.width} × {frame.height})"
                    )
                page = page_blocks(recognise(_upright(_sized(frame)).picture), 0)
                notices.append(note("page_by_ocr", number, page=number))
                for block in numbered(page, number, last):
                    last = max(
                        last, block.number if isinstance(block, Line) else max(block.lines, default=last)
                    )
                    blocks.append(block)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadableDocument("图片已损坏", f"damaged picture ({error})") from error
    if not blocks:
        raise UnreadableDocument("图片中没有识别出文字", "no text was found in the picture")
    media_type = formats.detect(data, file_name).media_type
    return Document(file_name, sha256(data), media_type, "ocr", tuple(blocks), len(notices), tuple(notices))


def _sized(frame: Any) -> Picture:
    """The pixels of a picture, fewer where it has more than text of a page needs."""
    longest = max(frame.size)
    if longest > _LONGEST:
        frame = frame.convert("RGB").resize([max(1, round(side * _LONGEST / longest)) for side in frame.size])
    return np.asarray(frame.convert("RGB"))


@cache
def _engine() -> Any:
    """The recogniser; it takes seconds to load, so one a process."""
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": 2400,
            "Det.limit_side_len": 64,
            "Rec.rec_batch_num": 1,
            "Global.use_vertical_padding": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
        }
    )


def mended(text: str) -> str:
    """A number read with a gap at a separator, or with a full-width comma: ``119,385, 303`` → ``119,385,303``.

    Only where the digits form one number in groups of three; anything else stays as it is.
    """
    bare = re.sub(r"(?<=[,，.])\s+|\s+(?=[,，.])", "", text.strip()).replace("，", ",")
    return bare if _NUMBER.fullmatch(bare) else text


def _strips(picture: Picture) -> list[tuple[int, int, int, int]]:
    """Stretches of the picture that show something: first and last row, first and last column (exclusive).

    Cut between lines of text; memory and time grow with the area looked at.
    """
    height, width = picture.shape[:2]
    most = max(_STRIP_PIXELS // max(width, 1), _MARGIN * 8)
    ink = picture.min(axis=2)
    changes = np.abs(np.diff(ink.astype(np.int16), axis=1)).sum(axis=1)
    cuts = [0]
    while height - cuts[-1] > most:
        window = changes[cuts[-1] + most // 2 : cuts[-1] + most]
        cuts.append(cuts[-1] + most // 2 + int(window.argmin()))
    strips = []
    for first, stop in pairwise([*cuts, height]):
        dark = ink[first:stop] < _DARK
        rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
        if rows.size:
            top, bottom = (
                max(first, first + int(rows[0]) - _MARGIN),
                min(stop, first + int(rows[-1]) + _MARGIN),
            )
            left, right = max(0, int(columns[0]) - _MARGIN), min(width, int(columns[-1]) + _MARGIN)
            strips.append((top, bottom, left, right))
    return strips


def _spread(text: str, left: float, right: float) -> list[tuple[str, float, float]]:
    """Characters of a recognised text with their edges: full-width ones take twice the room of others."""
    widths = [2.0 if ord(c) > _WIDE_FROM else 1.0 for c in text]
    unit = (right - left) / max(sum(widths), 1.0)
    placed = []
    for char, width in zip(text, widths, strict=True):
        placed.append((char, left, left + width * unit))
        left += width * unit
    return placed


def _rules(picture: Picture) -> npt.NDArray[np.float64]:
    """Long straight dark runs as thin rectangles (left, bottom, right, top), bottom up."""
    dark = picture.min(axis=2) < _DARK
    height = picture.shape[0]
    flat = [(x0, height - y1, x1, height - y0) for y0, y1, x0, x1 in _runs(dark)]
    upright = [(x0, height - y1, x1, height - y0) for x0, x1, y0, y1 in _runs(dark.T)]
    return np.array(flat + upright, np.float64).reshape(-1, 4)


def _runs(dark: npt.NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """Thin bars along the second axis: first and last row, first and last column of each."""
    found: list[tuple[int, int, int, int]] = []
    open_bars: list[tuple[int, int, int, int]] = []
    for row in np.flatnonzero(dark.sum(axis=1) >= _SHORTEST_RULE):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], dark[row].view(np.int8), [0]))))
        starts, stops = edges[::2], edges[1::2]
        long = stops - starts >= _SHORTEST_RULE
        still_open = []
        for start, stop in zip(starts[long].tolist(), stops[long].tolist(), strict=True):
            bar = next((b for b in open_bars if b[1] == row and b[2] < stop and start < b[3]), None)
            if bar is None:
                bar = (int(row), int(row), start, stop)
            else:
                open_bars.remove(bar)
            still_open.append((bar[0], int(row) + 1, min(bar[2], start), max(bar[3], stop)))
        found += [b for b in open_bars if b not in still_open]
        open_bars = still_open
    found += open_bars
    return [b for b in found if b[1] - b[0] <= _THICKEST_RULE]
