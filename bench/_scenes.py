"""What is timed of every simulation, the same natively and in the browser: its default scene, and a slider's moves."""

import json
import statistics
import time

from widgets.kit import live
from widgets.kit.listing import load, names

MOVES = 20


def as_json():
    """Ms to answer, for each simulation: the first time in its default state, and the median over a slider's moves."""
    return json.dumps({name: {"default_ms": _answered(name, {}), "moves_ms": _moves(name)} for name in names()})


def _moves(name):
    slider = next(c for c in load(name).CONTROLS if c.kind == "slider")
    values = [slider.values[round(i / (MOVES - 1) * (len(slider.values) - 1))] for i in range(MOVES)]
    return round(statistics.median(_answered(name, {slider.name: value}) for value in values), 1)


def _answered(name, params):
    load(name)
    start = time.perf_counter()
    live.answer(name, json.dumps(params))
    return round(1e3 * (time.perf_counter() - start), 1)
