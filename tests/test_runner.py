"""The runner: what is staged, what is left alone, and what one bad document does to the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from loaders.errors import InputFolderError, StagingFailedError
from loaders.intake.isolation import Limits
from loaders.intake.runner import RunSummary, run
from loaders.intake.worker import document_id
from tests.hostile.build import zipped

STUB = "tests.hostile.stub_worker:process"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text("一、收入\n", encoding="utf-8")
    (tmp_path / "in" / "sub" / "b.txt").write_text("二、支出\n", encoding="utf-8")
    return tmp_path / "in"


def go(folder: Path, limits: Limits | None = None) -> RunSummary:
    return run(folder, folder.parent / "staging", jobs=2, progress=False, limits=limits, handler=STUB)


def reasons(summary: RunSummary) -> dict[str, str]:
    return {o.file_name: o.reason for o in summary.outcomes}


def settle(folder: Path) -> None:
    """Make all files older than the manifest, so that their times are trusted."""
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (1_600_000_000, 1_600_000_000))


def test_second_run_reads_nothing(folder: Path) -> None:
    settle(folder)

    first, second = go(folder), go(folder)

    assert (first.read, first.unchanged, first.changed) == (2, 0, True)
    assert (second.read, second.unchanged, second.changed) == (0, 2, False)
    assert reasons(second) == {"a.txt": "", "sub/b.txt": ""}


def test_only_the_changed_file_is_read_again(folder: Path) -> None:
    go(folder)
    (folder / "a.txt").write_text("三、结余\n", encoding="utf-8")

    summary = go(folder)

    assert (summary.read, summary.unchanged, summary.removed) == (1, 1, 1)


def test_same_size_and_time_but_other_bytes_just_after_a_run_is_noticed(folder: Path) -> None:
    go(folder)
    before = (folder / "a.txt").stat()
    (folder / "a.txt").write_text("一、支出\n", encoding="utf-8")
    os.utime(folder / "a.txt", ns=(before.st_atime_ns, before.st_mtime_ns))

    assert go(folder).read == 1


def test_vanished_document_leaves_staging(folder: Path) -> None:
    go(folder)
    (folder / "a.txt").unlink()

    summary = go(folder)

    assert summary.removed == 1
    staged = [p.name for p in (folder.parent / "staging").iterdir() if p.is_dir()]
    assert len(staged) == 1
    assert staged[0].startswith("sub-b-")


def test_lost_manifest_or_lost_staging_folder_means_reading_again(folder: Path) -> None:
    first = go(folder)
    staging = folder.parent / "staging"
    (staging / first.outcomes[0].document_id / "documents.csv").unlink()
    (staging / first.outcomes[0].document_id).rmdir()
    assert go(folder).read == 1

    (staging / "manifest.json").write_text("{", encoding="utf-8")
    assert go(folder).read == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"die", "exit status 3"),
        (b"hang", "GONGKAI_WALL_LIMIT"),
        (b"spin", "GONGKAI_TIME_LIMIT"),
        (b"grow", "GONGKAI_MEMORY_LIMIT"),
        (b"raise", "ZeroDivisionError"),
    ],
)
def test_a_bad_document_is_recorded_and_the_others_load(folder: Path, content: bytes, words: str) -> None:
    (folder / "bad.txt").write_bytes(content)

    limits = Limits(seconds=1 if content == b"spin" else 60, wall=2 if content == b"hang" else 60, memory=300 * 2**20)
    summary = go(folder, limits)

    found = reasons(summary)
    assert words in found.pop("bad.txt")
    assert found == {"a.txt": "", "sub/b.txt": ""}


def test_what_a_circumstance_prevented_is_tried_again_and_a_verdict_is_kept(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"raise")
    (folder / "empty.pdf").touch()

    first, second = go(folder), go(folder)

    assert {o.file_name: o.cause for o in first.outcomes if o.reason} == {"bad.txt": "error", "empty.pdf": ""}
    assert (first.read, second.read, second.unchanged) == (4, 1, 3)


def test_a_full_disk_stops_the_run_and_is_nobodys_verdict(folder: Path) -> None:
    (folder / "full.txt").write_bytes(b"fill")

    with pytest.raises(StagingFailedError, match="No space left"):
        go(folder)

    (folder / "full.txt").write_bytes("三、结余".encode())
    assert reasons(go(folder)) == {"a.txt": "", "full.txt": "", "sub/b.txt": ""}


def test_a_file_that_changes_while_it_is_read_is_read_once_more(folder: Path) -> None:
    (folder / "c.txt").write_bytes(b"once")

    summary = go(folder)

    assert summary.moving == ["c.txt"]
    assert reasons(summary)["c.txt"] == ""
    assert go(folder).read == 0


def test_a_file_that_never_rests_is_left_to_the_next_build(folder: Path) -> None:
    (folder / "c.txt").write_bytes(b"move")

    summary = go(folder)

    assert "正在被写入" in reasons(summary)["c.txt"]
    assert len(summary.outcomes) == 3
    assert go(folder).read == 1


def test_a_member_that_kills_its_reader_costs_only_itself(folder: Path) -> None:
    (folder / "c.zip").write_bytes(zipped({"1.txt": "甲".encode(), "2.txt": b"die", "3.txt": "乙".encode()}))

    found = reasons(go(folder))

    assert found["c.zip/1.txt"] == found["c.zip/3.txt"] == ""
    assert "exit status 3" in found["c.zip/2.txt"]
    assert len(found) == 5


def test_a_reader_that_dies_while_recording_is_reported_and_nothing_staged_is_lost(folder: Path) -> None:
    (folder / "unstageable.txt").write_bytes(b"die")

    with pytest.raises(StagingFailedError, match=r"unstageable\.txt.*exit status 3"):
        go(folder)

    (folder / "unstageable.txt").unlink()
    assert reasons(go(folder)) == {"a.txt": "", "sub/b.txt": ""}


def test_what_is_no_regular_file_is_recorded(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("外", encoding="utf-8")
    (folder / "out.txt").symlink_to(outside)
    (folder / "inner.txt").symlink_to(folder / "a.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "up").symlink_to(tmp_path)
    (folder / "x.pdf").mkdir()
    (folder / "empty.pdf").touch()
    os.mkfifo(folder / "pipe.pdf")
    (folder / ".DS_Store").write_bytes(b"\0")
    (folder / "README.md").write_text("notes", encoding="utf-8")

    summary = go(folder)

    found = reasons(summary)
    assert {n for n, r in found.items() if not r} == {"a.txt", "sub/b.txt"}
    assert "文件夹之外" in found["out.txt"]
    assert "文件夹之外" in found["up"]
    assert "不存在" in found["gone.txt"]
    assert "不存在" in found["loop.txt"]
    assert "文件夹" in found["x.pdf"]
    assert "管道" in found["pipe.pdf"]
    assert "空文件" in found["empty.pdf"]
    assert {name for name, _ in summary.ignored} == {".DS_Store", "README.md", "inner.txt"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_permissions(folder: Path) -> None:
    (folder / "a.txt").chmod(0)

    assert "权限" in reasons(go(folder))["a.txt"]


def test_missing_folder_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(InputFolderError, match="不存在"):
        run(tmp_path / "none", tmp_path / "staging", progress=False)


def test_empty_folder_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()

    assert go(tmp_path / "in").outcomes == []


def test_copies_with_the_same_name_and_bytes_keep_apart(folder: Path) -> None:
    (folder / "a.csv").write_bytes((folder / "a.txt").read_bytes())

    summary = go(folder)

    assert len({o.document_id for o in summary.outcomes}) == 3


def test_other_bytes_of_the_same_size_and_time_are_noticed_by_the_state_of_the_file(folder: Path) -> None:
    settle(folder)
    go(folder)
    fresh = folder / "new.txt"
    fresh.write_text("一、支出\n", encoding="utf-8")
    os.replace(fresh, folder / "a.txt")
    settle(folder)

    assert go(folder).read == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2024/部门预算（公开）.pdf", "2024-部门预算-公开-12345678"),
        ("a.zip/表 1.XLSX", "a-zip-表-1-12345678"),
        ("……", "document-12345678"),
    ],
)
def test_document_id_is_readable(name: str, expected: str) -> None:
    assert document_id(name, "1234567890") == expected


def test_document_id_fits_a_file_name() -> None:
    assert len(document_id("县" * 300 + ".pdf", "ab" * 32).encode()) < 255
