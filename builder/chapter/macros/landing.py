"""The first screen and the cards of the chapters: pictures, minutes, and the questions by which progress is known."""

import json
import math
import re
from pathlib import Path

from markupsafe import Markup
from mkdocs.utils.meta import get_data

from builder.base import paths
from builder.base.templates import render
from builder.chapter.macros.progress import question_key
from builder.chapter.markdown.source import current
from builder.chapter.quizzes.load import load, names
from builder.chapter.reading_time import minutes
from builder.figure import hero as picture
from builder.figure import miniature

_FIGURE = re.compile(r'\{\{ *widget\("(\w+)"')


def hero() -> Markup:
    """Return the cliff with its ball, and the button that pushes it."""
    return render("hero", hero=picture.hero(), width=picture.WIDTH, height=picture.HEIGHT)


def cards() -> Markup:
    """Return a card for each chapter."""
    return render("cards", chapters=[_chapter(path) for path in _pages()])


def hours() -> Markup:
    """Return how many hours the whole course takes, rounded up."""
    return render("hours", hours=math.ceil(sum(minutes(path.name) for path in _pages()) / 60))


def _pages() -> list[Path]:
    return sorted(paths.chapters().glob("[0-9]-*.md"))


def _questions(path: Path) -> list:
    return load(path.name[0]) if path.name[0] in names() else []


def _chapter(path: Path) -> dict:
    text, described = get_data(path.read_text("utf-8"))
    figures = _FIGURE.findall(text)
    return {
        "number": path.name[0],
        "title": re.sub(r"^Chapter \d+ · ", "", paths.heading(path.name)),
        "about": described.get("description", ""),
        "link": current().link(path.name),
        "minutes": minutes(path.name),
        "asked": json.dumps([question_key(item) for item in _questions(path)]),
        "picture": Markup(miniature.miniature(figures)) if figures else "",
    }
