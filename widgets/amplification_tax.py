"""The tax on amplification: train a small network with Ω and watch the error signal keep its length."""

import numpy as np

from experiments.latch import TAXED, known_mean, tax, tax_results
from sim.tasks.latch import Latch
from widgets.kit import Bars, Line, Panel, Points, Preset, Rule, Scene, Seed, Slider, Toggle, linear, log
from widgets.kit.format import count_text, number_text

TITLE = "A tax on amplification pulls every backward step towards ratio 1"
CONTROLS = (
    Slider("lam", "strength λ of the penalty", 0, 32, 0.1, TAXED["lam"]),
    Slider("updates", "training", 0, 60, 1, TAXED["updates"], unit="updates"),
    Slider("gain", "scale of Wₕ at the start", 0.3, 2, 0.05, TAXED["gain"]),
    Seed(default=TAXED["seed"]),
    Slider("T", "sequence length T", 10, 30, 1, TAXED["T"], unit="steps", more=True),
    Toggle("clip", "clip the gradient at norm 1", TAXED["clip"], more=True),
)
PRESETS = (
    Preset(
        "No tax",
        "Thirty updates on the task alone: how much error reaches the first steps?",
        {"lam": 0, "gain": 0.6, "updates": 30, "seed": 1},
    ),
    Preset(
        "A tax of 1",
        "The same updates with the penalty: what becomes of the bars, and of the loss?",
        {"lam": 1, "gain": 0.6, "updates": 30, "seed": 1},
    ),
    Preset(
        "Thirty-two times as much",
        "How far do the bars rise now, and how far does the loss fall?",
        {"lam": 32, "gain": 0.6, "updates": 30, "seed": 1},
    ),
    Preset(
        "From above",
        "A start that amplifies, with most diamonds over 1: do the bars come down?",
        {"lam": 1, "gain": 2, "updates": 30, "seed": 9},
    ),
)


def scene(lam, updates, gain, seed, T, clip):
    """Mean ratio ‖∂L/∂h_{t−1}‖ / ‖∂L/∂h_t‖ at every step before and after training with L + λΩ; the error's size."""
    taxed = tax(lam, updates, gain, seed, T, clip)
    before, after, state = taxed
    steps = np.arange(1.0, T + 1)
    axis = linear("step t, the error travels from right to left", 0, T + 1)
    top = max(1.5, 1.15 * np.nanmax([before["ratio"], after["ratio"]]))
    room = np.array([5.0])  # above the curves, for their labels
    panels = (
        Panel(
            "Amplification of each step",
            axis,
            linear("ratio of lengths, 1 = kept", 0, min(top, 6), ticks=4),
            (
                Bars(steps, after["ratio"], "stable", "after training", label_at=0.5, width=0.7),
                Rule(1.0, "y"),
                Points(steps, before["ratio"], "gradient", "before", label_at=0.1, size=6),
            ),
        ),
        Panel(
            "What reaches step t",
            axis,
            log("‖∂L/∂h_t‖ / ‖∂L/∂h_T‖", before["size"], after["size"], room, floor=1e-16),
            (
                Line(steps - 1, before["size"][:-1], "gradient", "before", label_at=0.3),
                Line(steps - 1, after["size"][:-1], "stable", "after", label_at=0.3),
            ),
        ),
    )
    return Scene(panels, _reading(before, after, updates, lam, state), tax_results(taxed), height=250)


def _reading(before, after, updates, lam, state):
    if not state.alive.all():
        return (
            f"With λ = {number_text(lam)} the loss overflowed at update {state.step}; the picture shows the last "
            "finite weights. This is what clipping is for."
        )
    ratio, size, loss = (
        f"from {number_text(a, 2)} to {number_text(b, 2)}"
        for a, b in (
            (known_mean(before["ratio"]), known_mean(after["ratio"])),
            (before["size"][0], after["size"][0]),
            (before["loss"], after["loss"]),
        )
    )
    return (
        f"{count_text(updates, 'updates')} with λ = {number_text(lam)}: the mean ratio goes {ratio}, and the error's "
        f"length at the start {size} times that at the end. The loss on the task goes {loss}, where a network that has "
        f"learnt nothing has {Latch.chance}."
    )
