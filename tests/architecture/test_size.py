"""Small functions that say what they are: bars that keep the code readable, measured over the whole tree."""

import ast
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("sim", "experiments", "widgets", "builder", "listing_runner", "chapters/numbers", "benchmarks")
PYTHON = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py")) if "patches" not in path.parts]


def lengths(path: Path) -> list[int]:
    """Lines of every function of a file."""
    nodes = ast.walk(ast.parse(path.read_text()))
    return [n.end_lineno - n.lineno + 1 for n in nodes if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]


def test_functions_are_short():
    everything = sorted(n for path in PYTHON for n in lengths(path))
    assert statistics.median(everything) <= 9
    assert everything[int(0.9 * len(everything))] <= 30
    assert everything[-1] <= 60


@pytest.mark.parametrize("folder", ["sim", "experiments", "widgets", "listing_runner", "builder", "benchmarks"])
def test_everything_public_says_what_it_is(folder):
    assert not [f"{path.name}: {name}" for path in PYTHON if path.is_relative_to(ROOT / folder) for name in bare(path)]


def bare(path: Path) -> list[str]:
    """Public functions and classes of a file that have no docstring."""
    nodes = ast.parse(path.read_text()).body
    public = [n for n in nodes if isinstance(n, (ast.FunctionDef, ast.ClassDef)) and not n.name.startswith("_")]
    return [n.name for n in public if not ast.get_docstring(n)]


def silent(path: Path) -> bool:
    """Whether a file does not begin by saying what it is for."""
    return not path.read_text("utf-8").lstrip().startswith(OPENINGS[path.suffix])


OPENINGS = {".py": ('"""', 'r"""', "#"), ".js": "/*", ".mjs": ("/*", "//"), ".css": "/*", ".html": ("{#", "<!doctype")}


def test_every_file_begins_by_saying_what_it_is_for():
    found = (path for top in (*FOLDERS, "templates", "tests") for path in (ROOT / top).rglob("*.*"))
    ours = [path for path in found if path.suffix in OPENINGS and "patches" not in path.parts]
    assert len(ours) > 400
    assert [str(path.relative_to(ROOT)) for path in ours if path.stat().st_size and silent(path)] == []


def test_a_silent_file_is_found(tmp_path):
    (tmp_path / "one.py").write_text("import os\n")
    (tmp_path / "two.html").write_text("{#- A word. -#}\n<p>\n")
    assert silent(tmp_path / "one.py") and not silent(tmp_path / "two.html")
