"""Fates: a census that tells networks that never learnt from those that learnt and then lost it.

"Worse than at the start" counts both alike, and much of it is the ordinary divergence of a linear regression whose
step is too long: the census with everything frozen but the read-out shows how much.
"""

from typing import NamedTuple

import numpy as np

from sim.floating_point import ignore_fp_warnings
from sim.tasks import Task
from sim.tasks.pattern import Pattern
from sim.training.loop import Config
from sim.training.rounding import RoundedTraining

LEARNT = 4.0  # times below the loss at the start
PARTS = {"all": (), "readout": ("W_h", "W_x", "b"), "frozen_W_h": ("W_h",)}


class Fates(NamedTuple):
    """One entry a network (R,): booleans never, lost and survived, one of them true; worse: ended above the start.

    never: the loss was never below a quarter of that at the start; lost: it was, and rose above the start later
    (`crashes`); survived: it was and did not. best (R,) is the lowest loss; early: above the start after one update.
    """

    never: np.ndarray
    lost: np.ndarray
    survived: np.ndarray
    worse: np.ndarray
    best: np.ndarray
    early: np.ndarray


@ignore_fp_warnings
def by_update(loss: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which networks of loss (updates, R) have learnt by each update, and which of these are above the start."""
    learnt = np.fmin.accumulate(loss) < loss[0] / LEARNT
    return learnt, learnt & ~(loss <= loss[0])


def crashes(loss: np.ndarray) -> np.ndarray:
    """Return for each network of loss (updates, R) the first update above the start after a quarter of it, or -1."""
    lost = by_update(loss)[1]
    return np.where(lost.any(axis=0), lost.argmax(axis=0), -1)


def fates(loss: np.ndarray) -> Fates:
    """Sort networks by their losses (updates, R), nan from where they are no longer finite."""
    with np.errstate(invalid="ignore"):
        best = np.fmin.reduce(loss)
        never, crashed = ~(best < loss[0] / LEARNT), crashes(loss) >= 0
        worse, early = ~(loss[-1] <= loss[0]), ~(loss[1] <= loss[0])
    return Fates(never, ~never & crashed, ~never & ~crashed, worse, best, early)


def census(
    T: int = 20,
    alpha: float = 0.3,
    gain: float = 1.0,
    tau: float | None = None,
    updates: int = 300,
    seeds: range = range(64),
    trained: str = "all",
    task: type[Task] = Pattern,
) -> np.ndarray:
    """Return the losses (updates + 1, R) of the networks of chapter 0's census; ``trained`` is a key of PARTS."""
    rule = {"clip": "none"} if tau is None else {"clip": "norm", "tau": tau}
    start = {"gain": gain, "std_x": 1.0}
    config = Config(task(T), tuple(seeds), N=16, alpha=alpha, start=start, held=PARTS[trained], **rule)
    training = RoundedTraining(config)
    return np.array([training.advance().loss for _ in range(updates + 1)])
