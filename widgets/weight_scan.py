"""Gradient norm of a small tanh network along random directions in its recurrent weights, and a zoom into a spike."""

import numpy as np

from experiments.weight_scan import HALF, POINTS, scan, zoomed
from widgets.kit import Choice, Line, Panel, Points, Preset, Rule, Scene, Seed, Slider, linear, log, number_text

TITLE = "Scan the recurrent weights: flat at the usual start, spikes once the weights have grown"
CONTROLS = (
    Slider("gain", "gain: weights times", 1, 5, 0.1, 4),
    Choice("direction", "direction", {"0": "first", "1": "second", "2": "third"}, "0"),
    Slider("zoom", "zoom into its spike", 1, 1000, 8, 10, unit="×", log=True),
    Seed(),
)
PRESETS = (
    Preset(
        "The usual start",
        "At the library's default scale the norm hardly changes: no cliff anywhere on this axis.",
        {"gain": 1, "zoom": 10},
    ),
    Preset(
        "Three times", "Hills here, and the first spikes along one of the other directions.", {"gain": 3, "zoom": 10}
    ),
    Preset(
        "Zoom in a hundred times",
        "The spike is no artefact of the grid: it has a shape, and finer ones beside it.",
        {"gain": 5, "zoom": 100},
    ),
    Preset(
        "Another direction",
        "Same network, same ±0.5, other places: walls belong to directions.",
        {"gain": 5, "direction": "1", "zoom": 10},
    ),
)


def scene(gain, direction, zoom, seed):
    """Norms along three directions over ±0.5, and one of them again in a window around its largest value."""
    chosen = int(direction)
    s = np.linspace(-HALF, HALF, POINTS)
    norms = [scan(gain, seed, d) for d in range(3)]
    window, close = zoomed(gain, seed, chosen, zoom)
    spike = int(np.argmax(close))
    y = log("‖∂L/∂W_h‖, log", *norms, close * 3, floor=1e-9)
    others = (Line(s, norms[d], "quiet", thin=True) for d in range(3) if d != chosen)
    edges = (Rule(float(window[i]), "x", "reference") for i in ((0, -1) if zoom > 1 else ()))
    wide = Panel(
        "Three directions, one chosen",
        linear("distance from the start, s in W_h + s D", -HALF, HALF),
        y,
        (*others, *edges, Line(s, norms[chosen], "explode", thin=True)),
    )
    near = Panel(
        "Between the dotted lines" if zoom > 1 else "The chosen one",
        linear("s", window[0], window[-1]),
        y,
        (
            Line(window, close, "explode", thin=True),
            Points(window[[spike]], close[[spike]], "explode", number_text(close[spike]), spike / POINTS, size=8),
        ),
        0.9,
    )
    numbers = {
        "ratio": float(norms[chosen].max() / norms[chosen].min()),
        "smallest": float(norms[chosen].min()),
        "largest": float(close[spike]),
        "at": float(window[spike]),
        "spacing": float(window[1] - window[0]),
    }
    return Scene((wide, near), _reading(numbers, gain), numbers, height=280)


def _reading(n, gain):
    flat = "flat: no cliff at this scale" if n["ratio"] < 2 else "uneven" if n["ratio"] < 10 else "broken by spikes"
    return (
        f"With the recurrent weights times {number_text(gain)} the largest gradient norm along this direction is "
        f"{number_text(n['ratio'])} times the smallest: {flat}. Up close the largest is "
        f"{number_text(n['largest'])}, at s = {number_text(n['at'], 5)}."
    )
