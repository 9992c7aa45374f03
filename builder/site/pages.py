"""The pages of a finished site, read once, changed in memory by each step, and written once."""

import html
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple


@dataclass
class Page:
    """An HTML file: its path from the folder of the site, and its text as the steps so far have left it."""

    name: str
    text: str


class Site:
    """A finished folder with its pages in memory."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.pages = [Page(path.relative_to(folder).as_posix(), path.read_text("utf-8")) for path in _files(folder)]

    def write(self) -> None:
        """Write every page."""
        for page in self.pages:
            (self.folder / page.name).write_text(page.text, "utf-8")


class Tag(NamedTuple):
    """A start tag: its name, attributes, line, and for a script the text inside."""

    name: str
    attributes: dict[str, str]
    line: int
    text: str


class Characters(NamedTuple):
    """The characters that a page shows, in formulas and elsewhere."""

    formulas: set[str]
    words: set[str]


def tags(text: str) -> list[Tag]:
    """Return every start tag of a page, in order."""
    return _read(text).tags


def characters(text: str) -> Characters:
    """Return the characters of a page, those of its scripts among the words."""
    return _read(text).characters


def _files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def _read(text: str) -> "_Reader":
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.tags: list[Tag] = []
        self.characters = Characters(set(), set())
        self.in_formula = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, {key: value or "" for key, value in attrs}, self.getpos()[0], ""))
        self.in_formula |= tag == "math"

    def handle_endtag(self, tag: str) -> None:
        self.in_formula &= tag != "math"

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            last = self.tags[-1]
            self.tags[-1] = last._replace(text=last.text + data)
        (self.characters.formulas if self.in_formula else self.characters.words).update(data)

    def handle_charref(self, name: str) -> None:
        self.handle_data(html.unescape(f"&#{name};"))

    def handle_entityref(self, name: str) -> None:
        self.handle_data(html.unescape(f"&{name};"))
