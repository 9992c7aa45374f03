"""What is timed of the training lab, the same natively and in the browser."""

import json
import time
from collections.abc import Callable

from experiments.lab import BATCH, CELLS
from sim.tasks.pattern import Pattern
from sim.training.loop import Config, Training
from widgets.kit import worker_api

DEFAULT = {"clip": "norm", "tau": 1}
EXTREME = {"T": 100, "N": 32, "alpha": 0.01, "clip": "norm", "lam": 1}


def measured(seconds: float, count: int) -> dict:
    """Both tables below, by name."""
    return {"updates a second": updates_a_second(seconds), "largest pictures, ms": pictures_at_the_extreme(count)}


def as_json() -> str:
    """The same as text, from a page."""
    return json.dumps(measured(seconds=3, count=6))


def updates_a_second(seconds: float) -> dict[str, int]:
    """Updates a second of the lab's default run, clipped so that it goes on: with its pictures, and without."""
    return {
        "lab with pictures": _rate(_pictures(DEFAULT), seconds),
        "one network": _rate(_ensemble(1), seconds),
        "64 networks": _rate(_ensemble(64), seconds),
    }


def pictures_at_the_extreme(count: int) -> dict[str, float]:
    """Milliseconds of one picture for every task and cell at its largest: the fastest of so many that do equal work."""
    kinds = [{"task": task, "cell": cell} for task in BATCH for cell in CELLS]
    return {" ".join(kind.values()): _picture(kind | EXTREME, count) for kind in kinds}


def _rate(step: Callable[[], int], seconds: float) -> int:
    """Updates a second of ``step()``, which returns how many it made: the fastest of five turns."""
    step()
    rates = []
    for _ in range(5):
        made, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds / 5:
            made += step()
        rates.append(made / (time.perf_counter() - start))
    return round(max(rates))


def _pictures(params: dict) -> Callable[[], int]:
    def step() -> int:
        before = _updates()
        if not worker_api.advance("bench"):
            worker_api.begin("bench", "training_lab", json.dumps(params))
            return 0
        return max(_updates() - before, 0)

    worker_api.begin("bench", "training_lab", json.dumps(params))
    worker_api.advance("bench")
    return step


def _updates() -> int:
    return worker_api._shown["bench"].numbers["updates"]


def _ensemble(networks: int) -> Callable[[], int]:
    state = Training(Config(Pattern(20), tuple(range(networks)), alpha=0.1, clip="norm"))
    return lambda: int(bool(state.advance()))


def _picture(params: dict, count: int) -> float:
    worker_api.begin("bench", "training_lab", json.dumps(params))
    worker_api.advance("bench")
    times = []
    for _ in range(count):
        start = time.perf_counter()
        worker_api.advance("bench")
        times.append(1e3 * (time.perf_counter() - start))
    return round(min(times), 1)
