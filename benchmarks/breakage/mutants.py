"""A file damaged in one place: its bytes, a member of its archive, an object of its PDF, a line of its text, a cell."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

Change = Callable[[bytes, random.Random], bytes]

_OBJECT = re.compile(rb"\b\d+ \d+ obj\b.*?endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_DIGITS = re.compile(rb"(?<![\w#.])\d+(?![\w#.])")
_CELL = re.compile(rb"<(td|th|c|w:tc|table:table-cell)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(rb"</?[A-Za-z][^<>]*>")
_ABSURD = (b"0", b"-1", b"65535", b"99999999", b"2147483648", b"1e308", b"nan")


def _place(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.choice((1, 2, 4, 16, 64, 512)))


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Some bits turned over."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 32))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def cut_out(data: bytes, chance: random.Random) -> bytes:
    """A stretch is missing."""
    start, stop = _place(data, chance)
    return data[:start] + data[stop:]


def zeroed(data: bytes, chance: random.Random) -> bytes:
    """A stretch holds zeros, as after a lost sector."""
    start, stop = _place(data, chance)
    return data[:start] + bytes(stop - start) + data[stop:]


def repeated(data: bytes, chance: random.Random) -> bytes:
    """A stretch stands there twice."""
    start, stop = _place(data, chance)
    return data[:stop] + data[start:stop] + data[stop:]


def truncated(data: bytes, chance: random.Random) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(len(data))]


def _one_of(pattern: re.Pattern[bytes], change: Callable[[bytes, random.Random], bytes]) -> Change:
    def make(data: bytes, chance: random.Random) -> bytes:
        found = list(pattern.finditer(data))
        if not found:
            return flipped(data, chance)
        match = chance.choice(found)
        return data[: match.start()] + change(match[0], chance) + data[match.end() :]

    return make


def _gone(found: bytes, chance: random.Random) -> bytes:
    return b""


def _twice(found: bytes, chance: random.Random) -> bytes:
    return found + b"\n" + found


def _absurd(found: bytes, chance: random.Random) -> bytes:
    return chance.choice(_ABSURD)


def _stream_changed(found: bytes, chance: random.Random) -> bytes:
    """What a stream holds is changed and packed again, so that it opens."""
    match = _STREAM.fullmatch(found)
    if match is None or not match[1]:
        return found
    try:
        inner = zlib.decompress(match[1])
    except zlib.error:
        return b"stream\n" + flipped(match[1], chance) + b"\nendstream"
    return (
        b"stream\n"
        + zlib.compress(chance.choice((cut_out, repeated, flipped))(inner, chance) if inner else b"")
        + b"\nendstream"
    )


def _lines(change: Callable[[list[bytes], int, random.Random], None]) -> Change:
    def make(data: bytes, chance: random.Random) -> bytes:
        lines = data.splitlines(keepends=True)
        change(lines, chance.randrange(len(lines)), chance)
        return b"".join(lines)

    return make


def _line_gone(lines: list[bytes], at: int, chance: random.Random) -> None:
    del lines[at : at + chance.choice((1, 1, 5, 50))]


def _line_twice(lines: list[bytes], at: int, chance: random.Random) -> None:
    lines.insert(at, lines[at] * chance.choice((1, 1, 200)))


def _line_of_no_text(lines: list[bytes], at: int, chance: random.Random) -> None:
    lines.insert(at, bytes(chance.randrange(256) for _ in range(60)) + b"\n")


def _line_joined(lines: list[bytes], at: int, chance: random.Random) -> None:
    lines[at] = lines[at].rstrip() + b" "


def member(data: bytes, chance: random.Random) -> bytes:
    """One member of an archive is gone, empty, damaged or changed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info, archive.read(info)) for info in archive.infolist()]
    except (zipfile.BadZipFile, OSError, zlib.error, NotImplementedError, RuntimeError):
        return flipped(data, chance)
    if not members:
        return flipped(data, chance)
    at = chance.randrange(len(members))
    how = chance.choice(("gone", "empty", "flipped", "cut_out", "absurd", "cell", "tag", "tag", "name"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (entry, held) in enumerate(members):
            name = entry.filename if number != at or how != "name" else "../" + entry.filename[::-1]
            if number == at and how == "gone":
                continue
            content = _IN_MEMBER.get(how, _kept)(held, chance) if number == at and held else held
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # without the time of day
    return out.getvalue()


def _kept(data: bytes, chance: random.Random) -> bytes:
    return data


_ANYWHERE: dict[str, Change] = {
    "bytes flipped": flipped, "bytes missing": cut_out, "bytes zeroed": zeroed, "bytes repeated": repeated, "truncated": truncated,
}  # fmt: skip
_CELLS: dict[str, Change] = {
    "cell gone": _one_of(_CELL, _gone), "cell twice": _one_of(_CELL, _twice), "number absurd": _one_of(_DIGITS, _absurd),
    "tag gone": _one_of(_TAG, _gone), "tag twice": _one_of(_TAG, _twice),
}  # fmt: skip
_TEXT: dict[str, Change] = {
    "line gone": _lines(_line_gone), "line twice": _lines(_line_twice), "line of no text": _lines(_line_of_no_text),
    "lines joined": _lines(_line_joined),
}  # fmt: skip
_PDF: dict[str, Change] = {
    "object gone": _one_of(_OBJECT, _gone), "object twice": _one_of(_OBJECT, _twice),
    "object number absurd": _one_of(_DIGITS, _absurd), "stream changed": _one_of(_STREAM, _stream_changed),
}  # fmt: skip
_ARCHIVE: dict[str, Change] = {"member": member, "member again": member, "member once more": member}
_IN_MEMBER: dict[str, Change] = {
    "empty": _gone, "flipped": flipped, "cut_out": cut_out, "absurd": _CELLS["number absurd"], "cell": _CELLS["cell twice"],
    "tag": _CELLS["tag gone"],
}  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    """``data`` with one thing changed, and the kind of the change in words; what it is tells which kinds there are."""
    kinds = dict(_ANYWHERE)
    if data.startswith(b"PK"):
        kinds |= _ARCHIVE
    elif b"%PDF" in data[:1024]:
        kinds |= _PDF
    elif b"<" in data[:200]:
        kinds |= _CELLS | _TEXT
    elif b"\0" not in data[:1024]:
        kinds |= _TEXT
    kind = chance.choice(sorted(kinds))
    return kind.partition(" ")[0] if kind in _ARCHIVE else kind, kinds[kind](data, chance)
