"""One build: which chapters it reads, and the ledgers in which its stages write down what they learn of the pages."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

Ledger = TypeVar("Ledger")

_CHAPTERS = Path(__file__).resolve().parents[2] / "chapters"


class Build:
    """A build of the site from a folder of chapters.

    `macros` are the functions that a chapter may call between `{{ }}`. A `preview` keeps what only a finished site
    refuses. A ledger is an object of a class that a stage defines; a new build has none of them yet.
    """

    def __init__(self, chapters: Path, macros: Mapping[str, Callable[..., Any]] | None = None, preview: bool = False):
        self.chapters = Path(chapters).resolve()
        self.macros = dict(macros or {})
        self.preview = preview
        self._ledgers: dict[type, Any] = {}

    def ledger(self, kind: type[Ledger]) -> Ledger:
        """Return this build's one object of the class `kind`, made when it is first asked for."""
        return self._ledgers.setdefault(kind, kind())


_now = Build(_CHAPTERS)  # what commands outside a build read


def now() -> Build:
    """Return the build under way, or one of the course's own chapters."""
    return _now


def begin(build: Build) -> Build:
    """Let `build` be the one under way and return it; what another one wrote down stays with that one."""
    global _now
    _now = build
    return build
