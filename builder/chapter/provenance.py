"""What stands behind each number on the site: recorded as pages are converted, shown on the evidence page."""

from dataclasses import dataclass

from markupsafe import Markup

from builder.base.paths import heading
from builder.base.templates import render
from builder.chapter.markdown.source import current

_PLACE = "\ue00e evidence \ue00f"
_records: list = []


@dataclass(frozen=True)
class Record:
    """One number: the page and line where it stands, its text, and the function or the source behind it."""

    page: str
    line: int
    shown: Markup
    function: str = ""
    arguments: str = ""
    doc: str = ""
    source: str = ""
    place: str = ""


def clear() -> None:
    """Forget everything: a new build begins."""
    _records.clear()


def record(line: int, shown: Markup, **what) -> None:
    """Remember a number of the page that is being converted."""
    source = current()
    _records.append(Record(source.page, source.line(line), shown, **what))


def records() -> tuple[Record, ...]:
    """Every number so far, in order of page and line, each once."""
    return tuple(sorted(dict.fromkeys(_records), key=lambda r: (r.page, r.line)))


def place() -> Markup:
    """Where the table will stand: it is filled when every page has been converted."""
    return Markup(_PLACE)


def fill(html: str, link) -> str:
    """The page with its table of evidence; `link(page)` is the address of a page."""
    if _PLACE not in html:
        return html
    return html.replace(_PLACE, render("evidence", records=records(), link=link, heading=heading))
