"""Repack Pyodide's standard library and NumPy: bytecode only, what the course uses first, the rest apart.

Stock Pyodide compiles some 160 modules from source at every start, which is more than half of its
starting time. Here they are compiled once, by the same Python, and cut to what the probe loads.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from builder.base.archive import digest, read_folder, read_zip, write_zip
from builder.runtime.fetch import cache_folder, fetch
from builder.runtime.lock import LOCK_FILE, read_lock
from builder.runtime.node import SCRIPTS, job_folder, publish, run_script

SITE = "site-packages/"
LOADER = "pyodide/_package_loader.py"
# Only for those who build or test NumPy itself.
UNUSED = ("/tests/", "numpy/f2py/", "numpy/_core/include/", "numpy/_pyinstaller/")


def lean_archives(imports: Iterable[str] = ()) -> Path:
    """Return a cached folder with stdlib.zip, numpy.zip and rest.zip, all bytecode, stored.

    `imports` are modules that our own code imports; they and what they need stay out of rest.zip.
    Paths inside are relative to /lib/python3.14. Raises RuntimeSupplyError when Pyodide refuses.
    """
    imports = sorted(set(imports))
    target = cache_folder() / f"lean-{recipe_digest(imports)}"
    if not target.is_dir():
        with job_folder() as job:
            compile_all(job)
            lines = [(SCRIPTS / "probe.py").read_text(encoding="utf-8"), *(f"import {name}" for name in imports)]
            split(job, loaded_files(job, "\n".join(lines), {"numpy.zip": SITE}, job / "stdlib.zip"))
            publish(job, target)
    return target


def recipe_digest(imports: list[str]) -> str:
    """Name everything that the archives depend on: pins, scripts, patches, this module, imports."""
    scripts = read_folder(SCRIPTS, "*.*") | {"lean.py": Path(__file__).read_bytes()}
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
    return {f"{package}/{name}": data for name, data in read_folder(SCRIPTS / "patches" / package).items()}


def is_used(name: str) -> bool:
    """Keep what a running program can import."""
    return name.endswith((".py", ".so")) and not any(part in name for part in UNUSED)


def compile_archives(job: Path, archives: dict[str, str], level: int) -> None:
    """Compile archives in the job folder, removing the inputs; level 2 drops docstrings and asserts."""
    jobs = [[source, target, level] for source, target in archives.items()]
    (job / "job.json").write_text(json.dumps(jobs), encoding="utf-8")
    run_script("compile.py", job)
    for name in [*archives, "job.json"]:
        (job / name).unlink()


def loaded_files(job: Path, probe: str, places: dict[str, str], stdlib: Path | None = None) -> set[str]:
    """Unpack archives of the job folder at these places, run the probe and return the files it loaded."""
    inputs = {"probe.py": probe, "unpack.json": json.dumps(places)}
    for name, text in inputs.items():
        (job / name).write_text(text, encoding="utf-8")
    run_script("record.py", job, stdlib)
    loaded = set(json.loads((job / "loaded.json").read_text(encoding="utf-8")))
    for name in [*inputs, "loaded.json"]:
        (job / name).unlink()
    return loaded


def split(job: Path, loaded: set[str]) -> None:
    """Cut both archives to the loaded files and put everything else into rest.zip."""
    rest = {}
    for archive, prefix in (("stdlib.zip", ""), ("numpy.zip", SITE)):
        files = {prefix + name: data for name, data in read_zip(job / archive).items()}
        write_zip(job / archive, {name: data for name, data in files.items() if name in loaded})
        rest |= {name: data for name, data in files.items() if name not in loaded}
    write_zip(job / "rest.zip", rest)
