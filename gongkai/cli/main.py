"""The command ``gongkai``. Exit status: 0 fine, 1 something is wrong in a document, 2 usage or unreadable."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from gongkai import sparing
from gongkai.settings import from_environment
from gongkai.terminal import (
    UNUSABLE,
    Commands,
    as_json,
    console,
    language,
    output_path,
    print_json,
    words_of,
)

_FILES = click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE..."
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="gongkai", prog_name="gongkai")
@language
def cli() -> None:
    """预决算与绩效公开文件的核对与查询。Check and query Chinese budget disclosures.

    退出码 Exit status: 0 正常 fine · 1 文件有问题 something is wrong · 2 用法错误或不能读取 usage, unreadable.

    环境变量 Environment: GONGKAI_LANG=zh|en, GONGKAI_WAREHOUSE (默认 warehouse/gongkai.duckdb).
    """


@cli.command()
@_FILES
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), help="另写网页报告 Write a report as HTML."
)
@click.option(
    "--xlsx", type=click.Path(path_type=Path, dir_okay=False), help="另写 Excel 报告 Write a report as .xlsx."
)
@click.option(
    "--against-warehouse",
    is_flag=True,
    help="与已入库的同一单位文件一起核对 Check together with what is staged of the same agency.",
)
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=50,
    show_default=True,
    help="最多显示多少处，0 为全部 Findings shown, 0 for all.",
)
@click.option(
    "--baseline", type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="上次 --json 的结果：其中已有的不再计入 An earlier --json: what it names isn't counted again.",
)
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "sarif", "github"]), default="text", show_default=True,
    help="输出格式 Output format.",
)
@as_json
@language
@click.pass_context
def check(
    ctx: click.Context, files: tuple[Path, ...], html: Path | None, xlsx: Path | None, against_warehouse: bool,
    limit: int, baseline: Path | None, style: str, as_json: bool,
) -> None:  # fmt: skip
    """核对文件：缺什么，哪里不平。Check documents before publication: what is missing, what doesn't add up.

    同一次公开的几个文件可以一起给出，也会互相核对。Files of one disclosure may be given together.
    """
    from gongkai.check import command as check_command
    from gongkai.check import formats

    words = words_of(ctx)
    outputs = [output_path(p, files) for p in (html, xlsx) if p is not None]
    known = from_environment().staging if against_warehouse else None
    reports = check_command.check(files, known, words, with_pictures=html is not None)
    if baseline is not None:
        check_command.mark_known(reports, baseline)
    # Before anything is printed: a reader of the output may stop listening.
    check_command.write(reports, html, xlsx, words)
    if as_json or style == "json":
        print_json(check_command.as_json(reports))
    elif style == "sarif":
        print_json(formats.sarif(reports, words))
    elif style == "github":
        click.echo("\n".join(formats.github(reports, words)))
    else:
        check_command.show(console(), reports, words, limit or sys.maxsize)
    for path in outputs:
        click.echo(words(f"报告已写入 {path}", f"report written to {path}"), err=True)
    ctx.exit(check_command.exit_status(reports))


@cli.command()
@_FILES
@click.option(
    "--csv",
    "csv_folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="写成 CSV 文件 Write CSV files into a folder.",
)
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=200,
    show_default=True,
    help="每表最多显示多少行，0 为全部 Rows shown, 0 for all.",
)
@as_json
@language
@click.pass_context
def tables(
    ctx: click.Context, files: tuple[Path, ...], csv_folder: Path | None, limit: int, as_json: bool
) -> None:
    """读出了什么：表格、绩效表、文字金额、没读懂的。Show what was read from documents."""
    from gongkai.check import run as check_run
    from gongkai.show import tables as tables_show
    from gongkai.show import view as tables_view

    words = words_of(ctx)
    with check_run.examined(files, progress=sys.stderr.isatty()) as examined:
        views = [tables_view.view(examined.connection, key) for key in examined.document_ids]
    if csv_folder is not None:
        written = tables_show.write_csv(csv_folder, views, words)
        click.echo(
            words(f"已写入 {written} 个文件：{csv_folder}", f"{written} files written to {csv_folder}"),
            err=True,
        )
    if as_json:
        print_json({"documents": views})
    elif csv_folder is None:
        for view in views:
            tables_show.show(console(), view, words, limit or sys.maxsize)
    unread = not views or any(v.status_reason for v in views)
    ctx.exit(UNUSABLE if unread else 0)


@cli.command()
@click.argument("identifier", metavar="ID")
@click.option(
    "--file",
    "files",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="在这个文件中找，不在数据库中 Look in a document instead of the warehouse.",
)
@as_json
@language
@click.pass_context
def explain(ctx: click.Context, identifier: str, files: tuple[Path, ...], as_json: bool) -> None:
    """一个数或一条核对的来历。Where a fact is printed and which rules used it; both sides of a check."""
    from gongkai.show import explain as explaining

    words = words_of(ctx)
    found = explaining.look_up(identifier, files)
    if as_json:
        print_json(found)
    else:
        explaining.show(console(), found, words)


@cli.command()
@click.argument("query", required=False)
@click.option(
    "--format",
    "style",
    type=click.Choice(["table", "csv", "json", "markdown"]),
    default="table",
    show_default=True,
    help="输出格式 Output format.",
)
@as_json
@language
@click.pass_context
def sql(ctx: click.Context, query: str | None, style: str, as_json: bool) -> None:
    """只读查询数据库；不给语句则进入交互。Query the warehouse read-only; interactive without QUERY."""
    from gongkai.cli import sql as cli_sql

    ctx.exit(cli_sql.run(query, "json" if as_json else style, words_of(ctx)))


@cli.command()
@as_json
@language
@click.pass_context
def documents(ctx: click.Context, as_json: bool) -> None:
    """数据库中的文件与质量标记。List the documents of the warehouse with their quality."""
    from gongkai.cli import sql as cli_sql

    cli_sql.documents(words_of(ctx), as_json)


@cli.group()
@language
def review() -> None:
    """复核不符：是原文的错还是误读。Accept findings as the publisher's or as misreadings.

    记在 GONGKAI_REVIEWS（默认 reviews.csv）里，构建和核对都会用；数变了，复核即失效。Kept in GONGKAI_REVIEWS (default
    reviews.csv), used by builds and checks; a review expires when its figure changes.
    """


_DRAFTS = click.option(
    "--file", "files", multiple=True, type=click.Path(path_type=Path, dir_okay=False),
    help="在这个文件中找，不在数据库中 Look in a document instead of the warehouse.",
)  # fmt: skip
_CHECK_IDS = click.argument("check_ids", nargs=-1, required=True, metavar="CHECK_ID...")


@review.command("list")
@click.option("--all", "with_reviewed", is_flag=True, help="也列出已复核的 Reviewed ones, too.")
@_DRAFTS
@language
@click.pass_context
def review_list(ctx: click.Context, with_reviewed: bool, files: tuple[Path, ...]) -> None:
    """列出不符及编号。List what doesn't add up, with ids."""
    from gongkai.review import showing

    showing.listed(files, words_of(ctx), with_reviewed=with_reviewed)


