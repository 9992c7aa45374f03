"""Values that took long to compute, kept between builds until any code that they may depend on changes."""

import hashlib
import json
from functools import cache
from pathlib import Path

import numpy as np

from builder.base import paths
from builder.runtime import cache_folder


def remembered(name: str, arguments: dict, compute):
    """The value of `compute()`, from an earlier build if no code or data it may use has changed since.

    Only numbers and text are kept; anything else is computed in every build.
    """
    key = hashlib.sha256(f"{_code(paths.CHAPTERS)} {name} {sorted(arguments.items())!r}".encode()).hexdigest()
    kept = cache_folder() / "numbers" / f"{key[:24]}.json"
    if kept.is_file():
        return json.loads(kept.read_text("utf-8"))
    value = compute()
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, (int, float, str)):
        _keep(kept, value)
    return value


def _keep(kept: Path, value) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(".part")
    part.write_text(json.dumps(value), "utf-8")
    part.replace(kept)


def _code(chapters: Path) -> str:
    read = [*paths.BROWSER_CODE, chapters / "numbers", chapters / "listings"]
    files = [path for folder in read for path in sorted(folder.rglob("*")) if path.suffix in (".py", ".json", ".txt")]
    return _hash(tuple((str(path), path.stat().st_mtime_ns) for path in files))


@cache
def _hash(files: tuple) -> str:
    found = hashlib.sha256(np.__version__.encode())
    for path, _ in files:
        found.update(Path(path).read_bytes())
    return found.hexdigest()
