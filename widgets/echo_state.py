"""Echo state network: what a fixed random network remembers, read out by weights that are solved for, not trained."""

import numpy as np

from experiments.echo_memory import DELAY, DELAYS, SETTINGS, measure, remember
from widgets.kit import Bars, Line, Panel, Preset, Scene, Seed, Slider, linear, number_text

TITLE = "Echo state network: memory without a gradient through time"
CONTROLS = (
    Slider("rho", "spectral radius ρ of Wₕ", 0.1, 1.5, 0.05, SETTINGS["rho"]),
    Slider("delay", "delay k to be read out", 1, DELAYS, 1, DELAY, unit="steps"),
    Slider("N", "units N", 10, 60, 5, SETTINGS["N"]),
    Seed(default=SETTINGS["seed"]),
    Slider("scale", "loudness of the input", 0.05, 1, 0.05, SETTINGS["scale"], more=True),
)
PRESETS = (
    Preset(
        "Close to the critical point",
        "ρ = 0.95: the memory is at its longest, about half as many steps as there are units.",
        {"rho": 0.95, "delay": 10, "N": 40, "scale": 0.1},
    ),
    Preset(
        "Far below",
        "ρ = 0.3: after a handful of steps the input has died out of the states, and no read-out can bring it back.",
        {"rho": 0.3, "delay": 10, "N": 40, "scale": 0.1},
    ),
    Preset(
        "Above",
        "ρ = 1.5: the network is busy with itself. It still moves, but its states no longer tell the input.",
        {"rho": 1.5, "delay": 10, "N": 40, "scale": 0.1},
    ),
    Preset(
        "Above, but driven hard",
        "ρ = 1.5 with a loud input: saturation tames the matrix, and some of the memory is back.",
        {"rho": 1.5, "delay": 3, "N": 40, "scale": 1},
    ),
)
SHOWN = 60  # steps drawn


def scene(rho, delay, N, seed, scale):
    """Memory curve over the delays 1 to 40, and the read-out of one delay against its target on fresh input."""
    memory = remember(rho, N, seed, scale)
    capacity, target, output = memory
    delays, steps = np.arange(1.0, DELAYS + 1), np.arange(float(SHOWN))
    chosen = np.where(delays == delay, capacity, np.nan)
    panels = (
        Panel(
            "Memory curve",
            linear("delay k", 0, DELAYS + 1),
            linear("share of the input recovered", 0, 1, ticks=4),
            (Bars(delays, capacity, "first"), Bars(delays, chosen, "handle")),
        ),
        Panel(
            f"Read-out of the input {_ago(delay)}",
            linear("step", 0, SHOWN - 1),
            linear("input", -1.6, 1.6, ticks=4),
            (
                Line(steps, target[:SHOWN, delay - 1], "reference", "target", label_at=0.2),
                Line(steps, output[:SHOWN, delay - 1], "first", "read-out", label_at=0.6),
            ),
        ),
    )
    numbers = measure(memory, delay)
    return Scene(panels, _reading(rho, delay, N, numbers), numbers, height=250)


def _ago(delay):
    return f"{delay} step{'s' * (delay > 1)} ago"


def _reading(rho, delay, N, numbers):
    share, total, longest = 100 * numbers["capacity"], numbers["total"], numbers["longest"]
    return (
        f"At ρ = {number_text(rho)} the read-out recovers {number_text(share, 2)} % of the input {_ago(delay)}. "
        f"Over all delays the memory adds up to {number_text(total)} steps, where {N} units could hold at most "
        f"{N}; more than half is recovered up to a delay of {number_text(longest)}."
    )
