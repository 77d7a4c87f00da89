"""Which format a file is in, decided by its content. The extension only tells CSV from plain text."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from loaders.errors import EncryptedDocument, UnreadableDocument

_HEAD = 8192
_PDF_HEADER_WITHIN = 1024
_IMAGES = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
)
_ARCHIVES = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
)
_HTML = re.compile(
    r"^\s*(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|h[1-6]|span|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_OFFICE_XML = re.compile(
    rb"<\?mso-application|urn:schemas-microsoft-com:office:spreadsheet|<w:wordDocument|pkg:package"
)


@dataclass(frozen=True, slots=True)
class Format:
    """A recognised format. ``name`` is the reader's key, ``media_type`` what ``dim_document`` says."""

    name: str
    media_type: str


TEXT = Format("text", "text/plain")
CSV = Format("csv", "text/csv")
HTML = Format("html", "text/html")
MHTML = Format("mhtml", "multipart/related")
PDF = Format("pdf", "application/pdf")
DOCX = Format("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
XLSX = Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
XLS = Format("xls", "application/vnd.ms-excel")
OFD = Format("ofd", "application/ofd")
ZIP = Format("zip", "application/zip")
RAR = Format("packed", "application/vnd.rar")
SEVEN = Format("packed", "application/x-7z-compressed")
WORD = Format("office", "application/msword")
RTF = Format("office", "application/rtf")
OFFICE_XML = Format("office", "application/xml")
OPEN_TEXT = Format("office", "application/vnd.oasis.opendocument.text")
OPEN_SHEET = Format("office", "application/vnd.oasis.opendocument.spreadsheet")
XLSB = Format("office", "application/vnd.ms-excel.sheet.binary.macroEnabled.12")


def detect(data: bytes, file_name: str) -> Format:
    """The format of ``data``.

    Raises ``UnreadableDocument`` for an empty file and for formats that hold no disclosure or that
    nothing here reads; ``EncryptedDocument`` for protected Office files.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise UnreadableDocument("空文件", "the file is empty")
    head = data[:_HEAD]
    # Before PDF: a member that is stored and not compressed shows its own header near the start.
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if b"%PDF-" in head[:_PDF_HEADER_WITHIN]:
        return PDF
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound_kind(data)
    if head.startswith(b"{\\rtf"):
        return RTF
    for magic, media_type in _IMAGES:
        if head.startswith(magic):
            return Format("image", media_type)
    if head.startswith((b"Rar!", b"7z\xbc\xaf\x27\x1c")):
        return RAR if head.startswith(b"Rar!") else SEVEN
    for magic, name in _ARCHIVES:
        if head.startswith(magic):
            raise UnreadableDocument(
                f"{name} 压缩包不能直接读取，请解压后放入", f"{name} archive: unpack it first"
            )
    return _text_kind(data, file_name)


def _text_kind(data: bytes, file_name: str) -> Format:
    head = data[:_HEAD]
    if _OFFICE_XML.search(head):
        return OFFICE_XML
    narrow = head.replace(b"\0", b"").decode("ascii", "ignore")
    if re.match(
        r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", narrow.replace("\r\n", "\n"), re.IGNORECASE
    ):
        return MHTML
    if _HTML.match(narrow):
        return HTML
    return CSV if PurePosixPath(file_name.lower()).suffix in (".csv", ".tsv") else TEXT


def _zip_kind(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mime = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise UnreadableDocument(
            "压缩包或 Office 文件不完整", f"damaged ZIP or Office file: {error}"
        ) from error
    lowered = {name.lower() for name in names}
    if "word/document.xml" in lowered:
        return DOCX
    if "xl/workbook.xml" in lowered:
        return XLSX
    if "xl/workbook.bin" in lowered:
        return XLSB
    if "ofd.xml" in lowered:
        return OFD
    if b"opendocument.text" in mime:
        return OPEN_TEXT
    if b"opendocument.spreadsheet" in mime:
        return OPEN_SHEET
    if any(name.startswith("ppt/") for name in lowered):
        raise UnreadableDocument("演示文稿不是公开报表，未读取", "a presentation is not read")
    return ZIP


def _compound_kind(data: bytes) -> Format:
    """Word, Excel and WPS files of the binary family, told apart by the streams in their directory."""
    streams = {name for name in _STREAMS if name.encode("utf-16-le") + b"\0\0" in data}
    if "EncryptedPackage" in streams:
        raise EncryptedDocument()
    if "WordDocument" in streams:
        return WORD
    if "Workbook" in streams or "Book" in streams:
        return XLS
    raise UnreadableDocument(
        "旧版 Office 复合文件，但不含文档或工作簿", "a compound file with neither document nor workbook"
    )


_STREAMS = ("EncryptedPackage", "WordDocument", "Workbook", "Book")
