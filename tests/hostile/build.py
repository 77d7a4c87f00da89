"""Files that try to hurt a reader, built from nothing."""

from __future__ import annotations

import io
import zipfile
import zlib


def pdf(
    pages: int = 1,
    content: bytes = b"BT /F1 12 Tf 72 700 Td (Total 1,234.50) Tj ET",
    *,
    raw: bytes | None = None,
) -> bytes:
    """A PDF with ``pages`` pages that share one content stream; ``raw`` is the stream as stored (Flate)."""
    stream = zlib.compress(content) if raw is None else raw
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids["
        + b" ".join(b"%d 0 R" % (5 + i) for i in range(pages))
        + b"]/Count %d>>" % pages,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n" % len(stream) + stream + b"\nendstream",
    ]
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents 4 0 R>>"
    objects += [page] * pages
    out = io.BytesIO()
    out.write(b"%PDF-1.5\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def bomb_stream(size: int) -> bytes:
    """A Flate stream that inflates to ``size`` blanks."""
    packer = zlib.compressobj(9)
    chunk = b" " * 2**20
    return b"".join([*(packer.compress(chunk) for _ in range(size // 2**20)), packer.flush()])


def zipped(members: dict[str, bytes], *, stored: bool = False) -> bytes:
    """A ZIP of ``members``, compressed or stored as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def zip_bomb(name: str, size: int) -> bytes:
    """A ZIP whose one member inflates to ``size`` blanks."""
    out = io.BytesIO()
    chunk = b" " * 2**20
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as member:
        for _ in range(size // 2**20):
            member.write(chunk)
    return out.getvalue()


_ENTITIES = b"".join(b'<!ENTITY e%d "%s">' % (i, b"&e%d;" % (i - 1) * 10) for i in range(1, 10))
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">' + _ENTITIES + b"]>"
EXTERNAL = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>'
_W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: bytes, *, prologue: bytes = b"", extra: dict[str, bytes] | None = None) -> bytes:
    """A Word document with ``body`` as the content of ``w:body``."""
    document = prologue + b"<w:document " + _W + b"><w:body>" + body + b"</w:body></w:document>"
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document, **(extra or {})})


def paragraph(text: str) -> bytes:
    """A Word paragraph."""
    return b"<w:p><w:r><w:t>" + text.encode() + b"</w:t></w:r></w:p>"
