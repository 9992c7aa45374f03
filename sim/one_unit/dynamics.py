"""The one-unit network of Pascanu, Mikolov and Bengio (2013), section 2.3 and figure 6.

    x_t = w sigma(x_{t-1}) + b,    x_0 = 0.5,    E_T = (sigma(x_T) - 0.7)^2

with sigma the logistic sigmoid. Parameters `w`, `b` and the start `x_0` are numbers or arrays that broadcast
against each other to a shape written (...). Nothing here warns: what overflows comes back as inf or nan.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from sim.arrays import Array, Mask
from sim.floating_point import ignore_fp_warnings

X_0 = 0.5
TARGET = 0.7


class FixedPoints(NamedTuple):
    """Fixed points of one map: lower, middle, upper along the last axis, NaN where there is none."""

    x: Array  # (..., 3)
    multiplier: Array  # (..., 3), w sigma'(x)
    stable: Mask  # (..., 3) bool, |multiplier| < 1


class Folds(NamedTuple):
    """The two saddle-node bifurcations, in the order of x: the lower one first."""

    at: Array  # (..., 2), the value of b (or of w) at which two fixed points meet
    x: Array  # (..., 2), the state where they meet


@ignore_fp_warnings
def sigma(x: Any) -> Array:
    """Return the logistic sigmoid 1 / (1 + exp(-x)), any shape."""
    return 1 / (1 + np.exp(-np.asarray(x, float)))


def sigma_prime(x: Any) -> Array:
    """Return the derivative of the logistic sigmoid, sigma(x) sigma(-x), any shape; at most 1/4."""
    return sigma(x) * sigma(-np.asarray(x, float))


def _together(w: Any, b: Any, x_0: Any) -> list[Array]:
    return list(np.broadcast_arrays(*(np.asarray(value, float) for value in (w, b, x_0))))


@ignore_fp_warnings
def orbit(w: Any, b: Any, T: int, x_0: Any = X_0) -> Array:
    """Return the states x_0, ..., x_T, shape (T + 1, ...)."""
    w, b, x = _together(w, b, x_0)
    states = np.empty((T + 1, *x.shape))
    states[0] = x
    for t in range(T):
        states[t + 1] = w * sigma(states[t]) + b
    return states


@ignore_fp_warnings
def loss(w: Any, b: Any, T: int, x_0: Any = X_0) -> Array:
    """Return the error E_T = (sigma(x_T) - 0.7)^2, shape (...)."""
    return (sigma(orbit(w, b, T, x_0)[-1]) - TARGET) ** 2


@ignore_fp_warnings
def derivative_along_orbit(w: Any, b: Any, T: int, x_0: Any = X_0) -> tuple[Array, Array]:
    """Return the factors w sigma'(x_{t-1}), t = 1, ..., T, and their running product dx_t/dx_0, two arrays (T, ...)."""
    factors = w * sigma_prime(orbit(w, b, T, x_0)[:-1])
    return factors, np.cumprod(factors, axis=0)


@ignore_fp_warnings
def gradient(w: Any, b: Any, T: int, x_0: Any = X_0) -> tuple[Array, Array]:
    """Return the exact dE_T/dw and dE_T/db, two arrays (...), by forward sensitivities dx_t/dw and dx_t/db."""
    w, b, x = _together(w, b, x_0)
    dx_dw = dx_db = np.zeros(x.shape)
    for _ in range(T):
        factor = w * sigma_prime(x)
        dx_dw = sigma(x) + factor * dx_dw
        dx_db = 1 + factor * dx_db
        x = w * sigma(x) + b
    dE_dx = 2 * (sigma(x) - TARGET) * sigma_prime(x)
    return dE_dx * dx_dw, dE_dx * dx_db


