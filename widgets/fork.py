"""The fork: clipping is switched on at update k of the crashing run, and both runs go on side by side."""

import numpy as np

from experiments.catastrophe import first_crash
from experiments.clipped_from import LAST, branches
from widgets.kit import Line, Panel, Preset, Rule, Scene, Slider, linear, log, number_text

TITLE = "The fork: one run, clipped from update k on"
CONTROLS = (
    Slider("at", "clipping on at update k", 0, LAST, 1, 30),
    Slider("updates", "updates shown", 80, 160, 10, 120),
)
PRESETS = (
    Preset("Just before the crash", "Where do the two runs part, and how far do they get?", {"at": 62, "updates": 120}),
    Preset("Just after the crash", "The step has been made: is all lost then?", {"at": 66, "updates": 160}),
    Preset("From the very first update", "How early do the two runs part?", {"at": 0, "updates": 120}),
)
CEILING = 1e4  # of the two log axes: what is lost goes on to infinity


def scene(at, updates):
    """Loss of both runs, and how far apart their weights are."""
    found, k, end = branches(), int(at), int(updates) + 1
    loss, lost = found.loss[:end, k], np.where(found.loss[:end, -1] < CEILING, found.loss[:end, -1], np.nan)
    apart = np.where(found.distance[:end, k] > 0, found.distance[:end, k], np.nan)
    parted = np.flatnonzero(found.distance[:end, k] > 0)
    x, where = np.arange(end, dtype=float), np.flatnonzero(found.clipped[:end, k])
    axis, switch = linear("update", 0, updates), Rule(float(k), "x", "clipped", "switch")
    panels = (
        Panel(
            "Loss of both runs",
            axis,
            log("loss, log scale", lost, loss, ceiling=CEILING),
            (switch, Line(x, lost, "unclipped", "never clipped", 0.9, thin=True), Line(x, loss, "clipped", "clipped")),
        ),
        Panel(
            "Distance of their weights",
            axis,
            log("Euclidean, log scale", np.where(apart < CEILING, apart, np.nan), ceiling=CEILING, floor=1e-3),
            (switch, Line(x, np.where(apart < CEILING, apart, np.nan), "ink")),
            0.7,
        ),
    )
    crash = first_crash(loss)
    numbers = {
        "clipped": len(where),
        "first_clipped": int(where[0]) if len(where) else None,
        "last_clipped": int(where[-1]) if len(where) else None,
        "parted": int(parted[0]) if len(parted) else None,
        "crash": crash,
        "loss": float(loss[-1]),
        "distance_at_62": float(found.distance[62, k]),
    }
    return Scene(panels, _reading(numbers, k, updates), numbers, height=230)


def _reading(n, at, updates):
    if not n["clipped"]:
        return f"Clipping is on from update {at}, and within {number_text(updates)} updates it has nothing to cut."
    steps = "One step is" if n["clipped"] == 1 else f"{n['clipped']} steps are"
    late = f", after the crash at {n['crash']}" if n["crash"] is not None and n["crash"] <= at else ""
    return (
        f"Clipping is on from update {at}{late}. {steps} cut, the first at update {n['first_clipped']}; after "
        f"{number_text(updates)} updates the loss is {number_text(n['loss'])}."
    )
