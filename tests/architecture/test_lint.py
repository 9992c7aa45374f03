"""The linter, with the rules of pyproject.toml, over everything."""

import subprocess
import sys
from pathlib import Path


def test_the_linter_finds_nothing():
    command = [sys.executable, "-m", "ruff", "check", "--quiet", "--output-format=concise"]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert done.stdout + done.stderr == ""
