"""Ω of ``sim.cells.omega``, tuned, and its exact gradient. Every quantity is already there after a backward pass."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from sim.arrays import Array, Mask, Params
from sim.cells.omega import FLOOR, Omega
from sim.cells.passes import Backward, transpose
from sim.cells.rnn import Trajectory
from sim.fast import matmul, rnn
from sim.floating_point import ignore_fp_warnings


class _Ratios(NamedTuple):
    dh_J: Array  # (T, R, B, N), ∂E/∂h_t · ∂h_t/∂h_{t-1}
    ratio: Array  # (T, R, B), nan where not counted
    value: Array  # (R,), Ω
    by_dh_J: Array  # (T, R, B, 1): ∂Ω/∂(dh_J) is this times dh_J
    by_dh: Array  # (T, R, B, 1): ∂Ω/∂(dh) is minus this times dh


def omega(params: Params, run: Trajectory, back: Backward, squared: bool = True, paper_form: bool = False) -> Omega:
    """Return Ω and the derivative the paper uses: states and errors held constant, only W_h itself moves.

    ``run`` and ``back`` are those of ``rnn.forward`` and ``rnn.backward``; Ω costs two more products.
    ``paper_form`` compares ∂E/∂x_t of x_t = W_rec σ(x_{t-1}) + ... instead, whose Jacobian is W_rec diag σ'(x_{t-1}).
    """
    slope = run.f.slope(run.h[:-1]) if paper_form else 1.0
    r = _ratios(params, back, back.delta if paper_form else back.dh[1:], slope, squared)
    gW_h = matmul.Sums(back.delta).outer(r.by_dh_J * r.dh_J * slope)
    return Omega(r.value, gW_h, r.ratio)


@ignore_fp_warnings
def _ratios(params: Params, back: Backward, dh: Array, slope: Array | float, squared: bool) -> _Ratios:
    """Compare dh_J = (W_hᵀ delta_t) ∘ slope with the errors dh (T, R, B, N), and take the derivatives by both."""
    dh_J = matmul.apply(transpose(params["W_h"]), back.delta) * slope
    numerator, denominator = _squares(dh_J), _squares(dh)
    counted = denominator >= FLOOR
    ratio = np.divide(numerator, denominator, out=np.ones_like(numerator), where=counted)
    if not squared:
        ratio = np.sqrt(ratio)
    count = np.maximum(counted.sum(axis=(0, 2)), 1)
    value = np.square(ratio - 1).sum(axis=(0, 2)) / count
    by_ratio = 2 * (ratio - 1) / count[:, None]  # ∂Ω/∂ratio
    by_numerator = by_ratio * (2 if squared else 1)
    by_dh_J = _divide(by_numerator, denominator if squared else ratio * denominator, counted)
    by_dh = _divide(by_numerator * ratio, denominator, counted)
    return _Ratios(dh_J, np.where(counted, ratio, np.nan), value, by_dh_J, by_dh)


@ignore_fp_warnings
def omega_gradient(
    params: Params,
    run: Trajectory,
    back: Backward,
    curvature: Callable[[Array], Array] | None = None,
    squared: bool = True,
) -> Params:
    """Return the exact gradient of Ω as {W_h, W_x, b}: states and errors move with the weights.

    The adjoint of the backward pass runs forward in time and ends in one more backward pass; a name that ends in
    _bar is ∂Ω by that quantity. ``curvature`` maps a change of the last S states (S, R, B, N) to the change of the
    arriving errors, that is, applies the loss's second derivative; without it the arriving errors are constant.
    """
    r = _ratios(params, back, back.dh[1:], 1.0, squared)
    slope, W_h = run.f.slope(run.h[1:]), matmul.operator(params["W_h"])
    dh_bar = np.zeros_like(run.h)
    delta_bar = np.empty_like(slope)
    dh_bar[1:] = -r.by_dh * back.dh[1:]
    dh_J_bar = r.by_dh_J * r.dh_J
    for t in range(len(slope)):
        dh_J_bar[t] += dh_bar[t]  # dh_t = arriving_t + W_hᵀ delta_{t+1}
        W_h(dh_J_bar[t], delta_bar[t])
        dh_bar[t + 1] += delta_bar[t] * slope[t]
    h_bar = run.f.bend(run.h[1:]) * delta_bar * back.dh[1:]
    if curvature is not None:
        felt = curvature(dh_bar[1:])
        h_bar[len(h_bar) - len(felt) :] += felt
    grads = rnn.backward(params, run, h_bar).grads
    grads["W_h"] = grads["W_h"] + matmul.Sums(back.delta).outer(dh_J_bar)
    return grads


def _squares(a: Array) -> Array:
    return np.einsum("trbn,trbn->trb", a, a)


def _divide(a: Array, b: Array, where: Mask) -> Array:
    return np.divide(a, b, out=np.zeros_like(b), where=where & (b > 0))[..., None]
