"""Exceptions of the loaders. Each message is meant for the person who put the file there."""

from __future__ import annotations


class LoaderError(Exception):
    """Base of all errors that the loaders raise on purpose."""


class UnreadableDocument(LoaderError):
    """A file can't be read as a document. ``zh`` and ``en`` say why and, where possible, what to do."""

    def __init__(self, zh: str, en: str = "") -> None:
        super().__init__(zh, en)
        self.zh = zh
        self.en = en

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}" if self.en else self.zh


class EncryptedDocument(UnreadableDocument):
    """The file is protected by a password."""

    def __init__(
        self, zh: str = "文件已加密，请提供无密码的版本", en: str = "password protected: supply an open copy"
    ) -> None:
        super().__init__(zh, en)


class ToolFailedError(UnreadableDocument):
    """A program that was called did not finish: with more time or memory it may."""


class LimitExceeded(UnreadableDocument):
    """Reading the file would take more memory, time or disk than one document is allowed."""


class SettingError(LoaderError):
    """An environment variable holds what can't be its value."""


class InputFolderError(LoaderError):
    """The folder of disclosures is missing or can't be listed."""


class StagingFailedError(LoaderError):
    """A document can't be written to the staging folder, not even as unread."""


class StorageError(LoaderError):
    """What was read can't be written. ``zh`` and ``en`` say where and why."""

    def __init__(self, path: object, error: OSError) -> None:
        why = error.strerror or str(error)
        self.zh = f"无法写入 {path}（{why}）"
        self.en = f"can't write {path} ({why})"
        super().__init__(f"{self.zh} / {self.en}")


class StagingBusyError(LoaderError):
    """Another run is writing to the same staging folder."""
