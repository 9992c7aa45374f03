"""What the worker in the browser calls. Requests come as JSON text; answers are bytes in one kept array."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.training.checkpoint import from_bytes, to_bytes
from widgets.kit.compare import MOST, beside
from widgets.kit.controls import resolve
from widgets.kit.goal import holds
from widgets.kit.registry import load
from widgets.kit.scene import Scene
from widgets.kit.wire import pack

_answer = np.empty(0, np.uint8)  # kept until the next, for JavaScript copies it
_runs: dict[str, Iterator[Scene]] = {}
_films: dict[str, list[Scene]] = {}  # the pictures so far of runs with moments, for the one on the screen to be pinned
_shown: dict[str, Scene] = {}
_pinned: dict[str, list[Scene]] = {}


def answer(name: str, params: str, figure: str = "") -> int:
    """Computes the scene of a simulation for a figure of the page; returns how many bytes wait at `address()`."""
    module = load(name)
    return _keep(figure, module.scene(**resolve(module.CONTROLS, json.loads(params))))


def begin(run: str, name: str, params: str) -> None:
    """Starts, or restarts, the run called `run` of a simulation that unfolds in time."""
    module = load(name)
    _runs[run] = module.run(**resolve(module.CONTROLS, json.loads(params)))
    _films[run] = []


def advance(run: str) -> int:
    """The next scene of a run: how many bytes wait at `address()`, or 0 when the run is over."""
    if run not in _runs:
        raise LookupError("Python was started again and has lost this run: Train and Step begin it anew.")
    scene = next(_runs[run], None)
    if scene is None:
        del _runs[run]
        return 0
    if scene.moment:
        _films.setdefault(run, []).append(scene)
    return _keep(run, scene)


def end(run: str) -> None:
    """Forgets a run, and what its figure has shown and pinned; unknown ones are ignored."""
    _runs.pop(run, None)
    _films.pop(run, None)
    _shown.pop(run, None)
    _pinned.pop(run, None)


def pin(figure: str, frame: int = -1) -> int:
    """Keeps what a figure shows, to be drawn beside what it shows next; returns how many are kept.

    A figure keeps three; the oldest makes room. Of a run with moments the picture with that number is what is shown.
    """
    film = _films.get(figure, [])
    if 0 <= frame < len(film):
        _shown[figure] = film[frame]
    shown = _drawn(figure)
    kept = _pinned.setdefault(figure, [])
    kept.append(shown)
    del kept[:-MOST]
    return len(kept)


def unpin(figure: str) -> None:
    """Forgets what a figure has pinned."""
    _pinned.pop(figure, None)


def again(figure: str) -> int:
    """What a figure shows, beside what it has pinned by now: how many bytes wait at `address()`."""
    return _keep(figure, _drawn(figure))


def script(name: str, params: str) -> int:
    """The program of a simulation as UTF-8: how many bytes wait at `address()`."""
    module = load(name)
    return _wait(np.frombuffer(module.script(**resolve(module.CONTROLS, json.loads(params))).encode(), np.uint8))


def save(run: str, name: str) -> int:
    """All that a run under way needs to be gone on with: how many bytes wait at `address()`, 0 without such a run."""
    if run not in _runs:
        return 0
    return _wait(np.frombuffer(to_bytes(load(name).checkpoint(_runs[run])), np.uint8))


def resume(run: str, name: str, params: str, kept: Any) -> int:
    """Puts the run called `run` where `save` found it, given those bytes: how many bytes of its scene wait."""
    module = load(name)
    controls = resolve(module.CONTROLS, json.loads(params))
    try:
        _runs[run], _films[run] = module.resume(from_bytes(bytes(kept)), **controls), []
    except ValueError as error:
        raise ValueError(f"What was kept could not be read: {error}.") from error
    return advance(run)


def judge(goal: str, values: str) -> bool:
    """Return whether the tree of a goal holds for the controls and numbers of a figure, both as JSON text."""
    return holds(json.loads(goal), json.loads(values)) is True


def address() -> int:
    """Where in memory the last answer starts."""
    return _answer.__array_interface__["data"][0]


def _drawn(figure: str) -> Scene:
    if figure not in _shown:
        raise LookupError("Python was started again and has lost this picture: Step draws a new one.")
    return _shown[figure]


def _keep(figure: str, scene: Scene) -> int:
    _shown[figure] = scene
    return _wait(pack(beside(scene, _pinned.get(figure, []))))


def _wait(answer: np.ndarray) -> int:
    global _answer
    _answer = answer
    return _answer.size
