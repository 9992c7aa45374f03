"""The divergence census: sixty-four networks that recite a sequence, trained at once, and what becomes of each."""

import functools
from typing import Any, NamedTuple

import numpy as np

from experiments.interventions.fates import PARTS, by_update, fates
from sim.analysis.intervals import wilson_interval
from sim.analysis.spectra import spectral_radius
from sim.tasks import Task
from sim.tasks.pattern import Letters, Pattern
from sim.training.loop import Config
from sim.training.rounding import RoundedTraining

NETWORKS, N = 64, 16
LABS = {"pattern": Pattern, "letters": Letters}
UPDATES = 300


class History(NamedTuple):
    """One network: the update of its lowest loss, ρ(W_h) at the start and then, and its fate, a field of `Fates`."""

    best: int
    radius_at_start: float
    radius_at_best: float
    fate: str


def ensemble(
    T: int, alpha: float, gain: float, clip: str, lab: str, vary: str, seed: int, trained: str = "all"
) -> RoundedTraining:
    """Return the RoundedTraining of 64 networks.

    clip is "none" or the threshold, vary what differs between them, trained a key of PARTS.
    """
    seeds = tuple(range(NETWORKS * seed, NETWORKS * (seed + 1)))
    rule: dict[str, Any] = {"clip": "none"} if clip == "none" else {"clip": "norm", "tau": float(clip)}
    training = RoundedTraining(
        Config(LABS[lab](T), seeds, N=N, start={"gain": gain, "std_x": 1.0}, alpha=alpha, held=PARTS[trained], **rule)
    )
    if vary == "sequence":
        training.theta.flat[:] = training.theta.flat[0]
    if vary == "weights":
        training.dataset[1][:] = training.dataset[1][:, :1].copy()
    return training


def outcomes(loss: np.ndarray, task: Task) -> tuple[np.ndarray, np.ndarray]:
    """Return which networks are worse than at the start or not finite, and which below a tenth of chance; (n, 64)."""
    return ~(loss <= loss[0]), loss < task.chance / 10


def measure(loss: np.ndarray, task: Task) -> dict[str, Any]:
    """Return counts at the last update of loss (n, 64), and the share of the lost with its 95 % Wilson interval.

    never, lost and survived are the three fates of `fates`; worse, non_finite and learnt say how each network ends.
    """
    worse, learnt = (which[-1] for which in outcomes(loss, task))
    found = fates(loss) if len(loss) > 1 else fates(np.repeat(loss, 2, axis=0))
    low, high = wilson_interval(found.lost.sum(), NETWORKS)
    return {
        "done": len(loss) - 1,
        "never": found.never.sum(),
        "lost": found.lost.sum(),
        "survived": found.survived.sum(),
        "early": found.early.sum(),
        "worse": worse.sum(),
        "worse_that_had_learnt": (worse & ~found.never).sum(),
        "share_lost": found.lost.mean(),
        "low": low,
        "high": high,
        "non_finite": (~np.isfinite(loss[-1])).sum(),
        "learnt": learnt.sum(),
    }


def fates_by_update(loss: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which networks of loss (n, 64) have learnt, and which are lost, by each update; both (n, 64)."""
    learnt, above = by_update(loss)
    lost = np.logical_or.accumulate(above)
    return learnt & ~lost, lost


@functools.cache
def results(
    T: int = 20,
    alpha: float = 0.3,
    gain: float = 1,
    clip: str = "none",
    lab: str = "pattern",
    vary: str = "both",
    updates: int = UPDATES,
    seed: int = 0,
    trained: str = "all",
) -> dict[str, Any]:
    """Return what `measure` finds after so many updates of an `ensemble`."""
    training = ensemble(T, alpha, gain, clip, lab, vary, seed, trained)
    return measure(np.array([training.advance().loss for _ in range(updates + 1)]), training.config.task)


@functools.cache
def histories() -> tuple[History, ...]:
    """Return the History of each network of the census with the settings of the text."""
    training = ensemble(20, 0.3, 1, "none", "pattern", "both", 0)
    losses, weights = [], []
    for _ in range(UPDATES + 1):
        weights.append(training.params["W_h"].copy())
        losses.append(training.advance().loss)
    loss = np.array(losses)
    found = fates(loss)
    return tuple(
        History(
            int(best),
            float(spectral_radius(weights[0][r])),
            float(spectral_radius(weights[best][r])),
            next(name for name in ("never", "lost", "survived") if getattr(found, name)[r]),
        )
        for r, best in enumerate(np.nanargmin(loss, axis=0))
    )
