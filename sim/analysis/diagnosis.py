"""Reading the plot of gradient norms: five patterns, each a rule with a threshold over the last updates.

The patterns are practice, not the paper's; the rules and thresholds are this course's own. A rule takes the last
losses and norms (n,), finite and in order, and the loss of knowing nothing; it answers (whether it holds, what it
measured). `diagnose` asks the rules one after the other, and the first that holds gives the pattern its name.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from sim.arrays import Array

WINDOW = 100  # updates that the rules look at
IGNORED = 10  # updates at the very start, when the read-out finds its scale
LEAST = 30  # updates after them below which nothing can be said
NEAR_ZERO = 0.05  # norm
NOTHING_LEARNT = 0.5  # share of the loss of knowing nothing
SWING, OFTEN = 2.0, 0.4  # factor from one update to the next, and share of the updates
SPIKE, RARE, AROUND = 10.0, 0.2, 20  # times the median of the updates around it; share; updates on either side
GROWTH = 2.0  # factor from the first quarter of the window to the last


class Diagnosis(NamedTuple):
    """The pattern's name, its row in the table (1 to 5, 0 for none of them), and what its rule measured."""

    name: str
    row: int
    measured: float


def near_zero(loss: Array, norm: Array, chance: float) -> tuple[bool, float]:
    """Return whether the median norm is below 0.05 while the median loss exceeds half of what knowing nothing costs."""
    median = float(np.median(norm))
    return median < NEAR_ZERO and float(np.median(loss)) > NOTHING_LEARNT * chance, median


def wild_oscillation(loss: Array, norm: Array, chance: float) -> tuple[bool, float]:
    """Return whether more than 40 % of the norms are more than twice, or less than half, the norm before."""
    share = float((np.abs(np.diff(_log(norm))) > np.log(SWING)).mean())
    return share > OFTEN, share


def rare_spikes(loss: Array, norm: Array, chance: float) -> tuple[bool, float]:
    """Return whether some norms, at most one in five, exceed ten times the median of the 20 updates on either side."""
    padded = np.pad(_log(norm), AROUND, constant_values=np.nan)
    around = np.nanmedian(sliding_window_view(padded, 2 * AROUND + 1), axis=1)
    count = int((_log(norm) - around > np.log(SPIKE)).sum())
    return 0 < count <= RARE * len(norm), float(count)


def slow_growth(loss: Array, norm: Array, chance: float) -> tuple[bool, float]:
    """Return whether the median norm of the last quarter is more than twice that of the first."""
    ratio = _last_over_first(norm)
    return ratio > GROWTH, ratio


def stable(loss: Array, norm: Array, chance: float) -> tuple[bool, float]:
    """Return whether the median norm of the last quarter is at most twice that of the first."""
    ratio = _last_over_first(norm)
    return ratio <= GROWTH, ratio


ROWS: dict[
    str, tuple[int, Callable[[Array, Array, float], tuple[bool, float]]]
] = {  # in the order of the table; each with its turn to be asked
    "near zero": (1, near_zero),
    "rare massive spikes": (3, rare_spikes),
    "slow steady growth": (4, slow_growth),
    "wild oscillation": (2, wild_oscillation),
    "stable or slowly falling": (5, stable),
}


def diagnose(loss: Array, norm: Array, chance: float) -> Diagnosis:
    """Return the Diagnosis of a run from its losses and norms (n,) so far, nan where a value was not finite."""
    if not np.isfinite(norm[-1:]).all():
        return Diagnosis("not finite", 0, float(np.isfinite(norm).sum()))
    if len(norm) < IGNORED + LEAST:
        return Diagnosis("too early", 0, float(len(norm)))
    for name, (_, rule) in sorted(ROWS.items(), key=lambda row: row[1][0]):
        holds, measured = rule(loss[IGNORED:][-WINDOW:], norm[IGNORED:][-WINDOW:], chance)
        if holds:
            return Diagnosis(name, list(ROWS).index(name) + 1, measured)
    raise ValueError("no rule holds: expected finite losses and norms")


def _log(norm: Array) -> Array:
    return np.log(np.maximum(norm, 1e-300))


def _last_over_first(norm: Array) -> float:
    quarter = max(1, len(norm) // 4)
    return float(np.exp(np.median(_log(norm[-quarter:])) - np.median(_log(norm[:quarter]))))
