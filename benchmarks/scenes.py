"""How long Python takes for the scene of every simulation, natively and in Chromium."""

import json

from benchmarks import _scenes
from benchmarks._page import result_of


def measure() -> dict:
    """Return for each simulation ms of its default scene and the median over moves (goal in Chromium: 50)."""
    return {"native": json.loads(_scenes.as_json()), "Chromium": result_of(_scenes.__file__)}
