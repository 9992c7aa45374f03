"""The pages of a finished site, read as start tags with their attributes and the text of inline scripts."""

from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple


class Tag(NamedTuple):
    """A start tag: its name, attributes, line, and for a script the text inside."""

    name: str
    attributes: dict
    line: int
    text: str


def pages(site: Path) -> list[Path]:
    """Every HTML file of the site."""
    return sorted(site.rglob("*.html"))


def tags(html: str) -> list[Tag]:
    """Every start tag of a page, in order."""
    reader = _Reader(convert_charrefs=False)
    reader.feed(html)
    reader.close()
    return reader.tags


class _Reader(HTMLParser):
    def __init__(self, **options):
        super().__init__(**options)
        self.tags: list[Tag] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(Tag(tag, {key: value or "" for key, value in attrs}, self.getpos()[0], ""))

    def handle_data(self, data):
        if self.cdata_elem:
            last = self.tags[-1]
            self.tags[-1] = last._replace(text=last.text + data)
