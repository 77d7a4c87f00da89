"""``python -m gongkai.cli``."""

from gongkai.cli.main import main

if __name__ == "__main__":
    main()
