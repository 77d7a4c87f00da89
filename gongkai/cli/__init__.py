"""The command ``gongkai``."""
