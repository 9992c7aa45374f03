"""Imports between rooms go one way, in Python and in JavaScript. A room is a folder of modules.

`ORDER` lists the rooms from the ground up: a room may import from those above it in the list, never from those below.
The file that starts a package from the command line, `__main__.py`, and `main.js` stand on top as rooms of their own.
"""

import ast
import posixpath
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "templates/assets/js"

PYTHON_ORDER = [
    "sim",
    "sim/cells",
    "sim/fast",
    "sim/tasks",
    "sim/analysis",
    "sim/one_unit",
    "sim/training",
    "experiments/interventions",
    "experiments",
    "experiments/campaign",
    "experiments/reproduction",
    "experiments/__main__.py",
    "experiments/reproduction/__main__.py",
    "widgets/kit",
    "widgets",
    "widgets/__main__.py",
    "listing_runner",
    "chapters/numbers",
    "builder/base",
    "builder/runtime",
    "builder/figure",
    "builder/chapter/markdown",
    "builder/chapter",
    "builder/chapter/quizzes",
    "builder/chapter/macros",
    "builder/site",
    "builder",
    "tests/support",
    "benchmarks",
    "benchmarks/__main__.py",
]
SCRIPT_ORDER = ["python", "canvas", "reader", "figure", "theme", "quiz", "listing", "main.js"]

# Arrows that go the wrong way, each with the reason; one that is gone must go from here as well.
EXCEPTIONS = {
    ("widgets/kit", "widgets"): "the registry lists the package of the simulations; it names none of them",
}


def python_arrows(root: Path, tops: list[str]) -> set[tuple[str, str]]:
    """Pairs of rooms, importing and imported, of the Python modules below these folders."""
    files = [path for top in tops for path in sorted((root / top).rglob("*.py")) if "recipe" not in path.parts]
    arrows = {(_room(root, path), _room(root, other)) for path in files for other in _imported(root, path)}
    return {(here, there) for here, there in arrows if here != there}


def script_arrows(folder: Path) -> set[tuple[str, str]]:
    """Pairs of rooms, importing and imported, of the JavaScript modules in this folder."""
    arrows = set()
    for path in sorted(folder.rglob("*.js")):
        for address in re.findall(r"""(?m)^(?:import|export)\b[^'";]*['"](\.[^'"]+)['"]""", path.read_text()):
            here = path.relative_to(folder).as_posix()
            there = posixpath.normpath(posixpath.join(posixpath.dirname(here), address))
            arrows.add(tuple(name.rpartition("/")[0] or name for name in (here, there)))
    return {(here, there) for here, there in arrows if here != there}


def circle(arrows: set[tuple[str, str]]) -> list[str]:
    """The rooms of a circle of arrows, from one room back to itself; empty if there is none."""
    graph: dict[str, set[str]] = {}
    for here, there in arrows:
        graph.setdefault(here, set()).add(there)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def against(arrows: set[tuple[str, str]], order: list[str]) -> list[str]:
    """The arrows that go from a room to one that is not below it, and the rooms that have no place in the order."""
    unplaced = sorted({room for arrow in arrows for room in arrow} - {*order})
    wrong = sorted(arrow for arrow in arrows if {*arrow} <= {*order} and order.index(arrow[0]) < order.index(arrow[1]))
    return [f"{room} has no place in the order" for room in unplaced] + [f"{a} imports {b}" for a, b in wrong]


def _room(root: Path, path: Path) -> str:
    named = path if path.name == "__main__.py" else path.parent
    return named.relative_to(root).as_posix()


def _imported(root: Path, path: Path) -> set[Path]:
    """The files of the project that a module imports, by whichever way."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join([*path.relative_to(root).parts[: -node.level], *filter(None, [base])])
            names |= {base, *(f"{base}.{alias.name}" for alias in node.names)} - set(_packages(root, base, node))
    return {file for name in names for file in _files(root, name)}


def _packages(root: Path, base: str, node: ast.ImportFrom) -> list[str]:
    """The package itself, where only modules of it are imported."""
    modules = [next(iter(_files(root, f"{base}.{alias.name}")), None) for alias in node.names]
    return [base] if all(modules) else []


def _files(root: Path, name: str) -> list[Path]:
    place = root.joinpath(*name.split("."))
    return [file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file()]


@pytest.fixture(scope="module")
def arrows():
    """The arrows of both languages, by name."""
    tops = sorted({room.partition("/")[0] for room in PYTHON_ORDER} - {"tests"})
    return {"python": python_arrows(ROOT, [*tops, "tests/support"]), "javascript": script_arrows(SCRIPTS)}


@pytest.mark.parametrize("language", ["python", "javascript"])
def test_there_is_no_circle(arrows, language):
    assert circle(arrows[language] - EXCEPTIONS.keys()) == []


@pytest.mark.parametrize("language, order", [("python", PYTHON_ORDER), ("javascript", SCRIPT_ORDER)])
def test_arrows_go_one_way(arrows, language, order):
    assert arrows[language]
    assert against(arrows[language] - EXCEPTIONS.keys(), order) == []


def test_every_exception_is_still_one(arrows):
    assert EXCEPTIONS.keys() - (arrows["python"] | arrows["javascript"]) == set()


def test_every_room_has_a_place():
    folders = {path.parent.relative_to(SCRIPTS).as_posix() for path in SCRIPTS.rglob("*.js")} - {"."}
    assert folders <= {*SCRIPT_ORDER}
    packages = {path.parent.relative_to(ROOT).as_posix() for path in (ROOT / "builder").rglob("__init__.py")}
    assert {package for package in packages if "recipe" not in package} <= {*PYTHON_ORDER}


PLANTED = {
    "pack/low/__init__.py": "",
    "pack/low/a.py": "def late():\n    from pack.high import b\n",
    "pack/high/__init__.py": "",
    "pack/high/b.py": "from ..low.a import late\n",
    "pack/__main__.py": "import pack.high.b\n",
}


def test_a_planted_circle_is_found_in_python(tmp_path):
    for name, text in PLANTED.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    arrows = python_arrows(tmp_path, ["pack"])
    assert arrows == {("pack/low", "pack/high"), ("pack/high", "pack/low"), ("pack/__main__.py", "pack/high")}
    assert set(circle(arrows)) == {"pack/low", "pack/high"}
    assert against(arrows, ["pack/low", "pack/high"]) == [
        "pack/__main__.py has no place in the order",
        "pack/low imports pack/high",
    ]


def test_a_planted_circle_is_found_in_javascript(tmp_path):
    for name, text in {
        "low/a.js": "/** @type {import('../other/c.js').C} */\nimport {\n  b,\n} from '../high/b.js';\n",
        "high/b.js": "export { a } from '../low/a.js';\n",
        "main.js": "import './low/a.js';\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    arrows = script_arrows(tmp_path)
    assert arrows == {("low", "high"), ("high", "low"), ("main.js", "low")}
    assert set(circle(arrows)) == {"low", "high"}
