"""Repack Pyodide's standard library and NumPy: bytecode only, what the course uses first, the rest apart.

Stock Pyodide compiles some 160 modules from source at every start, which is more than half of its
starting time. Here they are compiled once, by the same Python, and cut to what the probe loads.
"""

from collections.abc import Iterable
from pathlib import Path

from builder.base.archive import digest, read_folder, read_zip, write_zip
from builder.base.cache import cached_folder
from builder.runtime.fetch import fetch
from builder.runtime.lock import LOCK_FILE, read_lock
from builder.runtime.node import RECIPE, compile_archives, loaded_files

SITE = "site-packages/"
LOADER = "pyodide/_package_loader.py"
# Only for those who build or test NumPy itself.
UNUSED = ("/tests/", "numpy/f2py/", "numpy/_core/include/", "numpy/_pyinstaller/")


def trimmed_archives(imports: Iterable[str] = ()) -> Path:
    """Return a cached folder with stdlib.zip, numpy.zip and rest.zip, all bytecode, stored.

    `imports` are modules that our own code imports; they and what they need stay out of rest.zip.
    Paths inside are relative to /lib/python3.14. Raises RuntimeSupplyError when Pyodide refuses.
    """
    imports = sorted(set(imports))
    probe = "\n".join([(RECIPE / "probe.py").read_text(encoding="utf-8"), *(f"import {name}" for name in imports)])

    def fill(job: Path) -> None:
        compile_all(job)
        split(job, loaded_files(job, probe, {"numpy.zip": SITE}, job / "stdlib.zip"))

    return cached_folder(f"trimmed-{recipe_digest(imports)}", fill)


def recipe_digest(imports: list[str]) -> str:
    """Name everything that the archives depend on: pins, scripts, patches, this module, imports."""
    scripts = read_folder(RECIPE, "*.*") | {"trim.py": Path(__file__).read_bytes()}
    return digest([LOCK_FILE.read_bytes(), *scripts.values(), " ".join(imports).encode()])


def compile_all(job: Path) -> None:
    """Write stdlib.zip and numpy.zip, complete, patched and compiled without docstrings."""
    runtime = fetch("core", "numpy")
    [wheel] = read_lock().group("numpy")
    stdlib = read_zip(runtime / "python_stdlib.zip")
    stdlib[LOADER.replace(".py", "_full.py")] = stdlib[LOADER]
    numpy = {name: data for name, data in read_zip(runtime / wheel.name).items() if is_used(name)}
    write_zip(job / "stdlib.src", stdlib | patches("pyodide"))
    write_zip(job / "numpy.src", numpy | patches("numpy"))
    compile_archives(job, {"stdlib.src": "stdlib.zip", "numpy.src": "numpy.zip"}, level=2)


def patches(package: str) -> dict[str, bytes]:
    """Return our replacements for modules of a package."""
    return {f"{package}/{name}": data for name, data in read_folder(RECIPE / "patches" / package).items()}


def is_used(name: str) -> bool:
    """Keep what a running program can import."""
    return name.endswith((".py", ".so")) and not any(part in name for part in UNUSED)


def split(job: Path, loaded: set[str]) -> None:
    """Cut both archives to the loaded files and put everything else into rest.zip."""
    rest: dict[str, bytes] = {}
    for archive, prefix in (("stdlib.zip", ""), ("numpy.zip", SITE)):
        files = {prefix + name: data for name, data in read_zip(job / archive).items()}
        write_zip(job / archive, {name: data for name, data in files.items() if name in loaded})
        rest |= {name: data for name, data in files.items() if name not in loaded}
    write_zip(job / "rest.zip", rest)
