"""What the worker in the browser calls. Requests come as JSON text; answers are bytes in one kept array."""

import json

import numpy as np

from widgets.kit.controls import resolve
from widgets.kit.listing import load
from widgets.kit.wire import pack

_answer = np.empty(0, np.uint8)
_runs: dict = {}


def answer(name: str, params: str) -> int:
    """Computes the scene of a simulation; returns how many bytes wait at `address()`."""
    module = load(name)
    return _keep(module.scene(**resolve(module.CONTROLS, json.loads(params))))


def begin(run: str, name: str, params: str) -> None:
    """Starts, or restarts, the run called `run` of a simulation that unfolds in time."""
    module = load(name)
    _runs[run] = module.run(**resolve(module.CONTROLS, json.loads(params)))


def advance(run: str) -> int:
    """The next scene of a run: how many bytes wait at `address()`, or 0 when the run is over."""
    scene = next(_runs[run], None)
    return _keep(scene) if scene is not None else _runs.pop(run) and 0


def end(run: str) -> None:
    """Forgets a run; unknown ones are ignored."""
    _runs.pop(run, None)


def address() -> int:
    """Where in memory the last answer starts."""
    return _answer.__array_interface__["data"][0]


def _keep(scene) -> int:
    global _answer
    _answer = pack(scene)
    return _answer.size
