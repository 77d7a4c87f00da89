"""What all commands share: language, output and errors that are no surprise."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from gongkai.errors import BuildError, DraftError, PlanError
from gongkai.settings import from_environment
from gongkai.words import Words, safe
from loaders.errors import LoaderError

if TYPE_CHECKING:
    import duckdb
    from rich.console import Console

WRONG, UNUSABLE = 1, 2
_PIPED_WIDTH = 160
F = TypeVar("F", bound=Callable[..., Any])


class Commands(click.Group):
    """A group whose commands end with a message, not a traceback, where the cause is no bug of ours."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; errors that a user can do something about leave with status 2."""
        try:
            return super().invoke(ctx)
        except DraftError as error:
            fail(ctx, words_of(ctx)(error.zh, error.en))
        except (PlanError, BuildError, LoaderError) as error:
            fail(ctx, str(error))
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise
            fail(ctx, f"{error.strerror}：{error.filename}" if error.filename else str(error))


def fail(ctx: click.Context, text: str) -> None:
    """Say what is wrong and leave with status 2."""
    click.echo(f"{words_of(ctx)('错误', 'Error')}：{safe(text)}", err=True)
    ctx.exit(UNUSABLE)


def language(command: F) -> F:
    """Give a command the option ``--lang``; without it the group's or the environment's language holds."""
    return click.option(
        "--lang", type=click.Choice(["zh", "en"]), expose_value=False, is_eager=True, callback=_set_language,
        help="输出语言 Language of the output.",
    )(command)  # fmt: skip


def as_json(command: F) -> F:
    """Give a command the option ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="输出 JSON Print JSON.")(command)


def words_of(ctx: click.Context) -> Words:
    """The language of this run."""
    return Words(str(ctx.meta.get("gongkai.lang") or _default_language()))


def console(*, stderr: bool = False) -> Console:
    """A console that never reads markup; what goes to a pipe is wide and plain."""
    from rich.console import Console

    found = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if not found.is_terminal:
        found.width = _PIPED_WIDTH
    return found


def print_json(value: object) -> None:
    """Print JSON: amounts are text, as everywhere; controls are escaped by JSON itself."""
    click.echo(json.dumps(value, ensure_ascii=not _is_unicode(), indent=2, default=_plain))


def open_warehouse() -> duckdb.DuckDBPyConnection:
    """The published file, read-only; tables of ``zh`` and ``marts`` need no prefix. Raises DraftError where there is none or it can't be opened."""
    import duckdb

    path = from_environment().warehouse
    if not path.exists():
        raise DraftError(
            f"还没有数据库：{path}（先运行 gongkai build，或设 GONGKAI_WAREHOUSE）",
            f"no warehouse at {path} (run gongkai build first, or set GONGKAI_WAREHOUSE)",
        )
    try:
        connection = duckdb.connect(str(path), read_only=True)
        known = {row[0] for row in connection.execute("select schema_name from duckdb_schemas()").fetchall()}
        # Tables of analysts need no prefix.
        schemas = [name for name in ("zh", "marts", "main") if name in known]
        connection.execute(f"set search_path = '{','.join(schemas)}'")
    except duckdb.Error as error:
        raise DraftError(f"数据库打不开：{path}（{error}）", f"can't open {path}: {error}") from error
    return connection


def output_path(path: Path, inputs: tuple[Path, ...]) -> Path:
    """``path``, unless it would overwrite one of the documents."""
    if path.exists() and any(path.samefile(p) for p in inputs if p.exists()):
        raise DraftError(f"不能覆盖被核对的文件：{path}", f"would overwrite the document: {path}")
    return path


def _set_language(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value:
        ctx.meta["gongkai.lang"] = value


def _default_language() -> str:
    return "en" if os.environ.get("GONGKAI_LANG", "").lower().startswith("en") else "zh"


def _is_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)
