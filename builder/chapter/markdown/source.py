"""Which file is being converted, where its text begins in it, and what it has produced so far."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from builder.base.errors import PlacedError, placed


@dataclass(frozen=True)
class Source:
    """A stretch of Markdown: its file, the line of the file on which it starts, and the address of its page.

    `notes` belongs to the page and is shared by everything embedded in it: what was shown already. In a `quoted`
    stretch, HTML is shown as text; elsewhere it is refused. `set_aside` swaps HTML for a placeholder. While a macro
    runs, `macro_line` is the line of the stretch on which it is called.
    """

    path: Path
    first_line: int = 1
    page: str = "index.md"
    url: str = ""
    notes: dict = field(default_factory=dict)
    quoted: bool = False
    set_aside: Callable[[Any], Any] = str
    macro_line: int = 1

    def error(self, message: str, line: int, column: int | None = None) -> PlacedError:
        """Return the error `message` at a line of the stretch, counted from 1."""
        return placed(message, self.path, self.line(line), column)

    def line(self, line: int) -> int:
        """Return the line of the file for a line of the stretch."""
        return self.first_line + line - 1

    def fragment(self, path: Path, first_line: int) -> "Source":
        """Return a stretch of another file that is shown on the same page, as data."""
        return replace(self, path=path, first_line=first_line, quoted=True)

    def link(self, page: str, anchor: str = "") -> str:
        """Return the address of another page, seen from this one."""
        return link_from(self.url)(page, anchor)


def link_from(url: str) -> Callable[..., str]:
    """Return a function that gives the address of a page, and of an anchor on it, seen from the page at `url`."""

    def link(page: str, anchor: str = "") -> str:
        name, _, inside = page.partition("#")
        target = "" if name == "index.md" else name.removesuffix(".md") + "/"
        address = "../" * url.count("/") + target or "./"
        return address + (f"#{anchor or inside}" if anchor or inside else "")

    return link


_current: ContextVar[Source] = ContextVar("source")


def page_source(path: Path, body: str, page: str, url: str) -> Source:
    """Return the source of a page whose Markdown, without its front matter, is `body`."""
    head = path.read_text("utf-8").replace("\r\n", "\n").removesuffix("\n")
    front = head[: len(head) - len(body.removesuffix("\n"))]
    return Source(path, front.count("\n") + 1, page, url)


def current() -> Source:
    """Return the source that is being converted."""
    return _current.get()


def read_on(source: Source) -> None:
    """Let what is converted from now on come from `source`."""
    _current.set(source)


@contextmanager
def reading(source: Source) -> Iterator[Source]:
    """Let what is converted inside come from `source`."""
    token = _current.set(source)
    try:
        yield source
    finally:
        _current.reset(token)
