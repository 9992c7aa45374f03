"""Small helpers for archives: stored, sorted, with fixed dates, named by their content."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile, ZipInfo


def write_zip(path: Path, files: dict[str, bytes]) -> None:
    """Write a stored archive; equal files give equal bytes."""
    with ZipFile(path, "w") as archive:
        for name in sorted(files):
            archive.writestr(ZipInfo(name), files[name])


def read_zip(path: Path) -> dict[str, bytes]:
    """Return every file of an archive by name."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def read_folder(folder: Path, pattern: str = "*.py") -> dict[str, bytes]:
    """Return the matching files below a folder, named from the folder on."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob(pattern))}


def digest(parts: Iterable[bytes]) -> str:
    """Return 16 hexadecimal digits that name these bytes."""
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()[:16]
