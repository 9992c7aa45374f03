"""What is timed of every simulation, the same natively and in the browser: its default scene, and a slider's moves."""

import json
import time
from collections.abc import Iterable
from types import ModuleType

import numpy as np

from widgets.kit import worker_api
from widgets.kit.registry import load, names

MOVES = 20


def as_json() -> str:
    """Ms to answer, the median: in the default state with nothing kept from before, and over a slider's moves."""
    return json.dumps({name: {"default_ms": _default(name), "moves_ms": _moves(name)} for name in names()})


def _default(name: str) -> float:
    times = []
    for _ in range(5):
        _forget(load(name))
        times.append(_answered(name, {}))
    return _median(times)


def _forget(module: ModuleType) -> None:
    """Empty the caches of a module's functions."""
    for function in vars(module).values():
        getattr(function, "cache_clear", int)()


def _moves(name: str) -> float:
    slider = next(c for c in load(name).CONTROLS if c.kind == "slider")
    values = [slider.values[round(i / (MOVES - 1) * (len(slider.values) - 1))] for i in range(MOVES)]
    return _median(_answered(name, {slider.name: value}) for value in values)


def _median(times: Iterable[float]) -> float:
    return round(float(np.median(list(times))), 1)


def _answered(name: str, params: dict) -> float:
    start = time.perf_counter()
    worker_api.answer(name, json.dumps(params))
    return 1e3 * (time.perf_counter() - start)
