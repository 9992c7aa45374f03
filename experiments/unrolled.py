"""A network unrolled over its steps: its states on the way forward, and the error of its last answer back."""

import functools
from typing import NamedTuple

import numpy as np

from experiments.catastrophe import parameters, trace
from sim.analysis.jacobians import amplification, error_norms, step_jacobians
from sim.arrays import Array, Params
from sim.cells import readout, rnn

LEVEL = 0.8  # what the one unit shall hold at its last step: the level of the signs


class Unrolled(NamedTuple):
    """A pass through steps t = 1, ..., T, each array (T,) with step t at place t - 1, and the error E of the last one.

    `size` is h_t itself for one unit, the root mean square of the states for several; `slope` the mean of f'(z_t).
    `error` is ‖∂E/∂h_t‖; `factor` is what it is multiplied by from h_t to h_{t-1}, nan where no error is left.
    `most` is the largest length that any error of the same length at T would have at t.
    """

    size: Array
    slope: Array
    error: Array
    factor: Array
    most: Array
    E: float


@functools.lru_cache(maxsize=32)
def one_unit(w: float, x_1: float, T: int, b: float = 0.0) -> Unrolled:
    """Unroll h_t = tanh(w h_{t-1} + x_t + b) from h_0 = 0, with an input at the first step alone; E = (h_T - 0.8)^2."""
    params = {name: np.full((1, 1, 1), value) for name, value in (("W_h", w), ("W_x", 1.0), ("W_y", 1.0))}
    params |= {"b": np.full((1, 1), b), "b_y": np.zeros((1, 1))}
    inputs = np.zeros((T, 1, 1, 1))
    inputs[0] = x_1
    return unroll(params, inputs, np.full((1, 1, 1, 1), LEVEL))


@functools.lru_cache(maxsize=32)
def signs(updates: int, seed: int) -> Unrolled:
    """Unroll the network that recites signs, after so many updates unclipped; E is the error of its last sign."""
    inputs, target = (values[:, :1] for values in trace("pattern", seed).training.dataset)
    return unroll(parameters(updates, "pattern", seed), inputs, target[-1:])


def unroll(params: Params, inputs: Array, target: Array) -> Unrolled:
    """Run one network over inputs (T, 1, 1, I), and send the error of its last answer, target (1, 1, 1, O), back."""
    run = rnn.forward(params, inputs)
    missed = readout.forward(params, run.h[-1:]) - target
    _, arriving = readout.backward(params, run.h[-1:], 2 * missed)
    error = error_norms(rnn.backward(params, run, arriving).dh)[:, 0, 0]
    J = step_jacobians(params, run)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(error[1:] > 0, error[:-1] / error[1:], np.nan)
    most = error[-1] * amplification(J)[:-1, 0, 0][::-1]
    h = run.h[1:, 0, 0]
    size = h[:, 0] if h.shape[1] == 1 else np.sqrt((h**2).mean(axis=1))
    return Unrolled(size, run.f.slope(h).mean(axis=1), error[1:], factor, most, float((missed**2).sum()))


def measure(found: Unrolled) -> dict[str, float]:
    """Return the error's length where it arises and where it has come to step 1, and what of it has arrived there."""
    arisen, arrived = float(found.error[-1]), float(found.error[0])
    return {
        "error_at_T": arisen,
        "error_at_1": arrived,
        "arrived": arrived / arisen if arisen else np.nan,
        "E": found.E,
    }
