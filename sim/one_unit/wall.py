"""The wall in the error surface of the one-unit network: where it stands, how high and how thin it is.

At b = b*(w) the start x_0 is an unstable fixed point, the boundary between two basins of attraction. A state that
starts there can end in either (paper, section 2.2), and E_T jumps. Figure 6 of the paper shows it for T = 50.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from sim.arrays import Array
from sim.floating_point import ignore_fp_warnings
from sim.one_unit.dynamics import TARGET, X_0, bisect, sigma, sigma_prime


class Peak(NamedTuple):
    """The steepest point of the wall along b, at a fixed w."""

    offset: Array  # (...), its distance b - b* from the basin boundary, negative
    b: Array  # (...), b* + offset, as far as float64 can tell them apart
    norm: Array  # (...), |grad E_T| there


def wall_b(w: Any, x_0: Any = X_0) -> Array:
    """Return the bias b* = x_0 - sigma(x_0) w at which the start x_0 is itself a fixed point, shape (...).

    There x_0 leaves one basin for the other, and for mu > 1 (w > 4.2553) the error surface has its wall.
    """
    return x_0 - sigma(x_0) * np.asarray(w, float)


def multiplier(w: Any, x_0: Any = X_0) -> Array:
    """Return the growth per step mu = w sigma'(x_0) of a small deviation from x_0 on the wall, shape (...)."""
    return np.asarray(w, float) * sigma_prime(x_0)


@ignore_fp_warnings
def gradient_at_wall(w: Any, T: int, x_0: Any = X_0) -> tuple[Array, Array]:
    """Return the closed form of dE_T/dw and dE_T/db at b = wall_b(w), two arrays (...).

    Every state is x_0 there, so dx_T/db = 1 + mu + ... + mu^(T-1) = (mu^T - 1) / (mu - 1) and
    dx_T/dw = sigma(x_0) dx_T/db.
    """
    dE_db = 2 * (sigma(x_0) - TARGET) * sigma_prime(x_0) * geometric_sum(multiplier(w, x_0), T)
    return sigma(x_0) * dE_db, dE_db


@ignore_fp_warnings
def geometric_sum(mu: Any, T: int) -> Array:
    """Return the sum 1 + mu + ... + mu^(T-1) for mu > 0, shape (...), to full precision also near mu = 1."""
    mu = np.asarray(mu, float)
    return np.where(mu == 1, float(T), np.expm1(T * np.log(mu)) / np.where(mu == 1, 1, mu - 1))


@ignore_fp_warnings
def near_wall(w: Any, T: int, offset: Any) -> tuple[Array, Array]:
    """Return E_T and |grad E_T| at b = wall_b(w) + offset from x_0 = 0.5, two arrays (...), for offsets however small.

    Follows the deviation y_t = x_t - x_0, which keeps its digits where b* + offset would round to b*:
    sigma(x_0 + y) - sigma(x_0) = sigma'(x_0) (e^y - 1) / d with d = 1 + sigma(x_0) (e^y - 1).
    """
    w, offset, y = np.broadcast_arrays(np.asarray(w, float), np.asarray(offset, float), 0.0)
    s_0, mu, dx_dw, dx_db = sigma(X_0), multiplier(w), 0.0, 0.0
    for _ in range(T):
        grown = np.expm1(y)
        d = 1 + s_0 * grown
        s, factor = s_0 * (1 + grown) / d, mu * (1 + grown) / d**2
        dx_dw, dx_db = s + factor * dx_dw, 1 + factor * dx_db
        y = mu * grown / d + offset
    s = sigma(X_0 + y)
    return (s - TARGET) ** 2, np.abs(2 * (s - TARGET) * sigma_prime(X_0 + y)) * np.hypot(dx_dw, dx_db)


def _maximum(f: Callable[[Array], Array], low: Array, high: Array, rounds: int = 5, points: int = 65) -> Array:
    """Return the place of the maximum of f on [low, high] (...), by grids that shrink onto their best point."""
    for _ in range(rounds):
        grid = np.linspace(low, high, points)  # (points, ...)
        best = np.argmax(f(grid), axis=0)[None]
        low, high = (np.take_along_axis(grid, np.clip(best + k, 0, points - 1), 0)[0] for k in (-1, 1))
    return (low + high) / 2


def _profile(w: Any, T: int) -> tuple[Callable[[Array], Array], Array]:
    """Return |grad E_T| as a function of u, offset = -e^u / (1 + mu + ... + mu^(T-1)), and that scale of it.

    In u the wall has about the same place and shape for all w and T: peak near u = 0, nothing beyond +-7.
    """
    w = np.where(multiplier(w) > 1, w, np.nan)
    scale = -1 / geometric_sum(multiplier(w), T)
    return lambda u: near_wall(w, T, scale * np.exp(u))[1], scale


@ignore_fp_warnings
def wall_peak(w: Any, T: int) -> Peak:
    """Return the steepest point of the wall for a weight w (...); NaN where there is no wall, mu <= 1.

    Its height grows like mu^T: 6773 for w = 5, T = 50.
    """
    norm, scale = _profile(w, T)
    u = _maximum(norm, np.full(scale.shape, -7.0), np.full(scale.shape, 4.0))
    offset = scale * np.exp(u)
    return Peak(offset, wall_b(w) + offset, norm(u))


@ignore_fp_warnings
def wall_width(w: Any, T: int) -> Array:
    """Return the full width in b at half the peak of |grad E_T|, for a weight w (...); NaN where there is no wall.

    It shrinks like mu^(-T): 5.1e-5 for w = 5, T = 50.
    """
    norm, scale = _profile(w, T)
    peak = wall_peak(w, T)
    u = np.log(peak.offset / scale)
    outer = np.stack([np.full(u.shape, -7.0), np.full(u.shape, 4.0)])
    ends = bisect(lambda v: norm(v) - peak.norm / 2, np.stack([u, u]), outer, halvings=40)
    return scale * (np.exp(ends[0]) - np.exp(ends[1]))
