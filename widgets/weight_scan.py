"""Gradient norm of a small tanh network along random directions in its recurrent weights, and a zoom into a spike."""

import functools

import numpy as np

from sim.fast import rnn
from sim.training import initialise
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

N, T, POINTS, HALF = 16, 50, 160, 0.5


def scene(gain, direction, zoom, seed):
    """Norms along three directions over ±0.5, and one of them again in a window around its largest value."""
    chosen = int(direction)
    s = np.linspace(-HALF, HALF, POINTS)
    norms = [_scan(gain, seed, d, -HALF, HALF) for d in range(3)]
    window, close = _zoomed(gain, seed, chosen, zoom)
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


@functools.lru_cache(16)
def _network(gain, seed):
    """Weights as a library draws them, uniform within ±1/√N, W_h times the gain; three directions; the inputs."""
    rng, limit = initialise.generator(seed), N**-0.5
    W_h, W_x = gain * rng.uniform(-limit, limit, (N, N)), rng.uniform(-limit, limit, (N, 1))
    D = rng.standard_normal((3, N, N))
    return W_h, W_x, D / np.linalg.norm(D, axis=(1, 2), keepdims=True), rng.standard_normal((T, 1, 1, 1))


@functools.lru_cache(16)
def _scan(gain, seed, direction, low, high):
    """‖∂L/∂W_h‖ (POINTS,) at W_h + s D for s from low to high, all points at once; L is the mean of the last state."""
    W_h, W_x, D, inputs = _network(gain, seed)
    s = np.linspace(low, high, POINTS)[:, None, None]
    params = {"W_h": W_h + s * D[direction], "W_x": np.broadcast_to(W_x, (POINTS, N, 1)), "b": np.zeros((POINTS, N))}
    run = rnn.forward(params, np.broadcast_to(inputs, (T, POINTS, 1, 1)))
    grads = rnn.backward(params, run, np.full((1, POINTS, 1, N), 1 / N)).grads
    return np.linalg.norm(grads["W_h"], axis=(1, 2))


def _zoomed(gain, seed, direction, zoom):
    """A window around the spike and its norms, both (POINTS,): found window by window, each a tenth of the last."""
    centre, factor = 0.0, 1.0
    while True:
        half = HALF / factor
        centre = min(max(centre, half - HALF), HALF - half)
        window = np.linspace(centre - half, centre + half, POINTS)
        norm = _scan(gain, seed, direction, centre - half, centre + half)
        if factor >= zoom:
            return window, norm
        centre, factor = float(window[norm.argmax()]), min(zoom, factor * 10)


def _reading(n, gain):
    flat = "flat: no cliff at this scale" if n["ratio"] < 2 else "uneven" if n["ratio"] < 10 else "broken by spikes"
    return (
        f"With the recurrent weights times {number_text(gain)} the largest gradient norm along this direction is "
        f"{number_text(n['ratio'])} times the smallest: {flat}. Up close the largest is "
        f"{number_text(n['largest'])}, at s = {number_text(n['at'], 5)}."
    )
