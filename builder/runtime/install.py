"""Write the runtime into a built site, with its licences and the manifest that boot.js reads."""

import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from builder.base.archive import digest
from builder.base.paths import BROWSER_CODE, ROOT
from builder.runtime.fetch import fetch
from builder.runtime.licences import write_licences
from builder.runtime.lock import read_lock
from builder.runtime.matplotlib_archive import matplotlib_archive
from builder.runtime.sources import imported_modules, pack_sources
from builder.runtime.trim import SITE, trimmed_archives

LISTING_RUNNER = ROOT / "listing_runner"
# By the name in the site: few hosts have a type for `.mjs`, and browsers refuse a module without one.
CORE = {"pyodide.js": "pyodide.mjs", "pyodide.asm.js": "pyodide.asm.mjs", "pyodide.asm.wasm": "pyodide.asm.wasm"}
TRIMMED = ("stdlib.zip", "numpy.zip", "rest.zip")
PLOTS = "matplotlib.zip"
# Fetched when a reader runs code of their own, not when the figures start.
LATER = ("rest.zip", PLOTS, "listing_runner.zip")


def install(site: Path, folders: Iterable[Path] = BROWSER_CODE) -> dict:
    """Write assets/runtime/ into a built site and return its manifest.

    Files that never change lie in a folder named by their content; our own code is two archives named by theirs, one
    for the figures and one that runs the reader's code. Raises RuntimeSupplyError when a file cannot be had.
    """
    folders = list(folders)
    runtime = Path(site) / "assets/runtime"
    trimmed = trimmed_archives(imported_modules(folders))
    pinned = fetch("core", "numpy")
    files = {name: pinned / source for name, source in CORE.items()}
    files |= {name: trimmed / name for name in TRIMMED} | {PLOTS: matplotlib_archive(trimmed)}
    folder = runtime / digest(file.read_bytes() for file in files.values())
    folder.mkdir(parents=True, exist_ok=True)
    for name, file in files.items():
        shutil.copyfile(file, folder / name)
    write_licences(folder)
    runner = pack_sources([LISTING_RUNNER], runtime, "listing_runner", SITE)
    own = {"course.zip": pack_sources(folders, runtime), "listing_runner.zip": runner}
    return write_manifest(runtime, {name: folder / name for name in files} | own)


def entry(path: Path, runtime: Path) -> dict:
    """Describe one file for the manifest."""
    data = path.read_bytes()
    return {"path": path.relative_to(runtime).as_posix(), "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def write_manifest(runtime: Path, paths: dict[str, Path]) -> dict:
    """Write manifest.json: for every role its path from here, size in bytes and SHA-256; and the size of the start."""
    files = {name: entry(path, runtime) for name, path in paths.items()}
    manifest = {
        "python": read_lock().python,
        "files": files,
        "total": sum(file["size"] for name, file in files.items() if name not in LATER),
    }
    (runtime / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return manifest
