"""``python -m devtools.docs_pages``: renew every answer, the data dictionary and the rule catalogue.

With ``--check`` nothing is written, and the exit status is 1 where a page is not current.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from devtools import docs_answers, docs_reference
from gongkai.build import build
from gongkai.errors import BuildError
from gongkai.settings import PROJECT
from loaders.errors import LoaderError


def current(connection: duckdb.DuckDBPyConnection) -> dict[Path, str]:
    """What each generated page should say."""
    expected = {
        page: docs_answers.answered(page.read_text(encoding="utf-8"), connection)
        for page in docs_answers.pages()
    }
    cookbook = PROJECT / "docs" / "cookbook.md"
    expected[cookbook.with_name("cookbook.zh-CN.md")] = docs_answers.in_chinese(expected[cookbook])
    expected[PROJECT / "docs" / "data-dictionary.md"] = docs_reference.dictionary(connection)
    expected[PROJECT / "docs" / "data-dictionary.zh-CN.md"] = docs_reference.dictionary_in_chinese(connection)
    expected[PROJECT / "docs" / "rule-catalogue.md"] = docs_reference.rules(connection)
    return expected


def stale(connection: duckdb.DuckDBPyConnection) -> dict[Path, str]:
    """The pages that say something else than the sample warehouse."""
    return {
        page: text
        for page, text in current(connection).items()
        if not page.exists() or page.read_text(encoding="utf-8") != text
    }


def main() -> int:
    """Build the samples and renew the pages; 0 where they are current afterwards."""
    settings = docs_answers.sample_settings()
    try:
        build(settings)
    except (BuildError, LoaderError) as error:
        print(f"docs: {error}", file=sys.stderr)
        return 1
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        pages = stale(connection)
    if "--check" in sys.argv[1:]:
        for page in pages:
            print(f"not current: {page.relative_to(PROJECT)}", file=sys.stderr)
        return 1 if pages else 0
    for page, text in pages.items():
        page.write_text(text, encoding="utf-8")
        print(page.relative_to(PROJECT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
