"""A smoother surface? Two slices of the error around weights that were trained without and with Ω."""

import functools

import numpy as np

from sim.fast import readout, rnn
from sim.training import initialise
from sim.training.losses import squared_error
from sim.tasks.latch import Latch
from sim.training.loop import Config, Training
from sim.fast.buffers import Buffers
from widgets.kit import Choice, Heatmap, Panel, Points, Preset, Scene, Seed, Slider, Text, linear, number_text

TITLE = "A smoother surface? The error around weights trained without and with the penalty"
CONTROLS = (
    Slider("lam", "strength λ of the right-hand network", 0, 8, 0.25, 2),
    Choice("show", "show", {"error": "error", "steepness": "steepness (log)"}, "error"),
    Seed(default=15),
    Slider("updates", "training", 0, 60, 5, 40, unit="updates", more=True),
    Slider("span", "width of the slice", 0.25, 2, 0.25, 1, more=True),
)
PRESETS = (
    Preset(
        "Not smoother at all",
        "Both networks solve the task. Around the one trained with the penalty stands a wall.",
        {"lam": 2, "seed": 15, "show": "error"},
    ),
    Preset(
        "The same, by steepness",
        "Each shade is a factor: the ridge on the right is far steeper than anything on the left.",
        {"lam": 2, "seed": 15, "show": "steepness"},
    ),
    Preset(
        "An exception",
        "A start for which the penalty leaves the flatter surface. It happens, in the minority of seeds.",
        {"lam": 2, "seed": 61, "show": "steepness"},
    ),
)

N, B, T, CELLS = 6, 2, 20, 23  # units, sequences, steps, cells along each side of a slice
TOP = {"error": 2.0, "steepness": 100.0}
LOW = 1e-3  # steepness that gets the darkest shade


def scene(lam, show, seed, updates, span):
    """Loss or slope on the slice W_h + a D1 + b D2 around two trained networks, and the steepest cell of each."""
    losses, slices = surfaces(lam, seed, updates, span)
    panels = tuple(_panel(("λ = 0", f"λ = {number_text(lam)}")[k], slices[k], show, span) for k in (0, 1))
    without, with_penalty = (float(slope.max()) for _, slope in slices)
    numbers = {
        "steepest_without": without,
        "steepest_with": with_penalty,
        "loss_without": losses[0],
        "loss_with": losses[1],
    }
    return Scene(panels, _reading(lam, numbers), numbers, side_by_side=True, height=380)


def surfaces(lam, seed, updates=40, span=1.0):
    """Losses of two networks, trained with λ = 0 and λ = lam, and the (error, slope) of each slice, (CELLS, CELLS)."""
    inputs, target, params = _train(lam, seed, updates)
    directions = initialise.generator((seed, 4)).standard_normal((2, N, N))
    directions /= np.sqrt(np.square(directions).sum(axis=(1, 2), keepdims=True))
    a, b = np.meshgrid(*[np.linspace(-span, span, CELLS)] * 2)
    offsets = a.reshape(-1, 1, 1) * directions[0] + b.reshape(-1, 1, 1) * directions[1]
    work = Buffers()
    slices = [_slice(params, k, offsets, directions, inputs, target, work) for k in (0, 1)]
    return [float(error[CELLS // 2, CELLS // 2]) for error, _ in slices], slices


@functools.lru_cache(8)
def _train(lam, seed, updates):
    state = Training(
        Config(Latch(T), (seed, seed), N=N, B=B, start={"gain": 0.8}, alpha=0.05, clip="norm", lam=(0.0, lam))
    )
    for _ in range(updates):
        state.advance()
    return *state.fixed, state.params


def _slice(params, k, offsets, directions, inputs, target, work):
    copies = {name: np.broadcast_to(p[k], (len(offsets), *p[k].shape)) for name, p in params.items()}
    copies["W_h"] = copies["W_h"] + offsets
    inputs, target = (np.repeat(a[:, k : k + 1], len(offsets), axis=1) for a in (inputs, target))
    run = rnn.forward(copies, inputs, work=work)
    error, dy = squared_error(readout.forward(copies, run.h[-1:]), target)
    _, arriving = readout.backward(copies, run.h[-1:], dy)
    gradient = rnn.backward(copies, run, arriving, work).grads["W_h"]
    slope = np.sqrt(np.square((gradient[:, None] * directions).sum(axis=(2, 3))).sum(axis=1))
    return error.reshape(CELLS, CELLS), slope.reshape(CELLS, CELLS)


def _panel(title, surface, show, span):
    error, slope = surface
    factors = np.log(np.maximum(slope, LOW) / LOW) / np.log(TOP["steepness"] / LOW)
    shade = error / TOP["error"] if show == "error" else factors
    edge = span * CELLS / (CELLS - 1)
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
    x, y = (span * (2 * i / (CELLS - 1) - 1) for i in (column, row))
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
