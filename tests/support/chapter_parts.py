"""What a chapter consists of, by kind and id: read from its Markdown, for the checklist of what the course promises."""

import re
from collections.abc import Iterator
from functools import cache

import jinja2
from jinja2 import nodes
from markdown.extensions.toc import slugify

from builder.base import paths
from builder.chapter.quizzes.load import load

KINDS = (
    "heading",  # the slug of a heading
    "figure",  # a simulation shown by widget()
    "listing",
    "question",  # the id of a question that a quiz() of the chapter shows
    "checked",  # the title of a box that checks a claim
    "table",  # the first cell of a row
    "formula",  # a stretch of LaTeX inside a formula
    "number",  # the function behind a number
    "source",  # the key of a source with the place in it
    "term",  # a word of the glossary
    "evidence",  # a study, as a table or a plot
    "point",  # the words in bold that begin a point of a list or a paragraph
)
_HEADING = re.compile(r"(?m)^#{2,} +(.+?)(?: *\{[^}]*\})? *$")
_CHECKED = re.compile(r'(?m)^::: checked "([^"]*)"')
_FIRST_CELL = re.compile(r"(?m)^\| *([^|\n]*?) *\|")
_MATH = re.compile(r"(?s)\\\((.*?)\\\)|\\\[(.*?)\\\]")
_POINT = re.compile(r"(?m)^(?:\d+\. |- )?\*\*([^*]+)\*\*")
_LANGUAGE = jinja2.Environment(comment_start_string="{##", comment_end_string="##}")


def holds(chapter: str, kind: str, name: str) -> bool:
    """Return whether the chapter has the part of this kind with this id; a formula may be named by a stretch of it."""
    found = parts(chapter)[kind]
    return any(_one_line(name) in formula for formula in found) if kind == "formula" else name in found


@cache
def parts(chapter: str) -> dict[str, frozenset[str]]:
    """Return the ids of all parts of a chapter, such as "1-the-cliff.md", by kind."""
    text = paths.chapters(chapter).read_text("utf-8")
    plain = _without_macros(text)
    found: dict[str, set[str]] = {kind: set() for kind in KINDS} | {
        "heading": {slugify(title, "-") for title in _HEADING.findall(plain)},
        "checked": set(_CHECKED.findall(text)),
        "table": {cell.replace("*", "") for cell in _FIRST_CELL.findall(plain)},
        "formula": {_one_line(inline or display) for inline, display in _MATH.findall(text)},
        "point": set(_POINT.findall(plain)),
    }
    for name, arguments in _calls(text):
        for kind, part in _shown(name, arguments):
            found[kind].add(part)
    return {kind: frozenset(ids) for kind, ids in found.items()}


def _calls(text: str) -> Iterator[tuple[str, list]]:
    """Yield every macro of the text with its arguments, those that are no constant left out."""
    for call in _LANGUAGE.parse(text.replace("\\", "")).find_all(nodes.Call):  # LaTeX is no escape of Jinja's
        if isinstance(call.node, nodes.Name):
            yield call.node.name, [argument.value for argument in call.args if isinstance(argument, nodes.Const)]


def _shown(name: str, arguments: list) -> Iterator[tuple[str, str]]:
    """Yield kind and id of what a macro shows."""
    simple = {"widget": "figure", "listing": "listing", "number": "number", "term": "term"}
    if name in simple:
        yield simple[name], arguments[0]
    elif name in ("study_table", "study_plot"):
        yield "evidence", arguments[0]
    elif name in ("cite", "cited"):
        yield "source", ", ".join(arguments[name == "cited" :])
    elif name == "quiz":
        quiz, *chosen = arguments
        yield from (("question", item) for item in chosen or (item.fields["id"] for item in load(quiz)))


def _without_macros(text: str) -> str:
    """The text with every macro replaced by its last string, which is what a term or a state shows."""
    return re.sub(r"\{\{(.*?)\}\}", lambda match: (re.findall(r'"([^"]*)"', match[1]) or [""])[-1], text)


def _one_line(text: str) -> str:
    return " ".join(text.split())
