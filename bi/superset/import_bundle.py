"""Run by Superset's own Python, ``python import_bundle.py FILE.zip USER``: import a bundle over what an earlier one brought.

Superset's command line and its pages overwrite the dashboard alone, not connection, datasets and charts.
"""

import sys
import zipfile

from flask import g  # type: ignore[import-not-found]
from superset.app import create_app  # type: ignore[import-not-found]


def main(path: str, user: str) -> None:
    """Import everything in the bundle, as ``user``."""
    with create_app().app_context():
        # These need the application.
        from superset import security_manager  # type: ignore[import-not-found]
        from superset.commands.importers.v1.assets import ImportAssetsCommand  # type: ignore[import-not-found]
        from superset.commands.importers.v1.utils import (  # type: ignore[import-not-found]
            get_contents_from_bundle,
        )

        g.user = security_manager.find_user(username=user)
        with zipfile.ZipFile(path) as bundle:
            contents = get_contents_from_bundle(bundle)
        contents["metadata.yaml"] = "version: 1.0.0\ntype: assets\n"
        ImportAssetsCommand(contents).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
