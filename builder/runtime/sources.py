"""Pack our own Python code for the browser, and read which modules it imports."""

import ast
from collections.abc import Iterable
from pathlib import Path

from builder.base.archive import digest, read_folder, write_zip
from builder.base.cache import cached_folder, write_atomically
from builder.runtime.lock import LOCK_FILE
from builder.runtime.node import RECIPE, compile_archives

# runs of hours are for no browser, nor are their results, but for those that a figure reads
FOR_FIGURES = tuple(
    f"experiments/results/causes/{name}.json"
    for name in ("damage_of_the_crash", "fold_and_border", "latch_or_memorise")
)
NATIVE_ONLY = (
    "experiments/__main__.py",
    "experiments/campaign/",
    "experiments/reproduction/",
    *(f"experiments/results/{kept}/" for kept in ("remedies", "figure7", "baselines", "tasks", "causes")),
)

KINDS = ("*.py", "*.wasm", "*.txt", "*.json")


def pack_sources(folders: Iterable[Path], target: Path, name: str = "course", place: str = "") -> Path:
    """Write target/<name>-<hash>.zip with the bytecode and texts of these packages below `place` and return its path.

    Sources, docstrings and asserts stay out; a traceback still names file and line. The hash names the content.
    """
    packages = {Path(folder).name: everything(Path(folder)) for folder in folders}
    files = {f"{place}{package}/{file}": data for package, found in packages.items() for file, data in found.items()}

    def fill(job: Path) -> None:
        write_zip(job / "sources.src", files)
        compile_archives(job, {"sources.src": "sources.zip"}, level=2)

    compiler = (RECIPE / "compile_archives.py").read_bytes()
    what = digest([LOCK_FILE.read_bytes(), Path(__file__).read_bytes(), compiler, *sorted_items(files)])
    data = (cached_folder(f"sources-{what}", fill) / "sources.zip").read_bytes()
    path = target / f"{name}-{digest([data])}.zip"
    write_atomically(path, data)
    return path


def everything(folder: Path) -> dict[str, bytes]:
    """Return what a package needs at run time: its modules, the compiled ones too, and what they read."""
    files = {name: data for kind in KINDS for name, data in read_folder(folder, kind).items()}
    return {name: data for name, data in files.items() if _for_the_browser(f"{folder.name}/{name}")}


def _for_the_browser(path: str) -> bool:
    return path in FOR_FIGURES or not path.startswith(NATIVE_ONLY)


def sorted_items(files: dict[str, bytes]) -> list[bytes]:
    """Return names and contents in a fixed order, as bytes to be hashed."""
    return [part for name in sorted(files) for part in (name.encode(), files[name])]


def imported_modules(folders: Iterable[Path]) -> set[str]:
    """Return the absolute imports in these packages, except of the packages themselves."""
    folders = [Path(folder) for folder in folders]
    own = {folder.name for folder in folders}
    trees = [ast.parse(data) for folder in folders for name, data in everything(folder).items() if name.endswith(".py")]
    names = {name for tree in trees for node in ast.walk(tree) for name in names_of(node)}
    return {name for name in names if name.partition(".")[0] not in own}


def names_of(node: ast.AST) -> list[str]:
    """Return the modules that one syntax node imports; a relative import names none."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level and node.module:
        return [node.module]
    return []
