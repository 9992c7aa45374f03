"""Chaos or wall: the largest Lyapunov exponent of a driven network, and how rough a scan of its weights is.

A wall is one jump between flats; with chaos the error is rough at every place and at every scale.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from sim.arrays import Array
from sim.fast import rnn
from sim.fast.activations import ACTIVATIONS
from sim.training.initialise import generator
from sim.training.rounding import round_bits

ROUGH, ONE_JUMP = 1.25, 0.1  # limits of `Roughness`: growth above the first is chaos, share below the second a wall


class Roughness(NamedTuple):
    """How a curve varies: ``growth`` of its total variation when it is sampled ``FINER`` times as densely, ``share``.

    growth is 1 for a smooth curve and for a wall, and above 1 where ever finer structure appears. share is the
    participation ratio (Σ|ΔE|)² / (n Σ|ΔE|²) of the n steps: 1/n for one jump, 2/π for noise, 1 for a ramp.
    """

    growth: float
    share: float

    @property
    def verdict(self) -> str:
        """Return "chaos", "wall" or "smooth"."""
        return "chaos" if self.growth > ROUGH else "wall" if self.share < ONE_JUMP else "smooth"


FINER = 8


def exponent(advance: Callable, state: Any, tangent: np.ndarray, steps: int, washout: int = 100) -> np.ndarray:
    """Return the largest Lyapunov exponent a step, (R,), by a tangent (R, N) that is renormalised at every step.

    ``advance(state, tangent)`` returns both one step later (Benettin et al. 1980); the first ``washout`` do not count.
    """
    total = np.zeros(len(tangent))
    for k in range(washout + steps):
        state, tangent = advance(state, tangent)
        length = np.sqrt(np.square(tangent).sum(axis=-1))
        tangent = tangent / length[:, None]
        total += np.log(length) * (k >= washout)
    return total / steps


def network_exponent(
    W_h: Array, W_x: Array, inputs: Array, activation: str = "tanh", washout: int = 100, seed: int = 0, bits: int = 53
) -> Array:
    """Return the largest exponent (R,) of networks W_h (R, N, N), W_x (R, N, I) on inputs (T, I) or (T, R, I).

    States are rounded to so many ``bits`` after each step: fewer than 53 let two machines see the same chaos.
    """
    f, R, N = ACTIVATIONS[activation], len(W_h), W_h.shape[-1]
    drive = iter(np.broadcast_to(inputs if inputs.ndim == 3 else inputs[:, None], (len(inputs), R, W_x.shape[-1])))

    def advance(h: Array, v: Array) -> tuple[Array, Array]:
        h = f.value(np.einsum("rij,rj->ri", W_h, h) + np.einsum("rij,rj->ri", W_x, next(drive)))
        h = h if bits == 53 else round_bits(h, bits)
        return h, f.slope(h) * np.einsum("rij,rj->ri", W_h, v)

    tangent = generator(seed).standard_normal((R, N))
    return exponent(advance, np.zeros((R, N)), tangent, len(inputs) - washout, washout)


def library_network(gain: float, seed: int, N: int = 16, directions: int = 3) -> tuple:
    """Return (W_h (N, N), W_x (N, 1), unit directions (k, N, N), generator): the network of chapter 1's scan."""
    rng, limit = generator(seed), N**-0.5
    W_h, W_x = gain * rng.uniform(-limit, limit, (N, N)), rng.uniform(-limit, limit, (N, 1))
    D = rng.standard_normal((directions, N, N))
    return W_h, W_x, D / np.linalg.norm(D, axis=(1, 2), keepdims=True), rng


def scan(W_h: Array, W_x: Array, D: Array, inputs: Array, s: Array) -> tuple[Array, Array]:
    """Return the loss (n,), the mean of the last state, and ‖∂L/∂W_h‖ (n,) at W_h + s D, for s (n,), inputs (T, 1)."""
    n, N = len(s), len(W_h)
    params = {
        "W_h": W_h + s[:, None, None] * D,
        "W_x": np.broadcast_to(W_x, (n, *W_x.shape)),
        "b": np.zeros((n, N)),
    }
    run = rnn.forward(params, np.broadcast_to(inputs[:, None, None], (len(inputs), n, 1, inputs.shape[-1])))
    grads = rnn.backward(params, run, np.full((1, n, 1, N), 1 / N)).grads
    return run.h[-1, :, 0].mean(axis=-1), np.linalg.norm(grads["W_h"], axis=(1, 2))


def roughness(curve: Callable, low: float, high: float, points: int = 161) -> Roughness:
    """Return the Roughness of ``curve(s) -> (n,)`` between two ends."""
    fine = np.abs(np.diff(curve(np.linspace(low, high, FINER * (points - 1) + 1))))
    coarse = np.abs(np.diff(curve(np.linspace(low, high, points))))
    return Roughness(
        float(fine.sum() / max(coarse.sum(), 1e-300)),
        float(fine.sum() ** 2 / max(fine.size * np.square(fine).sum(), 1e-300)),
    )
