"""Bytes to text for files that don't say reliably how they are encoded."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from loaders.errors import UnreadableDocument
from loaders.notes import Note, note

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
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
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _checked(_strict(data, name), name)
    wide = _wide_without_bom(data)
    if wide is not None:
        return _checked(_strict(data, wide), wide)
    if _share_of_controls(data) > _BINARY_SHARE:
        raise UnreadableDocument("文件不是文本，格式无法识别", "binary data of an unknown format")
    try:
        return _checked(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    text = _gb18030(data)
    if text is not None:
        return _checked(text, "gb18030")
    return _by_line(data)


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"文件标明编码为 {name}，但第 {error.start} 字节起无法解码",
            f"the byte order mark says {name}, but byte {error.start} can't be decoded",
        ) from error


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
    odd = sum(1 for byte in sample if byte < 9 or 13 < byte < 32)
    return odd / len(sample) if odd >= _BINARY_LEAST else 0.0


def _gb18030(data: bytes) -> str | None:
    """The text, if these bytes are GB18030 and its Han characters are mostly common ones (GB 2312)."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    han = _HAN.findall(text)
    beyond_ascii = sum(1 for c in text if c > "\x7f")
    common = sum(1 for c in han if _is_common(c))
    return text if beyond_ascii == 0 or (han and common >= _COMMON_HAN_SHARE * len(han)) else None


def _is_common(char: str) -> bool:
    try:
        return 0xB0 <= char.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


def _by_line(data: bytes) -> Decoded:
    """Lines in different encodings: each is decided on its own, or the file is refused."""
    lines, odd = [], []
    for number, raw in enumerate(data.split(b"\n"), start=1):
        try:
            lines.append(raw.decode("utf-8"))
        except UnicodeDecodeError:
            text = _gb18030(raw)
            if text is None:
                raise UnreadableDocument(
                    f"文字编码无法识别（第 {number} 行既不是 UTF-8 也不是 GB18030），请另存为 UTF-8",
                    f"unknown encoding: line {number} is neither UTF-8 nor GB18030; save the file as UTF-8",
                ) from None
            lines.append(text)
            odd.append(number)
    where = "、".join(str(n) for n in odd[:5]) + ("…" if len(odd) > 5 else "")
    return _checked("\n".join(lines), "utf-8+gb18030", (note("encoding_mixed", lines=where),))


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
