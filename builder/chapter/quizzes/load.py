"""Reads the quizzes and checks what a schema cannot say; every message names file and line."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from builder.base import build, paths, yaml_data
from builder.base.errors import AuthoringError, PlacedError, placed
from builder.chapter.quizzes import goal
from builder.chapter.quizzes.key import evaluate
from builder.figure import element
from widgets.kit.controls import ControlError
from widgets.kit.goal import holds
from widgets.kit.registry import WidgetError


@dataclass(frozen=True)
class Item:
    """One question: its fields as written, where they stand, and what was worked out from them.

    `made` holds `key` and `slips` (kind number) or `goal` (kind reach).
    """

    quiz: str
    path: Path
    fields: dict
    lines: yaml_data.Lines
    prefix: tuple
    made: dict = field(default_factory=dict)

    def line(self, *where: str | int) -> int:
        """Return the line of a field."""
        return yaml_data.nearest(self.lines, self.prefix + where)

    def error(self, message: str, *where: str | int) -> PlacedError:
        """Return the error `message` at the line of a field, naming the question."""
        return placed(f"question {self.fields['id']}: {message}", self.path, self.line(*where))


def names() -> list[str]:
    """Return every quiz, by file name."""
    return sorted(path.stem for path in paths.chapters("quizzes").glob("*.yml"))


class Quizzes(dict[str, list[Item]]):
    """A ledger of the build: the checked questions of each quiz that was asked for."""


def load(name: str) -> list[Item]:
    """Return the questions of one quiz, which are checked once a build.

    Raises an error with file and line for the first mistake.
    """
    quizzes = build.now().ledger(Quizzes)
    if name not in quizzes:
        quizzes[name] = _checked(name)
    return quizzes[name]


def _checked(name: str) -> list[Item]:
    if name not in names():
        raise AuthoringError(f"unknown quiz {name!r}; chapters/quizzes has {', '.join(names()) or 'none yet'}")
    path = paths.chapters("quizzes", f"{name}.yml")
    content, lines = yaml_data.load(path, _schema())
    items = [_item(name, path, fields, lines, index) for index, fields in enumerate(content["items"])]
    _no_repeats(items)
    return items


def bank() -> list[Item]:
    """Return every question of the course. Raises an error if two have the same id."""
    items = [item for name in names() for item in load(name)]
    _no_repeats(items)
    return items


def kinds() -> list[str]:
    """Return the kinds of questions: the definitions of the schema that have a field `kind`."""
    return [name for name, shape in _schema()["$defs"].items() if "kind" in shape.get("properties", {})]


@cache
def _schema() -> dict:
    return yaml.safe_load(Path(__file__).with_name("schema.yml").read_text("utf-8"))


def _item(name: str, path: Path, fields: dict, lines: yaml_data.Lines, index: int) -> Item:
    prefix = ("items", index)
    kind = fields.get("kind")
    if kind not in kinds():
        said = f"unknown kind {kind!r}" if "kind" in fields else "field 'kind' is missing"
        raise placed(
            f"items.{index}: {said}; expected one of {', '.join(kinds())}",
            path,
            yaml_data.nearest(lines, (*prefix, "kind")),
        )
    yaml_data.check(fields, {**_schema()["$defs"][kind], "$defs": _schema()["$defs"]}, path, lines, prefix)
    item = Item(name, path, fields, lines, prefix)
    for name, check in _CHECKS.items():
        if name in fields:
            check(item)
    return item


def _check_options(item: Item) -> None:
    right = [option for option in item.fields["options"] if option.get("right")]
    if not right:
        raise item.error("no option is marked right: true; expected one", "options")
    if len(right) > 1 and item.fields["kind"] != "choose_several":
        raise item.error(
            f"{len(right)} options are marked right: true; expected one, or kind: choose_several", "options"
        )
    if len(right) == len(item.fields["options"]):
        raise item.error("every option is right; expected at least one wrong", "options")
    _check_shown(item, "options")


def _check_number(item: Item) -> None:
    item.made["key"] = _worked_out(item, item.fields["check"], "check")
    slips = item.fields.get("slips", [])
    item.made["slips"] = [_worked_out(item, slip["check"], "slips", i, "check") for i, slip in enumerate(slips)]
    if item.made["key"] in item.made["slips"]:
        raise item.error("a slip has the value of the key", "slips")
    _check_shown(item, "slips")


def _worked_out(item: Item, expression: str, *where: str | int) -> float:
    try:
        return evaluate(expression)
    except AuthoringError as error:
        raise item.error(str(error), *where) from error


def _check_run(item: Item) -> None:
    for name in ("start", "run"):
        _drawn(item, item.fields["widget"], item.fields[name], name)


def _check_goal(item: Item) -> None:
    fields = item.fields
    start = _drawn(item, fields["widget"], fields.get("start", {}), "start")
    solution = _drawn(item, fields["widget"], fields["solution"], "solution")
    try:
        item.made["goal"] = goal.parse(fields["goal"], _named(start))
    except AuthoringError as error:
        raise item.error(str(error), "goal") from error
    if holds(item.made["goal"], _named(start)):
        raise item.error("the goal is reached before the reader has done anything", "goal")
    if not _reaches(fields["goal"], fields["widget"], tuple(solution.params.items())):
        raise item.error("the solution does not reach the goal", "solution")


@cache
def _reaches(text: str, widget: str, params: tuple) -> bool:
    """Return whether a goal holds in the picture of a state or, where it unfolds in time, in a picture of its run."""
    drawn = element.draw(widget, dict(params))
    return any(
        holds(goal.parse(text, _named(drawn)), {**numbers, **drawn.params}) for numbers in element.unfolding(drawn)
    )


def _named(drawn: element.Drawn) -> dict:
    return {**drawn.scene.numbers, **drawn.params}


def _check_shown(item: Item, group: str) -> None:
    for index, entry in enumerate(item.fields.get(group, [])):
        if "show" in entry:
            _drawn(item, entry["show"]["widget"], entry["show"]["params"], group, index, "show")


def _drawn(item: Item, widget: str, params: dict, *where: str | int) -> element.Drawn:
    try:
        return element.draw(widget, params)
    except (ControlError, WidgetError) as error:
        raise item.error(str(error), *(where if isinstance(error, ControlError) else ("widget",))) from error


def _no_repeats(items: list[Item]) -> None:
    seen: dict[str, Item] = {}
    for item in items:
        if first := seen.get(item.fields["id"]):
            raise item.error(f"this id is used already, in {first.path.name} line {first.line('id')}", "id")
        seen[item.fields["id"]] = item


# What must hold of a question that has this field, whatever its kind is called.
_CHECKS = {"options": _check_options, "check": _check_number, "run": _check_run, "goal": _check_goal}
