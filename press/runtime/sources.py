"""Pack our own Python code for the browser, and read which modules it imports."""

import ast
from collections.abc import Iterable
from pathlib import Path

from .archive import digest, read_folder, write_zip
from .fetch import cache_folder, write_atomically
from .lean import compile_archives
from .lock import LOCK_FILE
from .node import SCRIPTS, job_folder, publish


def pack_sources(folders: Iterable[Path], target: Path) -> Path:
    """Write target/course-<hash>.zip with the bytecode of these packages and return its path.

    Sources stay out: a traceback still names file and line. Docstrings and asserts stay in,
    so that the code behaves as it does natively. The hash names the content.
    """
    files = {f"{folder.name}/{name}": data for folder in folders for name, data in read_folder(Path(folder)).items()}
    name = digest([LOCK_FILE.read_bytes(), (SCRIPTS / "compile.py").read_bytes(), *sorted_items(files)])
    cached = cache_folder() / f"sources-{name}" / "course.zip"
    if not cached.is_file():
        with job_folder() as job:
            write_zip(job / "course.src", files)
            compile_archives(job, {"course.src": "course.zip"}, level=0)
            publish(job, cached.parent)
    path = target / f"course-{name}.zip"
    write_atomically(path, cached.read_bytes())
    return path


def sorted_items(files: dict[str, bytes]) -> list[bytes]:
    """Return names and contents in a fixed order, as bytes to be hashed."""
    return [part for name in sorted(files) for part in (name.encode(), files[name])]


def imported_modules(folders: Iterable[Path]) -> set[str]:
    """Return the absolute imports in these packages, except of the packages themselves."""
    folders = [Path(folder) for folder in folders]
    own = {folder.name for folder in folders}
    trees = [ast.parse(data) for folder in folders for data in read_folder(folder).values()]
    names = {name for tree in trees for node in ast.walk(tree) for name in names_of(node)}
    return {name for name in names if name.partition(".")[0] not in own}


def names_of(node: ast.AST) -> list[str]:
    """Return the modules that one syntax node imports; a relative import names none."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level and node.module:
        return [node.module]
    return []
