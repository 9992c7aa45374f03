"""ReLU networks that start at the identity learn to add: a calm loss curve can hide a destroyed network."""

from typing import NamedTuple

import numpy as np

from experiments.outcomes import SOLVED_LOSS, Outcome, census, clipping
from sim.fast import rnn
from sim.tasks.arithmetic import Addition
from sim.training.loop import Config, Training


class Silence(NamedTuple):
    """The census, and the share (R,) of units that answer no input at all after it."""

    outcome: Outcome
    silent: np.ndarray


def _identity(rng, N, gain):
    return gain * np.eye(N)


def silent_relu(T=50, alpha=0.1, tau=None, steps=600, seeds=16, N=24, B=16):
    """Train on addition from W_h = identity and count the silent units on a fresh batch of 200 sequences."""
    config = Config(
        Addition(T),
        tuple(range(seeds)),
        N=N,
        B=B,
        alpha=alpha,
        activation="relu",
        start={"scheme": _identity, "std_x": 0.03, "std_y": 0.03},
        **clipping(tau),
    )
    state = Training(config)
    outcome = census(state, steps, lambda _, loss: loss[-50:].mean(axis=0) < SOLVED_LOSS * Addition.chance)
    h = rnn.forward(state.params, state.draw(200)[0], activation="relu").h
    return Silence(outcome, (h == 0).all(axis=(0, 2)).mean(axis=1))
