"""The version of the course, as pyproject.toml has it."""

import tomllib
from functools import cache

from builder.base import paths


@cache
def version() -> str:
    """Return the version, such as "0.9.0"."""
    return str(tomllib.loads((paths.ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])
