"""The crashing run of chapter 0 with clipping switched on at each of its updates: every branch at once."""

import functools
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from experiments.interventions import fork
from sim.training.rounding import RoundedTraining

LAST, UPDATES = 90, 160  # the latest update at which clipping is switched on; how far the branches are followed


class Branches(NamedTuple):
    """Column k is the run that is clipped from update k on, the last column the run that never is.

    loss, norm (before clipping) and clipped are (UPDATES + 1, LAST + 2); distance, of the weights to those of the run
    that is never clipped, too.
    """

    loss: np.ndarray
    norm: np.ndarray
    clipped: np.ndarray
    distance: np.ndarray


@functools.cache
def branches(tau: float = 1.0) -> Branches:
    """Return the Branches of the run that `fork.signs` describes, the same as `fork.fork` with `fork.clip_on` at k."""
    config = fork.signs()
    at = np.array([*range(LAST + 1), np.inf])
    training = RoundedTraining(replace(config, seeds=config.seeds * len(at), clip="norm", tau=(np.inf,) * len(at)))
    records, distance = [], []
    for update in range(UPDATES + 1):
        distance.append(_apart(training.theta.flat))
        training.tau = np.where(at <= update, tau, np.inf)
        records.append(training.advance())
    loss, norm, clipped = (np.array([getattr(r, name) for r in records]) for name in ("loss", "norm", "clipped"))
    return Branches(loss, norm, clipped, np.array(distance))


def _apart(theta: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        return np.sqrt(np.square(theta - theta[-1]).sum(axis=1))
