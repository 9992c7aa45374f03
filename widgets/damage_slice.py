"""The loss along one step of the crashing run, and the curvature along the run beside the limit 2/α."""

import numpy as np

from experiments.crash_slices import UPDATES, along, curvatures, losses
from widgets.kit import Line, Panel, Points, Preset, Rule, Scene, Slider, fitted, linear, log, number_text

TITLE = "One step from the side: what lies between where it starts and where it lands"
CONTROLS = (Slider("update", "the step of update", 20, UPDATES - 1, 1, 45),)
PRESETS = (
    Preset("A step that goes well", "Early in the quiet stretch: what does the step pass over?", {"update": 45}),
    Preset("The step of the crash", "Where along it is the loss lowest?", {"update": 64}),
    Preset("The step before it", "The damage has begun: compare start and landing.", {"update": 63}),
)


def scene(update):
    """The slice along a step, with start, lowest point and landing, above the curvature along the run."""
    k, cut = int(update), along(int(update))
    walked, lowest = cut.s * cut.length, int(cut.loss.argmin())
    start, landing = (float(np.interp(s, cut.s, cut.loss)) for s in (0.0, 1.0))
    at, bend, limit = curvatures()
    panels = (
        Panel(
            "Loss along this step",
            linear("distance walked", walked[0], walked[-1]),
            fitted("loss", cut.loss, np.zeros(1), ticks=4),
            (
                Line(walked, cut.loss, "loss"),
                Points(np.array([0.0]), np.array([start]), "handle", "start", size=9),
                Points(np.array([cut.length]), np.array([landing]), "explode", "landing", size=9),
            ),
        ),
        Panel(
            "Largest curvature along the run",
            linear("update", 20, UPDATES),
            log("log scale; the loss below it", bend, losses()[20:], ceiling=1e3),
            (
                Rule(limit, "y", "reference", "2/α"),
                Rule(float(k), "x", "handle"),
                Line(np.arange(20.0, 66), losses()[20:66], "loss", "loss", 0.5, thin=True),
                Line(at, bend, "gradient", "curvature", 0.3),
                Points(at, bend, "gradient"),
            ),
            0.9,
        ),
    )
    numbers = {
        "start": start,
        "landing": landing,
        "lowest": float(cut.loss[lowest]),
        "lowest_at": float(walked[lowest]),
        "length": cut.length,
        "share": float(cut.s[lowest]),
    }
    return Scene(panels, _reading(numbers, k), numbers, height=240)


def _reading(n, update):
    where = (
        f"the loss along it is lowest, {number_text(n['lowest'])}, after {number_text(n['lowest_at'], 2)}"
        if 0 < n["share"] < 1
        else "the loss is lowest outside the stretch that it walks"
    )
    return (
        f"The step of update {update} is {number_text(n['length'], 2)} long and goes from a loss of "
        f"{number_text(n['start'])} to {number_text(n['landing'])}; {where}."
    )
