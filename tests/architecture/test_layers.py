"""The layers import one way: sim <- experiments <- widgets <- builder, sim <- experiments <- chapters/numbers."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = {
    "sim": {"sim", "numpy"},
    "experiments": {"experiments", "sim", "numpy", "joblib", "distributed"},
    "widgets": {"widgets", "experiments", "sim", "numpy"},
    "listing_runner": {"listing_runner", "matplotlib", "cycler"},
    "chapters/numbers": {"sim", "experiments", "numpy", "chapters"},
}


def imported(path: Path) -> set[str]:
    """The top-level packages that a file imports, the standard library left out."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names)


@pytest.mark.parametrize("layer", ALLOWED)
def test_a_layer_imports_only_what_is_below_it(layer):
    wrong = {path.name: imported(path) - ALLOWED[layer] for path in sorted((ROOT / layer).rglob("*.py"))}
    assert not {name: names for name, names in wrong.items() if names}


def test_the_walk_sees_imports(tmp_path):
    bad = tmp_path / "bad.py"
    bad.write_text("import os\nfrom builder.figure.svg import render\nimport matplotlib.pyplot as plt\n")
    assert imported(bad) == {"builder", "matplotlib"}
