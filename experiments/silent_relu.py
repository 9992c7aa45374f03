"""ReLU networks that start at the identity learn to add: a calm loss curve can hide a destroyed network."""

import functools
from typing import NamedTuple

import numpy as np

from sim.fast import rnn
from sim.tasks.arithmetic import Addition
from sim.training.loop import Config, Training, history

N, B, ALPHA = 24, 16, 0.1  # units, sequences, learning rate
SEEDS, UPDATES = 8, 300  # of the text


class Silence(NamedTuple):
    """Loss and norm (updates, R), which networks (R,) left the finite numbers, and their share (R,) of silent units."""

    loss: np.ndarray
    norm: np.ndarray
    non_finite: np.ndarray
    silent: np.ndarray


@functools.cache
def silent_relu(T: int = 50, tau: float | None = None, updates: int = UPDATES, seeds: int = SEEDS) -> Silence:
    """Train on addition from W_h = identity, clipped at tau or not (None).

    A unit is silent that answers no input of a fresh batch of 200 sequences afterwards.
    """
    config = Config(
        Addition(T),
        tuple(range(seeds)),
        N=N,
        B=B,
        alpha=ALPHA,
        activation="relu",
        start={"scheme": _identity, "std_x": 0.03, "std_y": 0.03},
        clip="none" if tau is None else "norm",
        tau=tau or 1.0,
    )
    state = Training(config)
    loss, norm, *_ = history(state, updates)
    h = rnn.forward(state.params, state.draw(200)[0], activation="relu").h
    return Silence(loss, norm, ~state.alive, (h == 0).all(axis=(0, 2)).mean(axis=1))


def _identity(_: np.random.Generator, N: int, gain: float) -> np.ndarray:
    return gain * np.eye(N)
