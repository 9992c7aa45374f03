"""What an echo state network remembers: its input, some steps ago, read out by ridge regression (Jaeger 2001)."""

from typing import Any, NamedTuple

import numpy as np

from sim.training import echo_state

DELAYS, STEPS, SKIP, RIDGE = 40, 500, 100, 1e-3  # longest delay, samples, steps washed out, strength of the ridge
SETTINGS: dict[str, Any] = {"rho": 0.9, "N": 40, "seed": 0, "scale": 0.1}  # of the text
DELAY = 10


class Memory(NamedTuple):
    """Share of the input recovered (40,) by delay, and targets and outputs (250, 40) on input not fitted to."""

    capacity: np.ndarray
    target: np.ndarray
    output: np.ndarray


def remember(rho: float, N: int, seed: int, scale: float) -> Memory:
    """Fit a read-out for each delay on the first half of the samples and try it on the other half."""
    net = echo_state.reservoir(N, rho, scale, seed)
    u = echo_state.white_input(SKIP + STEPS, seed + 1)
    X = echo_state.states(net, u)[SKIP:]
    Y = np.stack([u[SKIP - k : SKIP + STEPS - k] for k in range(1, DELAYS + 1)], axis=-1)
    half = STEPS // 2
    output = X[half:] @ echo_state.ridge(X[:half], Y[:half], RIDGE).T
    return Memory(echo_state.squared_correlation(output, Y[half:]), Y[half:], output)


def measure(memory: Memory, delay: int) -> dict[str, float]:
    """Return the total over all delays, the share at one, and the longest of which more than half is recovered."""
    capacity = memory.capacity
    return {
        "total": float(capacity.sum()),
        "capacity": float(capacity[delay - 1]),
        "longest": float(1 + np.flatnonzero(capacity > 0.5).max(initial=-1)),
    }


def results(delay: int = DELAY, **settings: Any) -> dict[str, float]:
    """Return what `measure` finds in a network of SETTINGS, changed as given."""
    return measure(remember(**(SETTINGS | settings)), delay)
