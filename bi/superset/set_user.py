"""Run by Superset's own Python, ``python set_user.py USER``: make the administrator, or give him a new password, read from stdin."""

import sys

from superset.app import create_app  # type: ignore[import-not-found]


def main(user: str) -> None:
    """Make ``user`` an administrator with the password that stands on stdin."""
    password = sys.stdin.read()
    with create_app().app_context():
        from superset import security_manager  # type: ignore[import-not-found]  # needs the application

        known = security_manager.find_user(username=user)
        if known is not None:
            security_manager.reset_password(known.id, password)
            return
        role = security_manager.find_role("Admin")
        if not security_manager.add_user(user, user, user, "gongkai@localhost", role, password):
            raise SystemExit("the user can't be made")


if __name__ == "__main__":
    main(sys.argv[1])
