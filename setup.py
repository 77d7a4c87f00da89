"""The wheel carries the dbt project beside the code that runs it (loaders/home.py); all else is in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

PROJECT = ("dbt_project.yml", "profiles.yml", "models", "macros", "seeds")


class BuildWithProject(build_py):
    """Builds the packages and copies the dbt project into ``gongkai/project``; an editable install needs no copy."""

    def run(self) -> None:
        """Build."""
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib, "gongkai", "project")
        target.mkdir(parents=True, exist_ok=True)
        for path in map(Path, PROJECT):
            if path.is_dir():
                shutil.copytree(path, target / path, dirs_exist_ok=True)
            else:
                shutil.copy(path, target / path)


setup(cmdclass={"build_py": BuildWithProject})
