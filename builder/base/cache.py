"""The cache of a user: files and folders that took long to make, each under a name that says all they depend on."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import platformdirs


def cache_folder() -> Path:
    """Return the per-user cache, or the folder named by the environment variable CLIFFWALK_CACHE."""
    chosen = os.environ.get("CLIFFWALK_CACHE")
    return Path(chosen) if chosen else platformdirs.user_cache_path("cliffwalk")


def cached_file(name: str, make: Callable[[], bytes]) -> Path:
    """Return the file `name` of the cache; `make` gives its bytes when it is not there."""
    path = cache_folder() / name
    if not path.is_file():
        write_atomically(path, make())
    return path


def cached_folder(name: str, fill: Callable[[Path], None]) -> Path:
    """Return the folder `name` of the cache; `fill` writes into an empty folder when it is not there."""
    target = cache_folder() / name
    if not target.is_dir():
        with tempfile.TemporaryDirectory() as made:
            fill(Path(made))
            _publish(Path(made), target)
    return target


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a second build, sees all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
        part.write(data)
    Path(part.name).chmod(0o644)
    os.replace(part.name, path)


def _publish(made: Path, target: Path) -> None:
    """Copy a finished folder into the cache; a build that was faster wins."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=target.parent))
    shutil.copytree(made, part, dirs_exist_ok=True)
    try:
        part.rename(target)
    except OSError:
        shutil.rmtree(part)
