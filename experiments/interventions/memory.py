"""Memory of the echo state network: how much of it is the network's, and how much the ridge of its read-out allows."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.arrays import Array
from sim.training import echo_state


def memory(
    rho: float, ridge: float, N: int = 40, scale: float = 0.1, K: int = 40, steps: int = 500, seed: int = 0
) -> float:
    """Return the memory capacity summed over the delays 1 to K, of one reservoir on input that it was not fitted to."""
    net = echo_state.reservoir(N, rho, scale, seed)
    return float(echo_state.memory_capacity(net, K, T=steps, washout=100, lam=ridge, seed=seed + 1).total)


def memory_by_ridge(
    rhos: Sequence[float] = (0.3, 0.6, 0.9, 0.95, 1.2),
    ridges: Sequence[float] = (1e-3, 1e-6, 1e-9, 1e-12),
    seeds: Sequence[int] = range(8),
    **how: Any,
) -> Array:
    """Return the median memory over seeds, (rhos, ridges)."""
    return np.array([[np.median([memory(rho, r, seed=s, **how) for s in seeds]) for r in ridges] for rho in rhos])
