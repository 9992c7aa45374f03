"""A smoother surface? Two slices of the error around weights that were trained without and with Ω."""

import numpy as np

from experiments.latch_surface import GRID, SPAN, UPDATES, slices
from widgets.kit import Choice, Heatmap, Panel, Points, Preset, Scene, Seed, Slider, Text, linear, number_text

TITLE = "A smoother surface? The error around weights trained without and with the penalty"
CONTROLS = (
    Slider("lam", "strength λ of the right-hand network", 0, 8, 0.25, 2),
    Choice("show", "show", {"error": "error", "steepness": "steepness (log)"}, "error"),
    Seed(default=15),
    Slider("updates", "training", 0, 60, 5, UPDATES, unit="updates", more=True),
    Slider("span", "width of the slice", 0.25, 2, 0.25, SPAN, more=True),
)
PRESETS = (
    Preset(
        "Two surfaces",
        "Both networks solve the task. Around which of them is the error steeper?",
        {"lam": 2, "seed": 15, "show": "error"},
    ),
    Preset(
        "The same, by steepness",
        "Each shade is a factor: where is the steepest place?",
        {"lam": 2, "seed": 15, "show": "steepness"},
    ),
    Preset(
        "Another seed",
        "Is it the same from another start?",
        {"lam": 2, "seed": 61, "show": "steepness"},
    ),
)

TOP = {"error": 2.0, "steepness": 100.0}
LOW = 1e-3  # steepness that gets the darkest shade


def scene(lam, show, seed, updates, span):
    """Loss or slope on the slice W_h + a D1 + b D2 around two trained networks, and the steepest cell of each."""
    pair = slices(lam, seed, updates, span)
    panels = tuple(_panel(("λ = 0", f"λ = {number_text(lam)}")[k], pair[k], show, span) for k in (0, 1))
    without, with_penalty = (float(found.slope.max()) for found in pair)
    numbers = {
        "steepest_without": without,
        "steepest_with": with_penalty,
        "loss_without": pair[0].loss,
        "loss_with": pair[1].loss,
    }
    return Scene(panels, _reading(lam, numbers), numbers, side_by_side=True, height=380)


def _panel(title, surface, show, span):
    error, slope = surface
    factors = np.log(np.maximum(slope, LOW) / LOW) / np.log(TOP["steepness"] / LOW)
    shade = error / TOP["error"] if show == "error" else factors
    edge = span * GRID / (GRID - 1)
    legend = ("error", "0", f"{TOP['error']:g}") if show == "error" else ("slope", f"{LOW:g}", f"{TOP['steepness']:g}")
    map_ = Heatmap(
        np.round(255 * np.clip(shade, 0, 1)).astype(np.uint8),
        -edge,
        edge,
        -edge,
        edge,
        legend=legend,
        palette="coast" if show == "error" else "tide",
    )
    row, column = np.unravel_index(slope.argmax(), slope.shape)
    x, y = (span * (2 * i / (GRID - 1) - 1) for i in (column, row))
    anchor = "start" if x < 0 else "end"
    aside = x + (0.06 if x < 0 else -0.06) * span
    note = Text(aside, min(y, 0.9 * span), f"slope {number_text(slope.max())}", anchor=anchor)
    return Panel(
        title,
        linear("weights moved along direction 1, and 2 upwards", -edge, edge),
        linear("", -edge, edge),
        (
            map_,
            Points(np.zeros(1), np.zeros(1), "handle", size=11),
            Points(np.array([x]), np.array([y]), "explode", size=10),
            note,
        ),
    )


def _reading(lam, numbers):
    low, high = numbers["steepest_without"], numbers["steepest_with"]
    verdict = "steeper" if high > low else "flatter"
    factor = number_text(max(high / low, low / high), 2)
    return (
        f"The steepest of the places drawn has slope {number_text(low)} around the network trained without the "
        f"penalty and {number_text(high)} around the one trained with λ = {number_text(lam)}: {factor} times "
        f"{verdict}. At the trained weights, in the middle, the losses are {_small(numbers['loss_without'])} and "
        f"{_small(numbers['loss_with'])}."
    )


def _small(loss):
    return number_text(loss, 2) if loss >= 1e-6 else "under 10⁻⁶"
