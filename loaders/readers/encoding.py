"""Bytes to text for files that don't say reliably how they are encoded."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.errors import UnreadableDocument
from loaders.notes import Note, note

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOJIBAKE = re.compile("锟斤拷|烫烫烫|屯屯屯|\ufffd|ï»¿|Ã[\x80-\xbf]|â€")
_HAN = re.compile(r"[\u3400-\u9fff]")
_COMMON_HAN_SHARE = 0.7
_MOJIBAKE_SHARE = 0.002
_BINARY_SHARE = 0.02
_BINARY_LEAST = 8
_CONTROLS = bytes([*range(1, 9), *range(14, 32)])  # zeros are lost bytes
_REPLACED = "\ufffd"
_DAMAGED_MOST = 50  # lines, and at most a third of them: where more are no text, the file isn't
_PLAIN = re.compile(rb"[^\n]+|\n")
_MARKED = re.compile(rb"<[^<>\n]*>|[^<\n]+|[<\n]")
_TAG = re.compile(rb"<[^<>\n]*>")
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was in, and what was odd about it."""

    text: str
    encoding: str
    notices: tuple[Note, ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode UTF-8, UTF-16/32, GBK or GB18030 text, with or without byte order mark.

    Raises ``UnreadableDocument`` where the bytes are no text, or text in none of these encodings.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _declared(data, name)
    wide = _wide_without_bom(data)
    if wide is not None:
        return _declared(data, wide)
    if _share_of_controls(data) > _BINARY_SHARE:
        raise UnreadableDocument("文件不是文本，格式无法识别", "binary data of an unknown format")
    if b"\0" in data:  # no letter: something is lost there
        return _by_line(data)
    try:
        return _checked(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        text = _gb18030(data)
        return _by_line(data) if text is None else _checked(text, "gb18030")


def _declared(data: bytes, name: str) -> Decoded:
    """Text that says how it is encoded; lines that aren't in that encoding are left out."""
    try:
        return _checked(data.decode(name), name)
    except UnicodeDecodeError as error:
        lines = data.decode(name, "replace").split("\n")
        damaged = [number for number, line in enumerate(lines, start=1) if _REPLACED in line]
        if _are_too_many(damaged, lines):
            raise UnreadableDocument(
                f"文件标明编码为 {name}，但第 {error.start} 字节起无法解码",
                f"the byte order mark says {name}, but byte {error.start} can't be decoded",
            ) from error
        text = "\n".join("" if _REPLACED in line else line for line in lines)
        return _checked(text, name, (_left_out(damaged),))


def _wide_without_bom(data: bytes) -> str | None:
    sample = data[:4096]
    if len(sample) < 4:
        return None
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        low_half = sample[0::2] if name == "utf-16-le" else sample[1::2]
        line_breaks = sum(1 for h, low in zip(high, low_half, strict=False) if h == 0 and low in (10, 13, 32))
        if line_breaks and b"\0" in high and high.count(0) > 4 * low_half.count(0):
            return name
    return None


def _share_of_controls(data: bytes) -> float:
    sample = data[:65536]
    odd = len(sample) - len(sample.translate(None, _CONTROLS))
    return odd / len(sample) if odd >= _BINARY_LEAST else 0.0


def _gb18030(data: bytes) -> str | None:
    """The text, if these bytes are GB18030 and its Han characters are mostly common ones (GB 2312)."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return text if _is_chinese(text) else None


def _is_chinese(text: str) -> bool:
    han = _HAN.findall(text)
    common = sum(1 for c in han if _is_common(c))
    return text.isascii() or (bool(han) and common >= _COMMON_HAN_SHARE * len(han))


def _is_common(char: str) -> bool:
    try:
        return 0xB0 <= char.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


def _by_line(data: bytes) -> Decoded:
    """Lines in different encodings, each decided on its own; what is no text is left out: a line, or between the tags of
    a page what stands there. Line numbers stay.

    Raises ``UnreadableDocument`` where more than a few lines are no text.
    """
    pieces = (_MARKED if b"</" in data else _PLAIN).findall(data)
    odd = [piece for piece in pieces if not piece.isascii()]
    # Short pieces of a file that is GB18030 as a whole need not look like it.
    whole = b"".join(odd).decode("gb18030", "replace")
    is_gb = 2 * sum(map(_is_utf8, odd)) < len(odd) and _is_chinese(whole)
    number, texts = 1, []
    damaged: list[int] = []
    by_name: dict[str, list[int]] = {"utf-8": [], "gb18030": []}
    for piece in pieces:
        text, name = _line(piece, is_gb=is_gb)
        if not name and _TAG.fullmatch(piece):
            text = piece.replace(b"\0", b"").decode("ascii", "ignore")
        elif not name:
            damaged.append(number)
        elif name != "ascii":
            by_name[name].append(number)
        texts.append(text)
        number += piece == b"\n"
    if _are_too_many(damaged, [piece for piece in pieces if not piece.isascii() or b"\0" in piece]):
        raise UnreadableDocument(
            f"文字编码无法识别（第 {damaged[0]} 行既不是 UTF-8 也不是 GB18030），请另存为 UTF-8",
            f"unknown encoding: line {damaged[0]} is neither UTF-8 nor GB18030; save the file as UTF-8",
        )
    used = [name for name, numbers in by_name.items() if numbers]
    notices = [note("encoding_mixed", lines=_shown(by_name["gb18030"]))] if len(used) > 1 else []
    notices += [_left_out(damaged)] if damaged else []
    return _checked("".join(texts), "+".join(used) or "utf-8", tuple(notices))


def _line(raw: bytes, *, is_gb: bool) -> tuple[str, str]:
    """The text of a line and its encoding: ``ascii`` where every one would do, none where it is no text."""
    if b"\0" in raw:
        return "", ""
    if raw.isascii():
        return raw.decode("ascii"), "ascii"
    if _is_utf8(raw):
        return raw.decode("utf-8"), "utf-8"
    try:
        text = raw.decode("gb18030") if is_gb else _gb18030(raw)
    except UnicodeDecodeError:
        text = None
    return ("", "") if text is None else (text, "gb18030")


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _are_too_many(damaged: Sequence[int], lines: Sequence[object]) -> bool:
    return len(damaged) > _DAMAGED_MOST or 3 * len(damaged) > len(lines)


def _left_out(damaged: Sequence[int]) -> Note:
    return note("lines_damaged", count=len(damaged), lines=_shown(damaged))


def _shown(numbers: Sequence[int]) -> str:
    return "、".join(str(n) for n in numbers[:_SHOWN]) + ("…" if len(numbers) > _SHOWN else "")


def _checked(text: str, name: str, notices: tuple[Note, ...] = ()) -> Decoded:
    damaged = len(_MOJIBAKE.findall(text))
    if damaged and damaged > _MOJIBAKE_SHARE * len(text):
        raise UnreadableDocument(
            f"文字在此前的转码中已损坏（{damaged} 处乱码），请重新取得原文件",
            f"the text was damaged by an earlier conversion ({damaged} places): get the file again",
        )
    if damaged:
        notices = (*notices, note("characters_damaged", count=damaged))
    return Decoded(text.removeprefix("\ufeff"), name, notices)
