"""Ensembles that recite twenty signs: how many learn them, end worse than they began, or leave the finite numbers."""

import functools

import numpy as np

from sim.tasks.pattern import Pattern
from sim.training.loop import Config, history
from sim.training.rounding import RoundedTraining

T, N, UPDATES = 20, 16, 600
RECENT = 20  # losses whose mean says that a network has learnt


@functools.cache
def ensemble(alpha: float, clip: str, tau: float, seeds: int) -> dict[str, float]:
    """Train a network a seed and return shares and a median by name.

    ``lost``: the last loss is not finite; ``non_finite``: any value ever was not; ``worse``: lost, or a last loss
    above the first; ``low``: a last loss below a tenth of chance; ``solved``: low, and at some time low over RECENT
    losses; ``median``: the update at which that was first so.
    """
    config = Config(Pattern(T), tuple(range(seeds)), N=N, alpha=alpha, clip=clip, tau=tau, start={"std_x": 1.0})
    training = RoundedTraining(config)
    loss, *_ = history(training, UPDATES)
    low, at = loss[-1] < 0.1 * Pattern.chance, solved_at(loss, Pattern.chance)
    return {
        "lost": float((~np.isfinite(loss[-1])).mean()),
        "non_finite": float((~training.alive).mean()),
        "worse": float((~(loss[-1] <= loss[0])).mean()),
        "low": float(low.mean()),
        "solved": float((np.isfinite(at) & low).mean()),
        "median": float(np.median(at[np.isfinite(at)])) if np.isfinite(at).any() else np.inf,
    }


def solved_at(loss: np.ndarray, chance: float) -> np.ndarray:
    """Return the first update (R,) at which the mean of RECENT losses (n, R) is below a tenth of chance, or inf."""
    mean = np.apply_along_axis(np.convolve, 0, loss, np.full(RECENT, 1 / RECENT), "valid")
    low = mean < 0.1 * chance
    return np.where(low.any(axis=0), low.argmax(axis=0) + RECENT - 1.0, np.inf)
