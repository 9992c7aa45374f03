"""The tax on amplification: train a small network with Ω and watch the error signal keep its length."""

import numpy as np

from sim.analysis.jacobians import error_norms
from sim.training.losses import squared_error
from sim.training.regularise import omega
from sim.tasks.latch import Latch
from sim.training.loop import CELLS, Config, Training, gradient
from widgets.kit import Bars, Line, Panel, Points, Preset, Rule, Scene, Seed, Slider, Toggle, linear, log
from widgets.kit.format import count_text, number_text

TITLE = "A tax on amplification pulls every backward step towards ratio 1"
CONTROLS = (
    Slider("lam", "strength λ of the penalty", 0, 32, 0.1, 1),
    Slider("updates", "training", 0, 60, 1, 30, unit="updates"),
    Slider("gain", "scale of W_h at the start", 0.3, 2, 0.05, 0.6),
    Seed(default=1),
    Slider("T", "sequence length T", 10, 30, 1, 20, unit="steps", more=True),
    Toggle("clip", "clip the gradient at norm 1", True, more=True),
)
PRESETS = (
    Preset(
        "No tax",
        "Thirty updates on the task alone: the first steps get almost no error, and the loss hardly moves.",
        {"lam": 0, "gain": 0.6, "updates": 30, "seed": 1},
    ),
    Preset(
        "A tax of 1",
        "The bars rise to about 1, the error arrives, and the task is learnt on the way.",
        {"lam": 1, "gain": 0.6, "updates": 30, "seed": 1},
    ),
    Preset(
        "Far too much tax",
        "The same thirty updates: the bars rise as far, but the loss stays ten times higher.",
        {"lam": 32, "gain": 0.6, "updates": 30, "seed": 1},
    ),
    Preset(
        "From above",
        "A start that amplifies: most diamonds lie over 1, and the bars come down instead.",
        {"lam": 1, "gain": 2, "updates": 30, "seed": 9},
    ),
)

N, B, ALPHA = 10, 8, 0.05  # units, sequences, learning rate


def scene(lam, updates, gain, seed, T, clip):
    """Mean ratio ‖∂L/∂h_{t−1}‖ / ‖∂L/∂h_t‖ at every step before and after training with L + λΩ; the error's size."""
    state = Training(
        Config(Latch(T), (seed,), N=N, B=B, start={"gain": gain}, alpha=ALPHA, clip="norm" if clip else "none", lam=lam)
    )
    before = measure(state)
    for _ in range(updates):
        state.advance()
    after = measure(state)
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
    return Scene(panels, _reading(before, after, updates, lam, state), _numbers(before, after), height=250)


def measure(state):
    """Loss, Ω, mean ratio (T,) and relative mean size (T+1,) of the error in a Training of one network."""
    inputs, target = state.fixed
    step = gradient(CELLS["rnn"], squared_error, state.params, inputs, target)
    penalty = omega(state.params, step.run, step.back)
    size = error_norms(step.back.dh)[:, 0].mean(axis=1)
    return {
        "loss": float(step.loss[0]),
        "omega": float(penalty.value[0]),
        "size": size / size[-1],
        "ratio": _known_mean(np.sqrt(penalty.ratio[:, 0]), 1),
    }


def _known_mean(a, axis=None):
    known = np.isfinite(a)
    count = known.sum(axis=axis)
    return np.where(count > 0, np.where(known, a, 0.0).sum(axis=axis) / np.maximum(count, 1), np.nan)


def _numbers(before, after):
    numbers = {}
    for when, result in (("before", before), ("after", after)):
        numbers |= {
            f"ratio_{when}": float(_known_mean(result["ratio"])),
            f"reach_{when}": float(result["size"][0]),
            f"omega_{when}": result["omega"],
            f"loss_{when}": result["loss"],
        }
    return numbers


def _reading(before, after, updates, lam, state):
    if not state.alive.all():
        return (
            f"With λ = {number_text(lam)} the loss overflowed at update {state.step}; the picture shows the last "
            "finite weights. This is what clipping is for."
        )
    ratio, size, loss = (
        f"from {number_text(a, 2)} to {number_text(b, 2)}"
        for a, b in (
            (_known_mean(before["ratio"]), _known_mean(after["ratio"])),
            (before["size"][0], after["size"][0]),
            (before["loss"], after["loss"]),
        )
    )
    return (
        f"{count_text(updates, 'updates')} with λ = {number_text(lam)}: the mean ratio goes {ratio}, and the error's "
        f"length at the start {size} times that at the end. The loss on the task goes {loss}, where a network that has "
        f"learnt nothing has {Latch.chance}."
    )
