"""The macros of the chapters: what stands between `{{ }}`. `MACROS` has them by name.

A macro returns HTML (set aside until the end) or plain text (Markdown that is converted with the rest). An error that
it raises is shown to the author with file and line.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from markupsafe import Markup

from builder.base import paths
from builder.base.errors import AuthoringError
from builder.base.templates import render
from builder.chapter import listings, numbers, provenance, reading_time, references
from builder.chapter.macros import landing, study_tables
from builder.chapter.macros.progress import progress
from builder.chapter.markdown.fragment import fragment
from builder.chapter.markdown.source import current
from builder.chapter.numbers import Shown
from builder.chapter.quizzes import render as quizzes
from builder.figure import element

_PLACEHOLDER = re.compile("\x02[^\x03]*\x03")
_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def widget(name: str, **params: Any) -> Markup:
    """Return the figure `name` with its controls at `params`."""
    return element.render_widget(name, params)


def state(name: str, words: str, **params: Any) -> str:
    """Return a link in the text that sets the controls of the figure `name`; `words` may hold Markdown and formulas."""
    drawn = element.draw(name, params)
    chosen = {key: drawn.params[key] for key in params}
    if not chosen:
        raise AuthoringError("a state names at least one control, for example T=100")
    _digits_agree(words, chosen)
    only_formula = not re.search(r"\w", _PLACEHOLDER.sub("", words))
    return _around("state", words, name=name, params=chosen, only_formula=only_formula)


def number(
    name: str, *, digits: int | None = None, decimals: int | None = None, percent: bool = False, **arguments: Any
) -> Shown:
    """Return the value of a function in `chapters/numbers`, called with these arguments; the evidence page lists it."""
    shown = numbers.shown(numbers.value(name, arguments), digits, decimals, percent)
    provenance.note(
        Markup(shown),
        function=name,
        arguments=", ".join(f"{key} = {value}" for key, value in arguments.items()),
        doc=numbers.first_sentence(numbers.function(name)),
    )
    return shown


def cited(text: str, source: str, place: str) -> Shown:
    """Return a number as a source states it, with its place there; the evidence page lists it."""
    entry = references.reference(source)
    shown = Shown(render("cited", text=text, entry=entry, place=place, link=_reference_link(source)))
    shown.latex = text
    provenance.note(Markup(text), source=entry["short"], place=place)
    return shown


def cite(source: str, place: str = "") -> Markup:
    """Return a link to a source in the list of references, with a place in it."""
    return render("cite", entry=references.reference(source), place=place, link=_reference_link(source))


def term(name: str, words: str = "") -> str:
    """Return a link to the glossary entry `name`, shown as `words`."""
    entry = references.term(name)
    page = current()
    title = re.sub(r"[\\$`*_]|\{\{.*?\}\}", "", entry["means"]).split(". ")[0]
    return _around("term", words or name, link=page.link("glossary.md", references.anchor(name)), title=title)


def quiz(name: str, *ids: str) -> Markup:
    """Return the questions `ids` of `chapters/quizzes/<name>.yml`, or all those not yet shown on this page."""
    return quizzes.render_quiz(name, ids)


def listing(name: str) -> Markup:
    """Return the listing `name` in its tabs, NumPy first."""
    title, tabs = listings.load(name)
    return render("listing", name=name, title=title, tabs=tabs)


def minutes() -> Shown:
    """Return the minutes that the chapter takes, from its words, figures and questions."""
    return numbers.shown(reading_time.minutes(current().path.name))


def glossary() -> Markup:
    """Return every term with its meaning, in alphabetical order."""
    entries, lines = references.glossary()
    page, path = current(), paths.chapters("glossary.yml")
    meanings = {
        name: fragment(entry["means"], page.fragment(path, lines[name, "means"]))
        for name, entry in sorted(entries.items(), key=lambda item: item[0].lower())
    }
    return render("glossary", entries=entries, meanings=meanings, anchor=references.anchor, link=page.link)


def sources() -> Markup:
    """Return every source of the course, in order of year."""
    entries = sorted(references.references().items(), key=lambda item: (item[1]["year"], item[1]["short"]))
    return render("sources", entries=entries, anchor=references.anchor)


def every_number() -> Markup:
    """Return the table of every number on the site with what stands behind it."""
    return provenance.place()


MACROS: dict[str, Callable[..., Any]] = {
    "widget": widget,
    "state": state,
    "number": number,
    "cited": cited,
    "cite": cite,
    "term": term,
    "quiz": quiz,
    "progress": progress,
    "hero": landing.hero,
    "cards": landing.cards,
    "hours": landing.hours,
    "listing": listing,
    "minutes": minutes,
    "glossary": glossary,
    "sources": sources,
    "every_number": every_number,
    "study_table": study_tables.study_table,
    "study_plot": study_tables.study_plot,
    "study_conditions": study_tables.study_conditions,
}


def _around(template: str, words: str, **values: Any) -> str:
    """Return text between the two halves of a template, so that the text is converted with the rest of the chapter."""
    set_aside = current().set_aside
    before, after = render(template, words="\ue006", **values).split("\ue006")
    return set_aside(Markup(before)) + words + set_aside(Markup(after))


def _reference_link(source: str) -> str:
    return current().link("evidence.md", references.anchor(source))


def _digits_agree(words: str, chosen: dict) -> None:
    values = []
    for value in chosen.values():
        with suppress(TypeError, ValueError):
            values.append(float(value))
    for found in _DIGITS.findall(_PLACEHOLDER.sub("", words)):
        if not any(abs(abs(value) - float(found.replace(",", ""))) < 1e-12 for value in values):
            raise AuthoringError(f"the link says {found}, but sets {chosen}")
