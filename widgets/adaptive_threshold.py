"""Adaptive threshold: a stream of gradient norms with a burst, a fixed τ and two running averages of what passed."""

import numpy as np

from experiments.spike_stream import DECAY, FACTOR, SETTINGS, STEPS, TAU, follow, measure, stream
from widgets.kit import Handle, Line, Move, Panel, Preset, Scene, Seed, Slider, Toggle
from widgets.kit.axes import linear, log
from widgets.kit.format import count_text, number_text

TITLE = "A burst of spikes against three thresholds"
CONTROLS = (
    Slider("at", "burst begins at step", 10, 190, 1, SETTINGS["at"]),
    Slider("size", "norm in the burst", 1, 100000, 8, SETTINGS["size"], log=True),
    Slider("length", "length of the burst", 1, 60, 1, SETTINGS["length"], unit="steps"),
    Slider("tau", "fixed threshold τ", 0.1, 100, 8, TAU, log=True),
    Slider("factor", "multiplier of the average", 1, 10, 0.5, FACTOR, more=True),
    Slider("decay", "decay of the average", 0.5, 0.99, 0.01, DECAY, more=True),
    Toggle("nan", "first spike is not a number", more=True),
    Seed(more=True),
)
PRESETS = (
    Preset(
        "One spike of 50,000",
        "The naive average swallows the spike first, and so lets thousands pass.",
        {"at": 80, "size": 50000, "length": 1, "nan": False},
    ),
    Preset(
        "A long burst",
        "Forty spikes drag the guarded average up as well, a tenth at a time.",
        {"at": 80, "size": 1000, "length": 40, "nan": False},
    ),
    Preset(
        "A new normal",
        "The norm rises eightfold and stays up: the guarded average follows, the fixed τ clips on.",
        {"at": 80, "size": 8, "length": 60, "nan": False},
    ),
    Preset(
        "One that is not a number",
        "The naive average is lost for good; nothing is clipped from there on.",
        {"at": 80, "size": 1000, "length": 5, "nan": True},
    ),
)

ROLES = {"fixed": "third", "guarded": "clipped", "naive": "unclipped"}


def scene(at, size, length, tau, factor, decay, nan, seed):
    """The stream with the three thresholds, and the norms that each lets pass."""
    norms = stream(at, size, length, nan, seed)
    results = follow(norms, tau, factor, decay)
    step = np.arange(1.0, STEPS + 1)
    x = linear("step", 0, STEPS)
    handle = Handle(float(at), float(size), "burst", Move("at"), Move("size"))
    before = [Line(step, norms, "quiet", "norm", 0.05, thin=True)] + [
        Line(step, results[name].threshold, role, name, place, thin=name == "fixed")
        for (name, role), place in zip(ROLES.items(), (0.99, 0.62, 0.75), strict=True)
    ]
    end = (at + length - 1.5) / STEPS
    after = [
        Line(step, results[name].passed, role, "" if name == "fixed" else name, end, thin=True)
        for name, role in reversed(ROLES.items())
    ]
    limits = [r.threshold for r in results.values()]
    heights = log("log scale", norms, *limits, np.array([0.1, 4.0 * size]), ceiling=1e6)
    panels = (
        Panel("Norms and thresholds", x, heights, (*before, handle)),
        Panel("Norm that passes", x, heights, tuple(after), 0.85),
    )
    numbers = measure(norms, results, at, length)
    return Scene(panels, _reading(numbers, at, length, size, nan), numbers, height=240)


def _reading(numbers, at, length, size, nan):
    said = (
        [
            f"Step {at} is not a number and passes all three; the naive average is lost with it, and so is its "
            f"threshold from there on."
        ]
        if nan
        else []
    )
    if numbers["fixed_passes"] is not None:
        passes = {name: number_text(numbers[f"{name}_passes"], 4) for name in ROLES}
        said.append(
            f"Of a burst of {count_text(length, 'steps')} of norm {number_text(size)}, the fixed threshold lets at "
            f"most {passes['fixed']} pass, the guarded average {passes['guarded']}, the naive {passes['naive']}."
        )
    return " ".join(said)
