"""``python -m gongkai.site``: the published warehouse in, a folder of static pages out.

``GONGKAI_WAREHOUSE`` says which file, ``GONGKAI_SITE`` which folder (default ``site``); pictures of the pages are drawn
from ``GONGKAI_DISCLOSURES``, unless ``GONGKAI_SITE_PICTURES`` is ``no``.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from gongkai import sparing
from gongkai.settings import HOME, from_environment
from gongkai.site.generate import generate
from gongkai.site.warehouse import SiteError


def main() -> int:
    """Make the site; 0 made, 1 not made."""
    started = time.monotonic()
    settings = from_environment()
    target = Path(os.environ.get("GONGKAI_SITE") or HOME / "site").expanduser().absolute()
    has_pictures = settings.disclosures.is_dir() and os.environ.get(
        "GONGKAI_SITE_PICTURES", ""
    ).lower() not in ("no", "0")
    try:
        made = generate(settings.warehouse, target, settings.disclosures if has_pictures else None)
    except SiteError as error:
        print(f"未生成：{error}", file=sys.stderr)
        return 1
    print(
        f"[{time.monotonic() - started:5.1f} s] {made.documents} 份文件（新做 {made.renewed} 份，新图 {made.pictures} 张）"
        f" → {target / 'index.html'}"
    )
    return 0


if __name__ == "__main__":
    sparing.without_pandas()
    sys.exit(main())
