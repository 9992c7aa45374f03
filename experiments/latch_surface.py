"""The error surface around latch networks that were trained without and with Ω: is it smoother?"""

import functools
from typing import Any, NamedTuple

import numpy as np

from sim.fast import readout, rnn
from sim.fast.buffers import Buffers
from sim.tasks.latch import Latch
from sim.training import initialise
from sim.training.loop import Config, Training
from sim.training.losses import squared_error

N, B, T, GRID = 6, 2, 20, 23  # units, sequences, steps, places along each side of a slice
UPDATES, SPAN = 40, 1.0


class Slice(NamedTuple):
    """Error and slope within the plane of a slice through W_h, each (GRID, GRID)."""

    error: np.ndarray
    slope: np.ndarray

    @property
    def loss(self) -> float:
        """The error at the trained weights, in the middle."""
        return float(self.error[GRID // 2, GRID // 2])


def slices(lam: float, seed: int, updates: int = UPDATES, span: float = SPAN) -> tuple[Slice, Slice]:
    """Return the Slice W_h + a D1 + b D2, a and b within ±span, of networks trained with λ = 0 and λ = lam."""
    inputs, target, params = _train(lam, seed, updates)
    directions = initialise.generator((seed, 4)).standard_normal((2, N, N))
    directions /= np.sqrt(np.square(directions).sum(axis=(1, 2), keepdims=True))
    a, b = np.meshgrid(*[np.linspace(-span, span, GRID)] * 2)
    offsets = a.reshape(-1, 1, 1) * directions[0] + b.reshape(-1, 1, 1) * directions[1]
    work = Buffers()
    without, with_penalty = (_slice(params, k, offsets, directions, inputs, target, work) for k in (0, 1))
    return without, with_penalty


@functools.cache
def steepness(lam: float, count: int) -> np.ndarray:
    """Return the steepest slope of each of the two slices for so many seeds, (count, 2)."""
    return np.array([[found.slope.max() for found in slices(lam, seed)] for seed in range(count)])


@functools.lru_cache(8)
def _train(lam: float, seed: int, updates: int) -> tuple[np.ndarray, np.ndarray, Any]:
    state = Training(
        Config(Latch(T), (seed, seed), N=N, B=B, start={"gain": 0.8}, alpha=0.05, clip="norm", lam=(0.0, lam))
    )
    for _ in range(updates):
        state.advance()
    return *state.dataset, state.params


def _slice(
    params: Any,
    k: int,
    offsets: np.ndarray,
    directions: np.ndarray,
    inputs: np.ndarray,
    target: np.ndarray,
    work: Buffers,
) -> Slice:
    copies = {name: np.broadcast_to(p[k], (len(offsets), *p[k].shape)) for name, p in params.items()}
    copies["W_h"] = copies["W_h"] + offsets
    inputs, target = (np.repeat(a[:, k : k + 1], len(offsets), axis=1) for a in (inputs, target))
    run = rnn.forward(copies, inputs, work=work)
    error, dy = squared_error(readout.forward(copies, run.h[-1:]), target)
    _, arriving = readout.backward(copies, run.h[-1:], dy)
    gradient = rnn.backward(copies, run, arriving, work).grads["W_h"]
    slope = np.sqrt(np.square((gradient[:, None] * directions).sum(axis=(2, 3))).sum(axis=1))
    return Slice(error.reshape(GRID, GRID), slope.reshape(GRID, GRID))
