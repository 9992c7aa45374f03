"""One network at two scales of W_h: its states, and the error on its way back (paper, section 2.1)."""

import functools
from typing import Any

import numpy as np

from sim.analysis.jacobians import error_norms
from sim.fast import rnn
from sim.training import initialise

N = 24
LOUDNESS = {"quiet": 0.05, "loud": 2.0, "burst": 0.05}  # standard deviation of the input
SETTINGS: dict[str, Any] = {"a": 0.7, "b": 1.5, "sequence": "quiet", "seed": 0, "T": 50}  # of the text


def passes(scales: np.ndarray, sequence: str, seed: int, T: int) -> tuple[np.ndarray, np.ndarray]:
    """Return states h (T+1, 2, N) and errors relative to the last step (T+1, 2) at two scales (2,) of W_h."""
    params = {name: np.array(p) for name, p in _draw(seed).items()}
    params["W_h"] *= scales[:, None, None]
    noise = initialise.generator((seed, 6)).standard_normal((T, 1, 1, 1)) * LOUDNESS[sequence]
    if sequence == "burst":
        noise[T // 2 : T // 2 + 3] = 4.0
    run = rnn.forward(params, np.repeat(noise, 2, axis=1))
    size = error_norms(rnn.backward(params, run, params["W_y"][None]).dh)[..., 0]
    return run.h[:, :, 0], size / size[-1]


def measure(h: np.ndarray, size: np.ndarray) -> dict[str, float]:
    """Return the relative error at the start and the mean slope f'(z) of both networks, from what `passes` returns."""
    slope = 1 - np.square(h[1:]).mean(axis=(0, 2))
    return {
        "reach_a": float(size[0, 0]),
        "reach_b": float(size[0, 1]),
        "slope_a": float(slope[0]),
        "slope_b": float(slope[1]),
    }


def results(**settings: Any) -> dict[str, float]:
    """Return what `measure` finds at SETTINGS, changed as given."""
    given = SETTINGS | settings
    scales = np.array([given.pop("a"), given.pop("b")])
    return measure(*passes(scales, **given))


@functools.lru_cache(4)
def _draw(seed: int) -> Any:
    return initialise.network((seed, seed), N, 1, 1, scheme="orthogonal", std_x=1.0)
