"""What there is to answer: each chapter with its questions, to be counted in the reader's browser."""

import re
from pathlib import Path

from markupsafe import Markup

from builder.base import paths
from builder.base.templates import render
from builder.chapter.markdown.fragment import fragment
from builder.chapter.markdown.source import current
from builder.chapter.quizzes.load import Item, load, names
from builder.chapter.quizzes.render import content_hash

_LINK = re.compile(r"</?a\b[^>]*>")


def progress() -> Markup:
    """Return a row for each chapter that asks something, with a link to each of its questions.

    The browser counts what is answered.
    """
    chapters = {
        path: load(path.name[0]) for path in sorted(paths.chapters().glob("[0-9]-*.md")) if path.name[0] in names()
    }
    return render("progress", chapters=[_chapter(path, items) for path, items in chapters.items()])


def _chapter(path: Path, items: list[Item]) -> dict:
    return {
        "title": paths.heading(path.name),
        "link": current().link(path.name),
        "questions": [_question(path.name, item) for item in items],
    }


def _question(page: str, item: Item) -> dict:
    """Return a question as a link: what is asked, where, and the key under which the browser keeps the answer."""
    fields = item.fields
    asked = fragment(fields["ask"], current().fragment(item.path, item.line("ask")))
    return {
        "kind": fields["kind"],
        "key": question_key(item),
        "choices": len(fields.get("options", fields.get("steps", []))),
        "link": current().link(page, f"q-{fields['id']}"),
        "ask": Markup(_LINK.sub("", asked)),
    }


def question_key(item: Item) -> str:
    """Return the key under which the browser keeps the answer to a question."""
    return f"quiz:{item.fields['id']}:{content_hash(item)}"
