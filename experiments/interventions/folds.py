"""Fold or basin border: how the steepest place grows with T at each, in the network of one unit.

At a fold the multiplier is 1 and sensitivities add up: the peak grows like a power of T (T³ for long ones: the passage
beside a fold takes T ~ ε^(-1/2) steps, and its derivative by ε goes like ε^(-3/2)). At the border of two basins
it is above 1 and they multiply: the peak grows like μ^T.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.arrays import Array
from sim.one_unit.dynamics import derivative_along_orbit, gradient
from sim.one_unit.wall import wall_peak


class Growth(NamedTuple):
    """Peaks (n,) of |∇E| along b at lengths T (n,), where in b they are, and two fits to them.

    ``power`` is p of T^p and ``factor`` q of q^T; the errors are root mean squares of the residuals of ln(peak).
    """

    T: np.ndarray
    b: np.ndarray
    peak: np.ndarray
    power: float
    power_error: float
    factor: float
    factor_error: float


class Sensitivity(NamedTuple):
    """∂x_T/∂x_0, the long memory alone, beside ∂E/∂b, to which every step adds a term of its own."""

    state: float
    parameter: float


def peak_between(w: float, T: int, x_0: float, low: float, high: float, rounds: int = 8, points: int = 2001) -> tuple:
    """Return (b, |∇E|) at the steepest place with low <= b <= high, by grids that shrink onto their best point."""
    for _ in range(rounds):
        b = np.linspace(low, high, points)
        slope = np.hypot(*gradient(w, b, T, x_0))
        best = int(np.nanargmax(slope))
        low, high = b[max(best - 1, 0)], b[min(best + 1, points - 1)]
    return float(b[best]), float(slope[best])


def at_fold(
    lengths: Sequence[int] = (50, 100, 200, 400),
    w: float = 5.0,
    x_0: float = -1.5,
    low: float = -2.345,
    high: float = -2.3,
) -> Growth:
    """Return the Growth of the peak beside the fold at b = -2.3444, where the basin that holds x_0 disappears."""
    found = [peak_between(w, T, x_0, low, high) for T in lengths]
    return growth(lengths, *np.array(found).T)


def at_border(lengths: Sequence[int] = (20, 30, 50, 75, 100), w: float = 5.0) -> Growth:
    """Return the Growth of the peak where x_0 = 0.5 changes from one basin to the other."""
    peaks = [wall_peak(w, T) for T in lengths]
    return growth(lengths, np.array([p.b for p in peaks]), np.array([p.norm for p in peaks]))


def growth(lengths: Sequence[int], b: Array, peak: Array) -> Growth:
    """Fit both laws to peaks at these lengths."""
    T, y = np.array(lengths, float), np.log(peak)
    power, power_error = _fit(np.log(T), y)
    rate, factor_error = _fit(T, y)
    return Growth(T, b, peak, power, power_error, float(np.exp(rate)), factor_error)


def sensitivity(w: float, b: float, T: int, x_0: float = 0.5) -> Sensitivity:
    """Return both derivatives at one place."""
    return Sensitivity(float(derivative_along_orbit(w, b, T, x_0)[1][-1]), float(gradient(w, b, T, x_0)[1]))


def _fit(x: Array, y: Array) -> tuple[float, float]:
    slope, offset = np.polyfit(x, y, 1)
    return float(slope), float(np.sqrt(np.mean(np.square(y - slope * x - offset))))
