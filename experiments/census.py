"""The divergence census: sixty-four networks that recite a sequence, trained at once; how many end worse than begun."""

import functools
from typing import Any, NamedTuple

import numpy as np

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
    """One network: the update of its lowest loss, ρ(W_h) at the start and then, and whether it ends worse or lost."""

    best: int
    radius_at_start: float
    radius_at_best: float
    lost: bool


def ensemble(T: int, alpha: float, gain: float, clip: str, lab: str, vary: str, seed: int) -> RoundedTraining:
    """Return the RoundedTraining of 64 networks; clip is "none" or the threshold, vary what differs between them."""
    seeds = tuple(range(NETWORKS * seed, NETWORKS * (seed + 1)))
    rule: dict[str, Any] = {"clip": "none"} if clip == "none" else {"clip": "norm", "tau": float(clip)}
    training = RoundedTraining(
        Config(LABS[lab](T), seeds, N=N, start={"gain": gain, "std_x": 1.0}, alpha=alpha, **rule)
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
    """Return counts, share of the worse and its 95 % Wilson interval at the last update of loss (n, 64)."""
    lost, learnt = (which[-1] for which in outcomes(loss, task))
    low, high = wilson_interval(lost.sum(), NETWORKS)
    return {
        "done": len(loss) - 1,
        "worse": lost.sum(),
        "share_worse": lost.mean(),
        "low": low,
        "high": high,
        "non_finite": (~np.isfinite(loss[-1])).sum(),
        "learnt": learnt.sum(),
    }


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
) -> dict[str, Any]:
    """Return what `measure` finds after so many updates of an `ensemble`."""
    training = ensemble(T, alpha, gain, clip, lab, vary, seed)
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
    return tuple(
        History(
            int(best),
            float(spectral_radius(weights[0][r])),
            float(spectral_radius(weights[best][r])),
            bool(not loss[-1, r] <= loss[0, r]),
        )
        for r, best in enumerate(np.nanargmin(loss, axis=0))
    )
