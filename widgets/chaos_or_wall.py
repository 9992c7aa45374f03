"""Chaos or wall: the largest Lyapunov exponent of driven networks, and the loss along a scan of one of them."""

import numpy as np

from experiments.exponents import GAINS, NETWORKS, by_gain, roughness, scan
from widgets.kit import Line, Panel, Points, Preset, Rule, Scene, Slider, fitted, linear, number_text

TITLE = "Wall or chaos? The exponent of a network, and its loss along one direction"
CONTROLS = (
    Slider("gain", "gain: weights times", 1, 5, 0.5, 2),
    Slider("network", "which of twelve networks", 1, NETWORKS, 1, 1),
    Slider("zoom", "zoom into the middle", 1, 1000, 4, 1, unit="×", log=True),
)
PRESETS = (
    Preset("As a library draws it", "Is there anything to fall off?", {"gain": 1, "network": 1, "zoom": 1}),
    Preset("Five times that", "Is this one jump between flats?", {"gain": 5, "network": 1, "zoom": 1}),
    Preset("And a closer look", "Does it become smooth when you come nearer?", {"gain": 5, "network": 1, "zoom": 30}),
)
WORDS = {"smooth": "smooth", "wall": "one jump between flats, a wall", "chaos": "rough at every scale, as chaos is"}


def scene(gain, network, zoom):
    """Exponents of all networks against the gain, and the loss of the chosen one along its direction."""
    exponents, chosen, row = by_gain(), int(network) - 1, GAINS.index(gain)
    here, (s, loss) = float(exponents[row, chosen]), scan(gain, chosen, zoom)
    found = roughness(gain, chosen)
    others = np.repeat(GAINS, NETWORKS), exponents.ravel()
    panels = (
        Panel(
            "Largest Lyapunov exponent",
            linear("gain", 0.8, 5.2),
            fitted("per step; above 0: chaos", exponents, ticks=4),
            (
                Rule(0.0, "y", "reference"),
                Points(*others, "quiet", size=5),
                Line(np.array(GAINS), np.median(exponents, axis=1), "ink", "median", 0.0),
                Points(np.array([gain]), np.array([here]), "handle", size=10),
            ),
        ),
        Panel(
            "Loss after 50 steps",
            linear("s in W_h + s D", s[0], s[-1]),
            fitted("L", loss, ticks=4),
            (Line(s, loss, "loss", thin=True),),
            1.2,
        ),
    )
    numbers = {
        "exponent": here,
        "positive": int((exponents[row] > 0).sum()),
        "median": float(np.median(exponents[row])),
        "growth": found.growth,
        "chaos": found.verdict == "chaos",
    }
    return Scene(panels, _reading(numbers, gain, WORDS[found.verdict]), numbers, side_by_side=True, height=280)


def _reading(n, gain, shape):
    grows = "hardly changes" if abs(n["exponent"]) < 0.02 else "grows" if n["exponent"] > 0 else "shrinks"
    return (
        f"At gain {number_text(gain)} a small difference of states {grows} in this network, with an exponent of "
        f"{number_text(n['exponent'], 2)} a step; {n['positive']} of {NETWORKS} exponents are positive. Sampled eight "
        f"times as finely, its loss goes up and down more by a factor of {number_text(n['growth'])}: {shape}."
    )
