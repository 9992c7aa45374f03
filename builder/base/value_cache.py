"""Values that took long to compute, kept between builds until any code that they may depend on changes."""

import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from builder.base import paths
from builder.base.cache import cache_folder, write_atomically


def cached_value(name: str, arguments: dict[str, Any], compute: Callable[[], Any]) -> Any:
    """Return the value of `compute()`, from an earlier build if no code or data it may use has changed since.

    Only numbers and text are kept; anything else is computed in every build.
    """
    key = hashlib.sha256(f"{_code(paths.chapters())} {name} {sorted(arguments.items())!r}".encode()).hexdigest()
    kept = cache_folder() / "numbers" / f"{key[:24]}.json"
    if kept.is_file():
        return json.loads(kept.read_text("utf-8"))
    value = compute()
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, (int, float, str)):
        write_atomically(kept, json.dumps(value).encode())
    return value


def _code(chapters: Path) -> str:
    read = [*paths.BROWSER_CODE, chapters / "numbers", chapters / "listings"]
    files = [path for folder in read for path in sorted(folder.rglob("*")) if path.suffix in (".py", ".json", ".txt")]
    return _hash(tuple((str(path), path.stat().st_mtime_ns) for path in files))


@cache
def _hash(files: tuple[tuple[str, int], ...]) -> str:
    found = hashlib.sha256(np.__version__.encode())
    for path, _ in files:
        found.update(Path(path).read_bytes())
    return found.hexdigest()
