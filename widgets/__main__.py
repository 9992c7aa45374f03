"""`python -m widgets` lists the simulations; `python -m widgets NAME key=value …` prints a scene as JSON."""

import json
import sys
from collections.abc import Iterable
from typing import Any

from widgets.kit.controls import Control, ControlError, resolve
from widgets.kit.registry import WidgetError, load, names
from widgets.kit.wire import as_json


def main(arguments: list[str]) -> str:
    """The text to print for the given command-line arguments."""
    if not arguments:
        return "\n".join(f"{name:24}{load(name).TITLE}" for name in names())
    name, *pairs = arguments
    module = load(name)
    given = _parse(module.CONTROLS, pairs)
    return json.dumps(as_json(module.scene(**resolve(module.CONTROLS, given))), ensure_ascii=False, allow_nan=False)


def _parse(controls: Iterable[Control], pairs: list[str]) -> dict[str, Any]:
    known = {control.name: control for control in controls}
    given = {}
    for pair in pairs:
        key, equals, text = pair.partition("=")
        if not equals or key not in known:
            raise ControlError(f"{pair!r}: expected key=value with key one of {', '.join(known)}")
        given[key] = known[key].parse(text)
        if known[key].kind in ("slider", "seed") and given[key] != float(text):
            print(f"{key} moved to {given[key]}, the nearest value allowed", file=sys.stderr)
    return given


def run(arguments: list[str]) -> None:
    """Print what `main` returns, or exit with what was wrong."""
    try:
        print(main(arguments))
    except (ControlError, WidgetError) as error:
        sys.exit(f"python -m widgets: {error}")


if __name__ == "__main__":
    run(sys.argv[1:])
