"""The error surface of the one-unit network over (w, b): grids, lines and descents that do not miss its wall.

At T = 50 and w = 5 the wall is 5e-5 wide, so a uniform grid steps over it. `wall_rows` and `refined_line` place
points where the surface changes; `surface` evaluates any grid fast. Model and symbols as in `sim.one_unit.dynamics`.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from sim.arrays import Array, Mask
from sim.fast import kernel
from sim.fast.activations import ONE
from sim.floating_point import ignore_fp_warnings
from sim.one_unit.dynamics import TARGET, X_0
from sim.one_unit.wall import geometric_sum, multiplier, wall_b

BLOCK = 8192  # points a block: seven float64 work arrays of this size stay in the cache


class Surface(NamedTuple):
    """Error and exact gradient at every point, arrays of the shape of the grid."""

    E: Array
    dE_dw: Array
    dE_db: Array


class Line(NamedTuple):
    """Error and gradient at n points of a segment, placed densely where they change fast."""

    s: Array  # (n,) from 0 at the start to 1 at the end
    w: Array  # (n,)
    b: Array  # (n,)
    E: Array  # (n,)
    dE_dw: Array  # (n,)
    dE_db: Array  # (n,)


class Descent(NamedTuple):
    """Paths of gradient descent from starts of shape (..., 2), with steps + 1 points each."""

    path: Array  # (steps + 1, ..., 2), the points (w, b)
    E: Array  # (steps + 1, ...)
    norm: Array  # (steps + 1, ...), gradient norm before clipping
    clipped: Mask  # (steps, ...) bool, whether the step from that point was shortened


def _sensitivities(w: Array, b: Array, T: int) -> tuple[Array, Array]:
    """Return minus x_T (...) and its derivatives with respect to w and b (2, ...), all updated in place."""
    minus_w, shape = -w, np.broadcast_shapes(np.shape(w), np.shape(b))
    minus_x, factor = np.full(shape, -X_0), np.empty(shape)
    immediate, total = np.ones((2, *shape)), np.zeros((2, *shape))  # for x_{t-1} held constant: sigma and 1
    s = immediate[0, ...]
    for _ in range(T):
        np.exp(minus_x, out=s)
        s += ONE
        np.reciprocal(s, out=s)  # sigma(x)
        np.multiply(minus_w, s, out=minus_x)
        np.subtract(s, ONE, out=factor)
        factor *= minus_x  # w sigma'(x)
        minus_x -= b
        total *= factor
        total += immediate
    return minus_x, total


def _evaluate(w: Array, b: Array, T: int) -> Surface:
    """Return the surface at points w, b that broadcast, as one block."""
    if kernel.HERE:
        w, b = np.broadcast_arrays(w, b)
        return Surface(*kernel.surface(w, b, T, X_0, TARGET))
    minus_x, (dx_dw, dx_db) = _sensitivities(w, b, T)
    e = np.exp(minus_x)
    s = 1 / (1 + e)
    excess = s - TARGET
    dE_dx = 2 * excess * s * np.where(np.isinf(e), 0.0, e * s)  # e s = 1 - s, without cancellation
    return Surface(excess * excess, dE_dx * dx_dw, dE_dx * dx_db)


@ignore_fp_warnings
def surface(w: Any, b: Any, T: int) -> Surface:
    """Return E_T and its exact gradient for w (..., M) and b that broadcast to a grid of rows, e.g. (M,) and (K, 1).

    Work through blocks of rows in place: 256 x 256 points at T = 50 take about 15 ms natively.
    """
    w, b = np.asarray(w, float), np.asarray(b, float)
    shape = np.broadcast_shapes(w.shape, b.shape)
    if len(shape) < 2 or kernel.HERE:  # which has its own way of staying in the cache
        return _evaluate(w, b, T)
    w, b = np.broadcast_to(w, shape), np.broadcast_to(b, shape)
    out = Surface(*(np.empty(shape) for _ in range(3)))
    rows = max(1, BLOCK // max(1, int(np.prod(shape[1:]))))
    for first in range(0, shape[0], rows):
        block = slice(first, first + rows)
        for whole, part in zip(out, _evaluate(w[block], b[block], T), strict=True):
            whole[block] = part
    return out


@ignore_fp_warnings
def wall_rows(w: Any, b_from: float, b_to: float, n: int, T: int) -> Array:
    """Return biases (n, M) for columns w (M,): n rows from b_from to b_to that gather at the wall b*(w) of each.

    The distance to the wall is scale * sinh(u) with u uniform: even spacing within a quarter of the wall's scale
    1 / (1 + mu + ... + mu^(T-1)), and as many rows in each decade of distance beyond.
    """
    w = np.asarray(w, float)
    scale = 0.25 / geometric_sum(np.maximum(multiplier(w), 1), T)
    u = np.linspace(np.arcsinh((b_from - wall_b(w)) / scale), np.arcsinh((b_to - wall_b(w)) / scale), n)
    rows = wall_b(w) + scale * np.sinh(u)
    rows[0], rows[-1] = b_from, b_to
    return rows


@ignore_fp_warnings
def refined_axis(
    values: Callable[[Array], Any], low: float, high: float, tolerance: Any, points: int = 65, limit: int = 4000
) -> tuple[Array, Array]:
    """Return points of [low, high], sorted, so dense that neighbouring values differ by at most the tolerance.

    `values` maps points (n,) to (n,) or (n, K); `tolerance` is a number or (K,). Intervals are halved until they
    pass, until float64 has no number between their ends, or until there are about `limit` points. Return the
    points (n,) and their values. A jump to a non-finite value is refined, a run of them is not.
    """
    x = np.linspace(low, high, points)
    y = np.asarray(values(x), float)
    while x.size < limit:
        middle = x[:-1] + np.diff(x) / 2
        rough = _differ(y, tolerance) & (x[:-1] < middle) & (middle < x[1:])
        if not rough.any():
            break
        at = np.nonzero(rough)[0]
        at = at[: limit - x.size]
        x, y = np.insert(x, at + 1, middle[at]), np.insert(y, at + 1, values(middle[at]), axis=0)
    return x, y


def _differ(y: Array, tolerance: Any) -> Mask:
    """Return whether neighbours among the values y (n,) or (n, K) differ by more than the tolerance, shape (n - 1,)."""
    known = np.isfinite(y)
    step = np.where(known[1:] & known[:-1], np.abs(np.diff(y, axis=0)), 0.0)
    rough = (step > tolerance) | (known[1:] != known[:-1])
    return rough.reshape(len(rough), -1).any(axis=1)


@ignore_fp_warnings
def refined_line(start: Any, end: Any, T: int, detail: float = 0.01, points: int = 65, limit: int = 4000) -> Line:
    """Return the error and its gradient along the segment from `start` = (w, b) to `end`, refined where they change.

    Neighbouring points differ by at most `detail` in E and by at most 20 * `detail` in asinh(10 g), g being the
    slope along either axis: 0.2 is a step of 20 % on a log axis. The peak of the wall is then met within 1 %.
    """
    (w_0, b_0), (w_1, b_1) = start, end

    def at(s: Array) -> Surface:
        return surface((1 - s) * w_0 + s * w_1, (1 - s) * b_0 + s * b_1, T)

    def shape(s: Array) -> Array:
        E, dE_dw, dE_db = at(s)
        return np.stack([E, np.arcsinh(10 * dE_dw), np.arcsinh(10 * dE_db)], axis=-1)

    s, _ = refined_axis(shape, 0.0, 1.0, detail * np.array([1, 20, 20]), points, limit)
    return Line(s, (1 - s) * w_0 + s * w_1, (1 - s) * b_0 + s * b_1, *at(s))


@ignore_fp_warnings
def descend(
    start: Any,
    alpha: Any,
    steps: int,
    tau: Any = None,
    T: int = 50,
    settle: Callable[[Array], Any] | None = None,
) -> Descent:
    """Return the path of descent on E_T from `start` (..., 2), points (w, b); alpha and tau are numbers or (...).

    With a threshold tau the gradient is scaled to norm tau whenever its norm is at least tau (paper,
    algorithm 1); None or inf leaves it alone. A path that overflows goes on as inf or nan beside the others.
    `settle` changes every new point (..., 2) in place, for instance by `sim.training.rounding.round_bits`.
    """
    tau = np.asarray(np.inf if tau is None else tau, float)
    alpha = np.asarray(alpha, float)
    shape = np.broadcast_shapes(np.shape(start)[:-1], alpha.shape, tau.shape)
    path = np.empty((steps + 1, *shape, 2))
    E, norm, clipped = np.empty((steps + 1, *shape)), np.empty((steps + 1, *shape)), np.empty((steps, *shape), bool)
    path[0] = start
    for step in range(steps + 1):
        E[step], *g = _evaluate(path[step, ..., 0], path[step, ..., 1], T)
        norm[step] = np.hypot(*g)
        if step < steps:
            clipped[step] = (norm[step] >= tau) & np.isfinite(tau)
            scale = alpha * np.where(clipped[step], tau / norm[step], 1.0)
            path[step + 1] = path[step] - scale[..., None] * np.stack(g, axis=-1)
            if settle:
                settle(path[step + 1])
    return Descent(path, E, norm, clipped)
