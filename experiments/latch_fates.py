"""Latched or learned by heart: what became of each of 96 networks a condition, from the runs that are kept."""

import functools
from typing import NamedTuple

import numpy as np

from experiments import stored
from experiments.interventions.latching import GOOD, SOLVED

STRENGTHS = (0, 1, 4)  # λ of the kept runs, in the units of the engine: a mean of squared ratios


class Fates(NamedTuple):
    """One entry a network: training loss, share of wrong signs on fresh sequences, and `follows_the_sign`."""

    loss: np.ndarray
    wrong: np.ndarray
    follows: np.ndarray

    @property
    def solved(self) -> np.ndarray:
        """Which networks fit their training data."""
        return self.loss < SOLVED

    @property
    def latched(self) -> np.ndarray:
        """Which networks have the sign right on fresh sequences."""
        return self.wrong < GOOD

    @property
    def memorised(self) -> np.ndarray:
        """Which networks fit their training data and do not have the sign right on fresh sequences."""
        return self.solved & ~self.latched


@functools.cache
def fates(lam: float, fresh: bool, clip: bool) -> Fates:
    """Return the Fates of the networks trained with this λ, on fresh data at every update or on one batch."""
    name = f"{'fresh' if fresh else 'fixed'}_lam_{lam:g}_{'clipped' if clip else 'unclipped'}"
    kept = stored.cause("latch_or_memorise")[name]
    return Fates(*(stored.numbers(kept[field]) for field in Fates._fields))