@review.command("accept")
@_CHECK_IDS
@click.option("--publisher", "attribution", flag_value="publisher", help="原文如此 Printed so.")
@click.option("--misreading", "attribution", flag_value="extraction", help="属误读 Misread.")
@click.option("--note", required=True, help="看到了什么 What was seen.")
@_DRAFTS
@language
@click.pass_context
def review_accept(
    ctx: click.Context, check_ids: tuple[str, ...], attribution: str | None, note: str, files: tuple[Path, ...]
) -> None:
    """记下复核结果。Write a review down."""
    from gongkai.review import showing

    if attribution is None:
        raise click.UsageError("--publisher 或 --misreading，二者选一 / one of --publisher and --misreading is needed")
    showing.accepted(files, check_ids, attribution, note, words_of(ctx))


@review.command("drop")
@_CHECK_IDS
@_DRAFTS
@language
@click.pass_context
def review_drop(ctx: click.Context, check_ids: tuple[str, ...], files: tuple[Path, ...]) -> None:
    """撤回复核。Take a review back."""
    from gongkai.review import showing

    showing.dropped(files, check_ids, words_of(ctx))


@review.command("expired")
@_DRAFTS
@language
@click.pass_context
def review_expired(ctx: click.Context, files: tuple[Path, ...]) -> None:
    """列出已失效的复核。List reviews whose figure has changed or was mended."""
    from gongkai.review import showing

    showing.expired(files, words_of(ctx))


@cli.command()
@click.option("--full", is_flag=True, help="全部重算，不只是变动所及 Compute everything, not only what a change touches.")
@click.option("--cluster", metavar="ADDRESS", help="用 dask.distributed 集群计算 Compute on a cluster, as tcp://host:8786.")
@language
@click.pass_context
def build(ctx: click.Context, full: bool, cluster: str | None) -> None:
    """读取公开文件，发布数据库。Build the warehouse from the disclosures (same as make build)."""
    from gongkai import build as builder

    if full:
        os.environ["GONGKAI_FULL"] = "1"
    if cluster:
        os.environ["GONGKAI_CLUSTER"] = cluster
    ctx.exit(builder.main())


@cli.command()
@language
@click.pass_context
def site(ctx: click.Context) -> None:
    """把数据库做成网页。The warehouse as pages that open from a folder (GONGKAI_SITE, default site)."""
    from gongkai.site import __main__ as maker

    ctx.exit(maker.main())


@cli.command()
@language
@click.pass_context
def export(ctx: click.Context) -> None:
    """导出 Excel、CSV 和 Parquet。Workbooks, CSV, Parquet (GONGKAI_EXPORT, default export)."""
    from gongkai.export import __main__ as exporter

    ctx.exit(exporter.main())


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址 Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="端口，0 为任一空闲 Port, 0 for any.")
@click.option("--no-browser", is_flag=True, help="不自动打开浏览器 Don't open a browser.")
@language
@click.pass_context
def serve(ctx: click.Context, host: str, port: int, no_browser: bool) -> None:
    """在浏览器里核对文件、对照原文、查看数据库。Check files in the browser, see the page, browse the warehouse."""
    from gongkai.serve import command as serve_command

    serve_command.serve(host, port, words_of(ctx), opens_browser=not no_browser)


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """打印命令补全脚本。Print a completion script: eval "$(gongkai completion bash)"."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is not None:
        click.echo(found(cli, {}, "gongkai", "_GONGKAI_COMPLETE").source())


def main() -> None:
    """Entry point of the command."""
    sparing.without_pandas()
    cli(prog_name="gongkai")


if __name__ == "__main__":
    main()
