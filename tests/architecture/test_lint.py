"""The linter, the formatter and the type checker, with the rules of pyproject.toml, over everything."""

import subprocess
import sys
from pathlib import Path

import pytest

from builder.base.cache import cache_folder

ROOT = Path(__file__).parents[2]


def said(*command: str) -> str:
    """Return what a tool says of the whole tree; nothing when all is well."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_the_linter_finds_nothing():
    assert said("ruff", "check", "--quiet", "--output-format=concise") == ""


def test_the_formatter_would_change_nothing():
    assert said("ruff", "format", "--check", "--quiet") == ""


def test_a_tool_that_finds_something_is_heard():
    assert "E999" in said("ruff", "format", "--check", "no such file E999")


@pytest.mark.xdist_group("types")
def test_the_types_agree():
    assert said("mypy", "--no-error-summary", "--hide-error-context", "--cache-dir", str(cache_folder() / "mypy")) == ""
