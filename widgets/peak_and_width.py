"""The peak of the gradient on the wall, and the width of the wall, against the length of the sequence."""

import functools

import numpy as np

from sim.one_unit.wall import multiplier, wall_peak, wall_width
from widgets.kit import Line, Panel, Points, Preset, Rule, Scene, Slider, linear, log, number_text

TITLE = "Steeper and thinner: peak and width of the wall against the length"
CONTROLS = (
    Slider("T", "sequence length T", 10, 100, 1, 20, unit="steps"),
    Slider("w", "recurrent weight w", 4.4, 6, 0.05, 5),
)
PRESETS = (
    Preset("Fifty steps", "How high is the peak, how thin the wall?", {"T": 50, "w": 5}),
    Preset("Sixty steps", "Ten more: by which factor did each change?", {"T": 60, "w": 5}),
    Preset("A smaller weight", "What becomes of the two lines when w is near the border?", {"T": 50, "w": 4.5}),
)
LENGTHS = np.arange(10, 101, 10)


def scene(T, w):
    """Peak and width for all lengths, on logarithmic axes, with the chosen length marked."""
    peaks, widths = _curves(w)
    peak, width = float(wall_peak(w, int(T)).norm), float(wall_width(w, int(T)))
    x, mark = linear("T", 10, 100, 5), Rule(float(T), "x", "handle")
    here = np.array([float(T)])
    panels = (
        Panel(
            "Longest gradient",
            x,
            log("|∇E|, log scale", peaks, np.array([1.0, 1e8]), ticks=4),
            (mark, Line(LENGTHS * 1.0, peaks, "gradient"), Points(here, np.array([peak]), "handle", size=9)),
        ),
        Panel(
            "Width of the wall",
            x,
            log("in b, log scale", widths, np.array([1e-9, 0.1]), ticks=4),
            (mark, Line(LENGTHS * 1.0, widths, "loss"), Points(here, np.array([width]), "handle", size=9)),
        ),
    )
    numbers = {"peak": peak, "width": width, "product": peak * width, "mu": float(multiplier(w))}
    return Scene(panels, _reading(numbers, T), numbers, side_by_side=True, height=260)


@functools.lru_cache(64)
def _curves(w):
    found = [(float(wall_peak(w, int(T)).norm), float(wall_width(w, int(T)))) for T in LENGTHS]
    return np.array(found).T


def _reading(n, T):
    return (
        f"After {number_text(T)} steps the longest gradient is {number_text(n['peak'], 4)} and the wall "
        f"{number_text(n['width'], 2)} wide; their product is {number_text(n['product'], 3)}. Each step multiplies a "
        f"deviation by {number_text(n['mu'], 4)}."
    )
