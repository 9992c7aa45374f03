"""Gradient norm of a small tanh network along random directions in its recurrent weights, and the spikes there."""

import functools

import numpy as np

from sim.fast import rnn
from sim.training import initialise

N, T, POINTS, HALF = 16, 50, 160, 0.5  # units, steps, places on a scan, which goes from -HALF to HALF


@functools.lru_cache(16)
def network(gain: float, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return W_h (N, N), W_x (N, 1), three directions (3, N, N) of length 1, and inputs (T, 1, 1, 1).

    Weights are as a library draws them, uniform within ±1/√N, W_h times the gain.
    """
    rng, limit = initialise.generator(seed), N**-0.5
    W_h, W_x = gain * rng.uniform(-limit, limit, (N, N)), rng.uniform(-limit, limit, (N, 1))
    D = rng.standard_normal((3, N, N))
    return W_h, W_x, D / np.linalg.norm(D, axis=(1, 2), keepdims=True), rng.standard_normal((T, 1, 1, 1))


@functools.lru_cache(16)
def scan(gain: float, seed: int, direction: int, low: float = -HALF, high: float = HALF) -> np.ndarray:
    """Return ‖∂L/∂W_h‖ (POINTS,) at W_h + s D for s from low to high; L is the mean of the last state."""
    W_h, W_x, D, inputs = network(gain, seed)
    s = np.linspace(low, high, POINTS)[:, None, None]
    params = {"W_h": W_h + s * D[direction], "W_x": np.broadcast_to(W_x, (POINTS, N, 1)), "b": np.zeros((POINTS, N))}
    run = rnn.forward(params, np.broadcast_to(inputs, (T, POINTS, 1, 1)))
    grads = rnn.backward(params, run, np.full((1, POINTS, 1, N), 1 / N)).grads
    return np.linalg.norm(grads["W_h"], axis=(1, 2))


def zoomed(gain: float, seed: int, direction: int, zoom: float) -> tuple[np.ndarray, np.ndarray]:
    """Return a window around the spike and its norms, both (POINTS,).

    It is found window by window, each a tenth of the one before.
    """
    centre, factor = 0.0, 1.0
    while True:
        half = HALF / factor
        centre = min(max(centre, half - HALF), HALF - half)
        window = np.linspace(centre - half, centre + half, POINTS)
        norm = scan(gain, seed, direction, centre - half, centre + half)
        if factor >= zoom:
            return window, norm
        centre, factor = float(window[norm.argmax()]), min(zoom, factor * 10)


def ratio(gain: float, seed: int, direction: int = 0) -> float:
    """Return the largest over the smallest norm of a `scan`."""
    norm = scan(gain, seed, direction)
    return float(norm.max() / norm.min())
