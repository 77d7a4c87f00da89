"""``python -m devtools.docs_site``: dbt's documentation as one self-contained page."""

from __future__ import annotations

import os
import shutil
import sys

from gongkai.settings import from_environment
from gongkai.warehouse import models


def main() -> int:
    """Write ``build/docs/index.html`` from the published file; 0 where dbt made it."""
    settings = from_environment()
    folder = settings.build / "docs"
    folder.mkdir(parents=True, exist_ok=True)
    # dbt reads the catalogue from a file of the build's name: give it a copy, never the published file.
    shutil.copyfile(settings.warehouse, settings.fresh)
    os.environ.update(models.environment(settings))
    from dbt.cli.main import dbtRunner

    arguments = [
        a for a in models.arguments("generate", settings) if a not in ("--no-write-json", "generate")
    ]
    outcome = dbtRunner().invoke(["docs", "generate", "--static", *arguments])
    settings.fresh.unlink()
    settings.work.unlink(missing_ok=True)
    if outcome.success:
        shutil.copyfile(settings.build / "dbt" / "static_index.html", folder / "index.html")
        print(folder / "index.html")
    else:
        print(f"dbt docs: {outcome.exception or outcome.result}", file=sys.stderr)
    return 0 if outcome.success else 1


if __name__ == "__main__":
    sys.exit(main())
