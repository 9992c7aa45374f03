"""What stands behind each number on the site: noted as pages are converted, shown on the evidence page."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from builder.base import build
from builder.base.paths import heading
from builder.base.templates import render
from builder.chapter.markdown.source import current

_PLACE = "\ue00e provenance \ue00f"


@dataclass(frozen=True)
class Backing:
    """One number: the page and line where it stands, its text, and the function or the source behind it."""

    page: str
    line: int
    shown: Markup
    function: str = ""
    arguments: str = ""
    doc: str = ""
    source: str = ""
    place: str = ""


class Noted(list[Backing]):
    """A ledger of the build: every number so far, in the order in which pages were converted."""


def note(shown: Markup, **what: str) -> None:
    """Write down a number that the macro under way shows, with `what` stands behind it."""
    source = current()
    build.now().ledger(Noted).append(Backing(source.page, source.line(source.macro_line), shown, **what))


def noted() -> tuple[Backing, ...]:
    """Return every number so far, in order of page and line, each once."""
    return tuple(sorted(dict.fromkeys(build.now().ledger(Noted)), key=lambda number: (number.page, number.line)))


def place() -> Markup:
    """Return what stands for the table until every page has been converted."""
    return Markup(_PLACE)


def fill(html: str, link: Callable[[str], str]) -> str:
    """Return the page with its table of numbers; `link(page)` is the address of a page."""
    if _PLACE not in html:
        return html
    return html.replace(_PLACE, render("provenance", numbers=noted(), link=link, heading=heading))
