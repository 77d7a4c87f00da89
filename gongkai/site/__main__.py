"""``python -m gongkai.site``: the published warehouse in, a folder of static pages out.

``GONGKAI_WAREHOUSE`` says which file, ``GONGKAI_SITE`` which folder (default ``site``).
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from gongkai.settings import HOME, from_environment
from gongkai.site.generate import generate
from gongkai.site.warehouse import SiteError


def main() -> int:
    """Make the site; 0 made, 1 not made."""
    started = time.monotonic()
    target = Path(os.environ.get("GONGKAI_SITE") or HOME / "site").expanduser().absolute()
    try:
        documents = generate(from_environment().warehouse, target)
    except SiteError as error:
        print(f"未生成：{error}", file=sys.stderr)
        return 1
    print(f"[{time.monotonic() - started:5.1f} s] {documents} 份文件 → {target / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
