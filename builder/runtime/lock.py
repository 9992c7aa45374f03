"""The lock file: which runtime files the site needs, from where, and their SHA-256."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

LOCK_FILE = Path(__file__).parents[2] / "runtime.lock.json"


class RuntimeSupplyError(Exception):
    """The runtime cannot be supplied; the message is one sentence for the person who builds."""


@dataclass(frozen=True)
class Member:
    """One pinned file: its name, the folder it has in a source, its group, bytes and SHA-256."""

    name: str
    folder: str
    group: str
    size: int
    sha256: str

    def matches(self, data: bytes) -> bool:
        """Say whether these bytes are the pinned file."""
        return len(data) == self.size and hashlib.sha256(data).hexdigest() == self.sha256


@dataclass(frozen=True)
class Source:
    """A published wheel that redistributes the files, and where in it each folder lies."""

    requirement: str
    sha256: str
    folders: dict[str, str]

    def path(self, member: Member) -> str | None:
        """Return the member's path inside the wheel, or None when the wheel has no such folder."""
        folder = self.folders.get(member.folder)
        return None if folder is None else folder + member.name


@dataclass(frozen=True)
class Kernel:
    """The compiled loops of the engine: the compiler that made them, and their SHA-256."""

    compiler: str
    sha256: str


@dataclass(frozen=True)
class Lock:
    """The whole lock file."""

    pyodide: str
    python: str
    numpy: str
    kernel: Kernel
    sources: tuple[Source, ...]
    members: tuple[Member, ...]

    def group(self, *names: str) -> list[Member]:
        """Return the members of these groups, in the order of the file."""
        return [member for member in self.members if member.group in names]


def read_lock(path: Path = LOCK_FILE) -> Lock:
    """Read a lock file; a missing or unknown key raises RuntimeSupplyError naming the file."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    try:
        raw["kernel"] = Kernel(**raw["kernel"])
        raw["sources"] = tuple(Source(**source) for source in raw["sources"])
        raw["members"] = tuple(Member(**member) for member in raw["members"])
        return Lock(**raw)
    except (KeyError, TypeError) as error:
        raise RuntimeSupplyError(f"{path.name}: not a runtime lock file: {error}") from error