@ignore_fp_warnings
def curvature(w: Any, b: Any, T: int, x_0: Any = X_0) -> Array:
    """Return the exact second derivative d^2E_T/db^2, shape (...)."""
    w, b, x = _together(w, b, x_0)
    first = second = np.zeros(x.shape)  # dx_t/db and d^2x_t/db^2
    for _ in range(T):
        bend = sigma_prime(x) * (1 - 2 * sigma(x))
        second = w * (bend * first**2 + sigma_prime(x) * second)
        first = 1 + w * sigma_prime(x) * first
        x = w * sigma(x) + b
    s, slope, bend = sigma(x), sigma_prime(x), sigma_prime(x) * (1 - 2 * sigma(x))
    return 2 * (slope * first) ** 2 + 2 * (s - TARGET) * (bend * first**2 + slope * second)


def bisect(f: Callable[[Array], Array], low: Any, high: Any, halvings: int = 80) -> Array:
    """Return the root of f between low and high (...), NaN where f does not change sign."""
    low, high = np.array(low, float), np.array(high, float)
    sign = np.sign(f(low))
    found = sign * np.sign(f(high)) <= 0
    for _ in range(halvings):
        middle = low + (high - low) / 2
        left = np.sign(f(middle)) == sign
        low, high = np.where(left, middle, low), np.where(left, high, middle)
    return np.where(found, low + (high - low) / 2, np.nan)


@ignore_fp_warnings
def _turning_point(w: Array) -> Array:
    """Return the state x >= 0 with w sigma'(x) = 1, where the fixed points fold; 0 for w <= 4."""
    root = np.sqrt(np.maximum(1 - 4 / np.where(w > 4, w, 4.0), 0))
    return np.log1p(root) - np.log1p(-root)


@ignore_fp_warnings
def fixed_points(w: Any, b: Any) -> FixedPoints:
    """Return all solutions of x = w sigma(x) + b (one to three), with multiplier and stability; arrays (..., 3).

    The middle one exists between the folds only and is unstable. For w <= 4 the only fixed point stands in the
    first place when it is negative and in the last otherwise, so that a branch keeps its place when w or b moves.
    """
    w, b = np.broadcast_arrays(np.asarray(w, float), np.asarray(b, float))
    x_c = _turning_point(w)
    bottom, top = np.minimum(np.minimum(b, b + w), -x_c) - 1, np.maximum(np.maximum(b, b + w), x_c) + 1
    pieces = (bottom, -x_c), (-x_c, x_c), (x_c, top)
    x = np.stack([bisect(lambda x: w * sigma(x) + b - x, low, high) for low, high in pieces], axis=-1)
    x[..., 1] = np.where(x_c > 0, x[..., 1], np.nan)
    x[..., 0] = np.where((x_c > 0) | (w / 2 + b < 0), x[..., 0], np.nan)
    multiplier = w[..., None] * sigma_prime(x)
    return FixedPoints(x, multiplier, np.abs(multiplier) < 1)


@ignore_fp_warnings
def folds(w: Any) -> Folds:
    """Return the bifurcation values of b for a weight w (...), at the states -x_c and +x_c with w sigma'(x_c) = 1.

    Two stable states coexist for b between them (paper, figure 3: w = 5). NaN for w <= 4, where nothing folds.
    """
    w = np.asarray(w, float)
    x_c = np.where(w > 4, _turning_point(w), np.nan)
    x = np.stack([-x_c, x_c], axis=-1)
    return Folds(x - w[..., None] * sigma(x), x)


@ignore_fp_warnings
def fold_weights(b: Any) -> Folds:
    """Return the bifurcation values of w for a bias b (...); NaN for b >= -2, the cusp being at w = 4, b = -2.

    On a fold w = 1 / sigma'(x), hence b = x - 1 - e^x: one solution has x < 0 and one x > 0.
    """
    b = np.where(np.asarray(b, float) < -2, b, np.nan)
    ends = (b, 0 * b), (0 * b, np.sqrt(2 * (-2 - b)))
    x = np.stack([bisect(lambda x: x - 1 - np.exp(x) - b, low, high) for low, high in ends], axis=-1)
    return Folds(1 / sigma_prime(x), x)


def basin_boundary(w: Any, b: Any) -> Array:
    """Return the unstable fixed point that parts the two basins of attraction, shape (...); NaN with one attractor."""
    return fixed_points(w, b).x[..., 1]
