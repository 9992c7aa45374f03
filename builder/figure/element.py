"""A simulation on a page: its picture, controls and data, rendered from the templates at build time."""

import functools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from markupsafe import Markup

from builder.base import build, paths, templates
from builder.base.archive import digest
from builder.figure import svg
from builder.runtime.sources import everything
from widgets.kit.compare import MOST
from widgets.kit.controls import resolve
from widgets.kit.registry import load, presets
from widgets.kit.scene import Scene
from widgets.kit.tables import tables_of

SECONDS = 6  # that a run lasts unless its simulation says otherwise


class Drawn(NamedTuple):
    """A simulation evaluated at one state."""

    name: str
    params: dict
    scene: Scene


@dataclass
class States:
    """A ledger of the build: by simulation, the states that pages show, and those that links and questions set.

    What pages show is complete; what links set names some controls, and the others stay as they are.
    """

    shown: dict[str, list[dict]] = field(default_factory=lambda: defaultdict(list))
    asked: dict[str, list[dict]] = field(default_factory=lambda: defaultdict(list))


@functools.cache
def _scene(name: str, params: tuple) -> Scene:
    return load(name).scene(**dict(params))


def draw(name: str, params: dict) -> Drawn:
    """Evaluate a simulation; raises `WidgetError` or `ControlError` when name or params do not fit."""
    full = resolve(load(name).CONTROLS, params)
    return Drawn(name, full, _scene(name, tuple(full.items())))


def unfolding(drawn: Drawn) -> Iterator[dict]:
    """Yield the numbers of a state: of its picture, then of each picture of its run if it has one."""
    yield drawn.scene.numbers
    run = getattr(load(drawn.name), "run", None)
    yield from (scene.numbers for scene in run(**drawn.params)) if run else ()


def render_widget(name: str, params: dict) -> Markup:
    """Return the whole `<course-widget>` element of a simulation in the given state."""
    module, drawn = load(name), draw(name, params)
    build.now().ledger(States).shown[name].append(drawn.params)
    pictures = {width: Markup(picture) for width, picture in svg.pictures(drawn.scene, name).items()}
    return templates.render(
        "widget",
        name=name,
        title=module.TITLE,
        controls=module.CONTROLS,
        params=drawn.params,
        scene=drawn.scene,
        runs=hasattr(module, "run"),
        play=getattr(module, "PLAY", "Train"),
        timed=getattr(module, "SECONDS", SECONDS) > 0,
        pins=MOST,
        script=hasattr(module, "script"),
        presets=presets(module),
        keeps=hasattr(module, "checkpoint") and code_digest(),
        tables=tables_of(drawn.scene),
        pictures=pictures,
        config=config(module, drawn) | {"record": prerendered_place(name)},
    )


def prerendered_place(name: str) -> str:
    """Return what stands for the name of the file with a simulation's prerendered scenes until it is written."""
    return f"prerendered scenes of {name}"


@functools.cache
def code_digest() -> str:
    """Return a name for all code that a run in the page depends on.

    A run that another version has kept is not gone on with.
    """
    return digest(data for folder in paths.BROWSER_CODE for data in everything(folder).values())


def config(module: Any, drawn: Drawn) -> dict:
    """Return what the element in the browser must know before Python runs."""
    return {
        "name": drawn.name,
        "runs": hasattr(module, "run"),
        "seconds": getattr(module, "SECONDS", SECONDS),
        "params": drawn.params,
        "controls": [_control(control) for control in module.CONTROLS],
    }


def state_link(params: dict, name: str) -> str:
    """Return the address fragment that sets a figure's controls: `#w.cliff_1d=T:50,b:-2.6`."""
    pairs = ",".join(f"{key}:{_written(value)}" for key, value in params.items())
    return f"#w.{name}={pairs}"


def linked_state(params: dict, name: str) -> str:
    """Return the address of a state, for a link on the page that is being made."""
    will_be_asked(name, params)
    return state_link(params, name)


def will_be_asked(name: str, params: dict) -> None:
    """Write down that something on the page that is being made sets these controls of a figure."""
    build.now().ledger(States).asked[name].append(params)


def position(value: float, control: Any) -> int:
    """Return the place of the nearest value among a logarithmic slider's positions."""
    return min(range(len(control.values)), key=lambda i: abs(control.values[i] - value))


def _control(control: Any) -> dict:
    shown = {key: value for key, value in vars(control).items() if key not in ("more", "values")}
    return {"kind": control.kind} | shown | ({"values": control.values} if getattr(control, "log", False) else {})


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


templates.environment().filters.update(state_link=linked_state, position=position)
