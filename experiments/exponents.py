"""Largest Lyapunov exponents of the networks of chapter 1 by the scale of their weights, and a scan of each."""

import functools

import numpy as np

from experiments.interventions import chaos
from sim.training.initialise import generator

NETWORKS, STEPS, WASHOUT, T, POINTS, HALF = 12, 800, 100, 50, 641, 0.5
BITS = 30  # of the states: the digits behind differ between machines, and chaos would tell
GAINS = tuple(np.arange(1, 5.01, 0.5))


@functools.cache
def by_gain(steps: int = STEPS) -> np.ndarray:
    """Return the exponents (len(GAINS), NETWORKS) of driven networks of 16 units, averaged over so many steps."""
    nets = [chaos.library_network(gain, seed) for gain in GAINS for seed in range(NETWORKS)]
    W_h, W_x = (np.array([net[k] for net in nets]) for k in (0, 1))
    inputs = generator((0, 1)).standard_normal((steps + WASHOUT, 1))
    return chaos.network_exponent(W_h, W_x, inputs, washout=WASHOUT, bits=BITS).reshape(len(GAINS), NETWORKS)


@functools.lru_cache(64)
def scan(gain: float, seed: int, zoom: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Return places s (POINTS,) along the first direction, around 0, and the loss there after T steps."""
    W_h, W_x, D, rng = chaos.library_network(gain, seed)
    inputs, s = rng.standard_normal((T, 1)), np.linspace(-HALF / zoom, HALF / zoom, POINTS)
    return s, chaos.scan(W_h, W_x, D[0], inputs, s)[0]


@functools.lru_cache(64)
def roughness(gain: float, seed: int) -> chaos.Roughness:
    """Return the Roughness of the whole scan."""
    W_h, W_x, D, rng = chaos.library_network(gain, seed)
    inputs = rng.standard_normal((T, 1))
    return chaos.roughness(lambda s: chaos.scan(W_h, W_x, D[0], inputs, s)[0], -HALF, HALF)
