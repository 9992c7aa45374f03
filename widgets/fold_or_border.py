"""Fold or border: the steepest place grows like a power of T at the one and like a power of μ at the other."""

import numpy as np

from experiments import stored
from widgets.kit import Line, Panel, Points, Preset, Rule, Scene, Slider, linear, log, number_text
from widgets.kit.axes import Axis, Tick

TITLE = "Two ways to be steep: the peak against the length, on two kinds of paper"
CONTROLS = (Slider("T", "sequence length T", 20, 400, 5, 50, unit="steps"),)
PRESETS = (
    Preset("Fifty steps", "Read both curves at the length of the chapter's figures.", {"T": 50}),
    Preset("A hundred steps", "Twice as long: which of the two hardly cares?", {"T": 100}),
    Preset("Two hundred steps", "Beyond what was measured at the border: the line goes on.", {"T": 200}),
)
LOW, HIGH, TOP = 20, 400, 1e16
LENGTHS = np.arange(LOW, HIGH + 1, 5.0)


def scene(T):
    """The measured peaks and both fits, once with a logarithmic and once with a linear axis of T."""
    found = stored.cause("fold_and_border")
    fold, border = (_Curve(found[name], name == "fold") for name in ("fold", "border"))
    y = log("largest |∇E|, log scale", np.array([10.0, TOP]), ceiling=TOP, ticks=4)
    doubled = Axis(
        "T, log scale", LOW, HIGH, "log", tuple(Tick(t, f"{t:g}") for t in (20.0, 50.0, 100.0, 200.0, 400.0))
    )
    layers = (Rule(float(T), "x", "handle"), *border.layers("explode", "border"), *fold.layers("stable", "fold"))
    panels = (
        Panel("Linear axis: a power of μ is straight", linear("T", LOW, HIGH, 4), y, layers),
        Panel("Log axis: a power of T is straight", doubled, y, layers),
    )
    numbers = {
        "fold": float(fold(T)),
        "border": float(border(T)),
        "power": found["fold"]["power"],
        "factor": found["border"]["factor"],
    }
    return Scene(panels, _reading(numbers, T), numbers, side_by_side=True, height=280)


class _Curve:
    """Measured peaks and the law that fits them: T^p through the mean of the logarithms, or q^T."""

    def __init__(self, found, power):
        self.T, self.peak = np.array(found["T"]), np.array(found["peak"])
        x = np.log(self.T) if power else self.T
        self.rate = found["power"] if power else np.log(found["factor"])
        self.scale, self.power = np.log(self.peak).mean() - self.rate * x.mean(), power

    def __call__(self, T):
        return np.exp(self.scale + self.rate * (np.log(T) if self.power else np.asarray(T)))

    def layers(self, role, label):
        """The fitted line with its label, and the measured points."""
        line = np.where(self(LENGTHS) < TOP, self(LENGTHS), np.nan)
        return Line(LENGTHS, line, role, label, 0.45, thin=True), Points(self.T, self.peak, role, size=8)


def _reading(n, T):
    return (
        f"At T = {number_text(T)} the fitted peak is {number_text(n['fold'], 2)} beside the fold, where it grows like "
        f"T to the power {number_text(n['power'], 2)}, and {number_text(n['border'], 2)} at the border of the basins, "
        f"where each step multiplies it by {number_text(n['factor'])}."
    )
