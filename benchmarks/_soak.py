"""Continuous training through the calls that a page makes: the lab, then the language model, with seed after seed."""

import gc
import itertools
import json
import time

from widgets.kit import worker_api

RUNS: tuple[tuple[str, dict], ...] = ("training_lab", {"clip": "norm", "tau": 1}), ("language_model", {})
_seeds = itertools.count(1)
_going: set[str] = set()


def train(seconds: float) -> int:
    """Train in turns for so many seconds; returns how many pictures were drawn. A run that is over starts anew."""
    end, pictures = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        for name, params in RUNS:
            if name not in _going or not worker_api.advance(name):
                worker_api.begin(name, name, json.dumps(params | {"seed": next(_seeds) % 100}))
                _going.add(name)
            pictures += 1
    return pictures


def kept() -> int:
    """How many objects Python keeps."""
    gc.collect()
    return len(gc.get_objects())
