"""The course's experiments, each a function of its parameters that returns what was measured."""

from typing import NamedTuple

import numpy as np

from sim.analysis.intervals import wilson_interval
from sim.training.loop import history

SOLVED_ERROR = 0.01  # share of wrong sequences below which a task is solved (paper, section 4.1)
SOLVED_LOSS = 0.1  # for one fixed sequence: share of the loss at chance below which it is learnt
WORSE = 1.5  # times the first loss


class Outcome(NamedTuple):
    """A finished census. Arrays are (R,), one entry a network, unless said otherwise.

    solved and worse (than WORSE times the first loss, non-finite included) are booleans, as is non_finite;
    clipped is the share of its updates that were clipped; loss and norm are (steps, R).
    """

    solved: np.ndarray
    non_finite: np.ndarray
    worse: np.ndarray
    clipped: np.ndarray
    loss: np.ndarray
    norm: np.ndarray
    events: list


def share(flags):
    """Return (share, low, high) of the true entries, with the 95 % Wilson interval."""
    low, high = wilson_interval(flags.sum(), flags.size)
    return float(flags.mean()), float(low), float(high)


def census(state, steps, solved):
    """Train a Training for ``steps`` updates; ``solved(state, loss)`` then says which networks (R,) succeeded."""
    loss, norm, clipped, events = history(state, steps)
    worse = ~(loss[-1] <= WORSE * loss[0])
    return Outcome(solved(state, loss), ~state.alive, worse, clipped.mean(axis=0), loss, norm, events)


def clipping(tau):
    """Return the part of a Config that clips the global norm at ``tau``, or does not clip when tau is None."""
    return {"clip": "none"} if tau is None else {"clip": "norm", "tau": tau}
