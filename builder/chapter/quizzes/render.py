"""Questions as forms: every text converted as Markdown, then handed to `templates/blocks/quiz.html`."""

import hashlib
import json
import random
from typing import Any

from markupsafe import Markup

from builder.base.errors import AuthoringError
from builder.base.templates import render
from builder.chapter.markdown.fragment import fragment
from builder.chapter.markdown.source import current
from builder.chapter.numbers import shown
from builder.chapter.quizzes.load import Item, load
from builder.figure import element


def render_quiz(name: str, ids: tuple[str, ...]) -> Markup:
    """Return the questions `ids` of a quiz, or every one that this page does not show yet."""
    items = {item.fields["id"]: item for item in load(name)}
    if unknown := [asked for asked in ids if asked not in items]:
        raise AuthoringError(f"quiz {name} has no question {unknown[0]!r}; expected one of {', '.join(items)}")
    done = current().notes.setdefault("questions", set())
    chosen = [items[asked] for asked in ids or items if ids or asked not in done]
    done.update(item.fields["id"] for item in chosen)
    return render("quiz", items=[view(item) for item in chosen])


def view(item: Item) -> dict:
    """Return what the template shows of a question."""
    fields = item.fields
    made = dict.fromkeys(("options", "shown", "steps", "run"))
    made |= {name: fields.get(name) for name in ("id", "kind", "widget", "start", "solution", "unit")}
    made |= {name: _text(item, name) for name in ("ask", "why", "hint")}
    made |= {"hash": content_hash(item), "goal": item.made.get("goal")}
    for name, part in _PARTS.items():
        made |= part(item) if name in fields else {}
    return made


def content_hash(item: Item) -> str:
    """Return twelve characters that change whenever the question does: a saved answer belongs to one wording."""
    written = json.dumps(item.fields, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:12]


def _text(item: Item, *where: str | int) -> Markup:
    value: Any = item.fields
    for key in where:
        value = value.get(key, "") if isinstance(value, dict) else value[key]
    return fragment(value, current().fragment(item.path, item.line(*where))) if value else Markup("")


def _entries(item: Item, group: str) -> list[dict]:
    return [
        {
            "number": index,
            "text": _text(item, group, index, "text") if "text" in entry else "",
            "why": _text(item, group, index, "why"),
            "right": bool(entry.get("right")),
            "show": entry.get("show"),
        }
        for index, entry in enumerate(item.fields.get(group, []))
    ]


def _options(item: Item) -> dict:
    return {"options": _entries(item, "options"), "several": item.fields["kind"] == "choose_several"}


def _number(item: Item) -> dict:
    digits = item.fields.get("digits", 4)
    slips = [entry | {"key": key} for entry, key in zip(_entries(item, "slips"), item.made["slips"], strict=True)]
    return {
        "key": item.made["key"],
        "shown": shown(item.made["key"], digits),
        "slips": slips,
        "tolerance": item.fields.get("tolerance", 0.01),
    }


def _run(item: Item) -> dict:
    element.will_be_asked(item.fields["widget"], item.fields["run"])
    return {"run": item.fields["run"]}


def _order(item: Item) -> dict:
    steps = _entries(item, "steps")
    mixed = steps[:]
    mixer = random.Random(item.fields["id"])
    while mixed == steps:
        mixer.shuffle(mixed)
    return {"steps": steps, "mixed": mixed}


# What the template shows of a question that has this field, whatever its kind is called.
_PARTS = {"options": _options, "check": _number, "steps": _order, "run": _run}
