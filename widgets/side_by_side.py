"""Side by side: two copies of one network that differ in scale, their states and the error on its way back."""

import numpy as np

from experiments.two_scales import SETTINGS, N, measure, passes
from widgets.kit import Bars, Choice, Heatmap, Panel, Preset, Scene, Seed, Slider, linear, log, number_text

TITLE = "One network at two scales: the states above, the error on its way back below"
SEQUENCES = {"quiet": "quiet", "loud": "loud", "burst": "quiet, with a loud burst"}
CONTROLS = (
    Slider("a", "scale of Wₕ in network A", 0.1, 2.5, 0.05, SETTINGS["a"]),
    Slider("b", "scale of Wₕ in network B", 0.1, 2.5, 0.05, SETTINGS["b"]),
    Choice("sequence", "input sequence", SEQUENCES, SETTINGS["sequence"]),
    Seed(default=SETTINGS["seed"]),
    Slider("T", "sequence length T", 10, 60, 5, SETTINGS["T"], unit="steps", more=True),
)
PRESETS = (
    Preset(
        "Quiet: one vanishes, one explodes",
        "A's states stay pale, in the linear range, and its error dies. B's fill the range without lasting "
        "saturation, and its error grows.",
        {"a": 0.7, "b": 1.5, "sequence": "quiet"},
    ),
    Preset(
        "Loud: both vanish",
        "The same two matrices. The input drives the units into saturation, and B's error dies too.",
        {"a": 0.7, "b": 1.5, "sequence": "loud"},
    ),
    Preset(
        "One burst",
        "Follow the bars from right to left: where the error meets the burst, A loses a factor of more than a "
        "hundred, and B's growth is set back.",
        {"a": 0.7, "b": 1.5, "sequence": "burst"},
    ),
    Preset(
        "A larger matrix is no cure",
        "Nothing vanishes any more. Instead B's error grows by a factor of millions.",
        {"a": 1.5, "b": 2.5, "sequence": "quiet"},
    ),
)


def scene(a, b, sequence, seed, T):
    """States of both networks, and ‖∂L/∂h_t‖ relative to the last step for a loss at the last step."""
    h, size = passes(np.array([a, b]), sequence, seed, T)
    steps = np.arange(float(T + 1))
    axis = linear("", -0.5, T + 0.5)
    ends = (("A", a, "first", -0.2), ("B", b, "second", 0.2))
    states = tuple(
        _states(f"{name}, scale {number_text(scale)}", h[:, k], axis) for k, (name, scale, *_) in enumerate(ends)
    )
    bars = tuple(
        Bars(steps + shift, size[:, k], role, name, label_at=0.1, width=0.4, base=1.0)
        for k, (name, _, role, shift) in enumerate(ends)
    )
    back = Panel(
        "Error at step t, relative to step T",
        linear("step t", -0.5, T + 0.5),
        log("log scale", size, 5 * size.max() * np.ones(1), floor=1e-18, ceiling=1e18),
        bars,
        share=1.6,
    )
    numbers = measure(h, size)
    return Scene((*states, back), _reading(numbers), numbers, height=200)


def _states(title, h, axis):
    levels = np.round(255 * (h.T + 1) / 2).astype(np.uint8)
    return Panel(
        title,
        axis,
        linear("", 0, N, ticks=2),
        (Heatmap(levels, -0.5, len(h) - 0.5, 0, N, palette="tide", legend=("h", "−1", "1")),),
        share=0.75,
    )


def _reading(numbers):
    words = [
        f"in {name} the error that reaches the start is {number_text(numbers[f'reach_{name.lower()}'], 2)} times that "
        f"at the end, with a mean slope of {number_text(numbers[f'slope_{name.lower()}'], 2)}"
        for name in "AB"
    ]
    return f"{words[0][0].upper()}{words[0][1:]}; {words[1]}. A slope of 1 is the linear range, 0 is full saturation."
