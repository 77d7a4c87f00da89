"""What lies in the input folder, and what of it has changed since the last run."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from loaders.errors import InputFolderError
from loaders.home import PROJECT, ROOT
from loaders.readers import file_digest

_SYSTEM_NAMES = ("thumbs.db", "desktop.ini", "__macosx")
_NOTE_NAMES = ("readme", "readme.md", "readme.txt", "readme.zh-cn.md")
_DOCUMENT_SUFFIXES = (
    ".pdf",
    ".doc",
    ".docx",
    ".xls",
    ".xlsx",
    ".html",
    ".htm",
    ".txt",
    ".csv",
    ".zip",
    ".ofd",
)
_RACY_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """One entry of the input folder. ``reason`` is why it can't be a document; such an entry has no size."""

    name: str
    size: int = 0
    mtime_ns: int = 0
    ctime_ns: int = 0
    inode: int = 0
    reason: str = ""

    @property
    def state(self) -> tuple[int, ...]:
        """What differs where the file is not the same as before."""
        return self.size, self.mtime_ns, self.ctime_ns, self.inode


@dataclass(slots=True)
class Entry:
    """What the manifest remembers of one entry, and the documents that came of it."""

    state: tuple[int, ...]
    sha256: str
    reason: str = ""
    documents: list[dict[str, str | int]] = field(default_factory=list)


@dataclass(slots=True)
class Manifest:
    """The state of a staging folder: which files, with which loader, gave which documents."""

    loader_version: str = ""
    saved_ns: int = 0
    files: dict[str, Entry] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Manifest:
        """The manifest at ``path``; an empty one where there is none or it can't be understood."""
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            files = {
                name: Entry(**entry | {"state": tuple(entry["state"])}) for name, entry in raw["files"].items()
            }
            return cls(raw["loader_version"], raw["saved_ns"], files)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def save(self, path: Path) -> None:
        """Write the manifest so that a reader sees the old one or the new one, never half of it."""
        self.saved_ns = time.time_ns()
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(fresh, path)

    def digest(self, root: Path, found: Found) -> str:
        """SHA-256 of a found file, from memory where size and time show that it is unchanged."""
        known = self.files.get(found.name)
        settled = max(found.mtime_ns, found.ctime_ns) < self.saved_ns - _RACY_NS
        if known and settled and known.state == found.state and known.sha256:
            return known.sha256
        with suppress(OSError):
            return file_digest(root / found.name)
        return ""


def scan(root: Path) -> tuple[list[Found], list[tuple[str, str]]]:
    """All entries below ``root`` that are, or pose as, documents; and what was passed over, with reasons.

    Symbolic links are never followed. Raises ``InputFolderError`` where ``root`` can't be listed.
    """
    if not root.is_dir():
        raise InputFolderError(f"输入文件夹不存在：{root} / no such folder: {root}")
    found: list[Found] = []
    ignored: list[tuple[str, str]] = []
    for entry, name in _walk(root, root, found):
        why = _ignored(entry.name)
        if why:
            ignored.append((name, why))
        elif entry.is_symlink():
            _link(root, entry, name, found, ignored)
        else:
            found.append(_examined(entry, name))
    found = [replace(f, name=_readable(f.name)) for f in found]
    return sorted(found, key=lambda f: f.name), [(_readable(name), why) for name, why in ignored]


def loader_version() -> str:
    """Digest of all that decides how a document is read: the loaders' source, seeds, locked packages, tools."""
    digest = hashlib.sha256()
    for root, pattern in ((ROOT, "loaders/**/*.py"), (PROJECT, "seeds/**/*.csv"), (PROJECT, "requirements.lock")):
        for path in sorted(root.glob(pattern)):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    tools = (importlib.util.find_spec("rapidocr") is not None, shutil.which("soffice") is not None)
    digest.update(repr(tools).encode())
    return digest.hexdigest()[:16]


def _walk(root: Path, folder: Path, found: list[Found]) -> Iterator[tuple[os.DirEntry[str], str]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        if folder == root:
            raise InputFolderError(
                f"输入文件夹无法读取：{root}（{error.strerror}） / can't list {root}"
            ) from error
        name = folder.relative_to(root).as_posix()
        found.append(Found(name, reason=f"文件夹无法读取（{error.strerror}） / the folder can't be listed"))
        return
    for entry in entries:
        name = Path(entry.path).relative_to(root).as_posix()
        if entry.is_dir(follow_symlinks=False) and not _ignored(entry.name):
            before = len(found)
            inside = list(_walk(root, Path(entry.path), found))
            if not inside and len(found) == before and entry.name.lower().endswith(_DOCUMENT_SUFFIXES):
                found.append(Found(name, reason="这是文件夹，不是文件 / a folder, not a file"))
            yield from inside
        else:
            yield entry, name


def _ignored(name: str) -> str:
    lowered = name.lower()
    if lowered.startswith((".", "~$")) or lowered in _SYSTEM_NAMES:
        return "系统隐藏文件 / system file"
    return "文件夹说明 / notes on the folder" if lowered in _NOTE_NAMES else ""


def _link(
    root: Path, entry: os.DirEntry[str], name: str, found: list[Found], ignored: list[tuple[str, str]]
) -> None:
    try:
        target = Path(entry.path).resolve(strict=True)
    except (OSError, RuntimeError):
        found.append(Found(name, reason="链接的目标不存在 / a link to nothing"))
        return
    if target.is_relative_to(root.resolve()):
        ignored.append(
            (name, "指向文件夹内的链接，目标本身已读取 / a link within the folder: its target is read itself")
        )
    else:
        found.append(
            Found(
                name, reason="链接指向输入文件夹之外，未读取 / a link out of the input folder, not followed"
            )
        )


def _examined(entry: os.DirEntry[str], name: str) -> Found:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        return Found(name, reason=f"文件无法读取（{error.strerror}） / can't be read ({error.strerror})")
    if not stat.S_ISREG(status.st_mode):
        return Found(
            name, reason="不是普通文件（管道、套接字或设备） / not a regular file (pipe, socket or device)"
        )
    if not os.access(entry.path, os.R_OK):
        return Found(name, reason="没有读取权限 / no permission to read it")
    if _readable(name) != name:
        return Found(name, reason="文件名编码错误，请改名 / the file name isn't UTF-8: rename it")
    return _with_state(name, status)


def _with_state(name: str, status: os.stat_result) -> Found:
    return Found(name, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def state_now(root: Path, name: str) -> tuple[int, ...] | None:
    """The ``state`` of a found file as it is now; ``None`` where it is gone."""
    with suppress(OSError):
        return _with_state(name, (root / name).lstat()).state
    return None


def _readable(name: str) -> str:
    """``name`` itself if it is UTF-8, else as GBK, with what is neither written as ``\\x..``."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "backslashreplace")
    return name
