"""YAML files that authors write: every value knows its line, every mistake is an error that names it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from builder.base import build
from builder.base.errors import placed


class Lines(dict):
    """A mapping or list position to the line (1 is the first) where it is written, by path from the top."""


class Loaded(dict):
    """A ledger of the build: the files that were read, each in the state and with the schema it was read with."""


def load(path: Path, schema: dict | None = None) -> tuple[Any, Lines]:
    """Return the data of a YAML file and the line of each part; raises an error with file and line when malformed.

    What is returned is shared by everyone who asks, and read again when the file has changed.
    """
    state = path.stat()
    key = (path, state.st_mtime_ns, state.st_size, id(schema))
    loaded = build.now().ledger(Loaded)
    if key not in loaded:
        loaded[key] = _load(path, schema)
    return loaded[key]


def _load(path: Path, schema: dict | None) -> tuple[Any, Lines]:
    text = path.read_text("utf-8")
    try:
        node = yaml.compose(text, yaml.SafeLoader)
        _no_repeated_keys(node, path)
        data = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        raise placed(f"YAML: {error.problem}", path, line + 1, column + 1) from None
    lines = Lines(_walk(node, ()))
    if schema is not None:
        check(data, schema, path, lines)
    return data, lines


def check(data: Any, schema: dict, path: Path, lines: Lines, prefix: tuple = ()) -> None:
    """Raise an error at the line of the first part that does not fit the JSON schema."""
    faults = sorted(
        jsonschema.Draft202012Validator(schema).iter_errors(data),
        key=lambda e: lines.get(prefix + tuple(e.absolute_path), 0),
    )
    if faults:
        fault = jsonschema.exceptions.best_match(faults[:1])
        where = prefix + tuple(fault.absolute_path)
        raise placed(_sentence(fault, where), path, nearest(lines, where))


def nearest(lines: Lines, where: tuple) -> int:
    """Return the line of a part, or of the closest part around it."""
    while where and where not in lines:
        where = where[:-1]
    return lines.get(where, 1)


def _sentence(fault: Any, where: tuple) -> str:
    name = ".".join(map(str, where)) or "the file"
    if fault.validator == "required":
        missing = fault.message.split("'")[1]
        return f"{name}: field {missing!r} is missing"
    if fault.validator == "additionalProperties":
        extra = sorted(set(fault.instance) - set(fault.schema["properties"]))[0]
        return f"{name}: unknown field {extra!r}; expected one of {', '.join(fault.schema['properties'])}"
    if fault.validator == "enum":
        return f"{name}: {fault.instance!r} is unknown; expected one of {', '.join(map(str, fault.validator_value))}"
    if fault.validator == "minItems":
        return f"{name}: expected at least {fault.validator_value} entries"
    if fault.validator == "type":
        return f"{name}: expected {fault.validator_value}, found {fault.instance!r}"
    return f"{name}: {fault.message}"


def _walk(node: yaml.Node | None, where: tuple) -> Iterator[tuple[tuple, int]]:
    if node is None:
        return
    block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
    yield where, node.start_mark.line + 1 + block
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _walk(value, (*where, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _walk(value, (*where, index))


def _no_repeated_keys(node: yaml.Node | None, path: Path) -> None:
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                raise placed(f"{key.value!r} is written twice", path, key.start_mark.line + 1)
            seen.add(key.value)
            _no_repeated_keys(value, path)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _no_repeated_keys(value, path)
