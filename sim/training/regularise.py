"""Regularisers: the paper's Ω against vanishing gradients, weight decay, spectral normalisation.

Ω asks the error signal to keep its length on its way back (paper, section 3.3, eqs. 9 and 10):

    Ω = mean over steps t and sequences of ( ‖∂E/∂h_t · ∂h_t/∂h_{t-1}‖² / ‖∂E/∂h_t‖² - 1 )²

The squares of the norms are eq. 10's and the authors' code's; ``squared=False`` gives eq. 9. The paper sums
over steps; the mean, which the authors' code takes, makes the strength α independent of T. Sequences whose
error is below the floor contribute nothing and do not count.
"""

from typing import NamedTuple

import numpy as np

from sim.analysis.gradient_check import numerical_gradient
from sim.analysis.spectra import spectral_norm, spectral_radius
from sim.cells import rnn
from sim.fast import matmul
from sim.floating_point import ignore_fp_warnings
from sim.training.parameters import per_network

FLOOR = 1e-20  # of ‖∂E/∂h_t‖², as in the authors' code


class Omega(NamedTuple):
    """Ω (R,), its immediate derivative by W_h (R, N, N), and the ratios (T, R, B), nan where not counted."""

    value: np.ndarray
    gW_h: np.ndarray
    ratio: np.ndarray


class _Terms(NamedTuple):
    before: np.ndarray  # what W_hᵀ is applied to
    back: np.ndarray  # the error one step further back, by this step alone
    after: np.ndarray  # the slope that follows W_hᵀ, or 1
    error: np.ndarray  # the error that is compared with
    ratio: np.ndarray
    pull: np.ndarray  # dΩ/dback = pull · back
    push: np.ndarray  # dΩ/derror = -push · error
    value: np.ndarray


def omega(params, run, back, squared=True, paper_form=False):
    """Return Ω and the derivative the paper uses: states and errors held constant, only W_h itself moves.

    ``run`` and ``back`` are those of ``rnn.forward`` and ``rnn.backward``; every quantity is already there, so Ω
    costs two more products. ``paper_form`` compares ∂E/∂x_t of x_t = W_rec σ(x_{t-1}) + ... instead.
    """
    terms = _terms(params, run, back, squared, paper_form)
    gW_h = matmul.Sums(terms.before).outer(terms.pull * terms.back * terms.after)
    return Omega(terms.value, gW_h, terms.ratio)


@ignore_fp_warnings
def _terms(params, run, back, squared, paper_form):
    after = run.f.slope(run.h[:-1]) if paper_form else 1.0
    error = back.delta if paper_form else back.dh[1:]
    moved = matmul.apply(matmul.transpose(params["W_h"]), back.delta) * after
    numerator, denominator = _squares(moved), _squares(error)
    counted = denominator >= FLOOR
    ratio = np.divide(numerator, denominator, out=np.ones_like(numerator), where=counted)
    if not squared:
        ratio = np.sqrt(ratio)
    count = np.maximum(counted.sum(axis=(0, 2)), 1)
    value = np.square(ratio - 1).sum(axis=(0, 2)) / count
    slope = 2 * (ratio - 1) / count[:, None]  # dΩ/dratio
    by_numerator = slope * (2 if squared else 1)
    pull = _divide(by_numerator, denominator if squared else ratio * denominator, counted)
    push = _divide(by_numerator * ratio, denominator, counted)
    ratio = np.where(counted, ratio, np.nan)
    return _Terms(back.delta, moved, after, error, ratio, pull, push, value)


@ignore_fp_warnings
def omega_gradient(params, run, back, curvature=None, squared=True):
    """Return the exact gradient of Ω as {W_h, W_x, b}: states and errors move with the weights.

    The adjoint of the backward pass runs forward in time and ends in one more backward pass. ``curvature``
    maps a change of the last S states (S, R, B, N) to the change of the arriving errors, that is, applies
    the loss's second derivative; without it the arriving errors are constant.
    """
    terms = _terms(params, run, back, squared, paper_form=False)
    slope, W_h = run.f.slope(run.h[1:]), matmul.operator(params["W_h"])
    dh_bar = np.zeros_like(run.h)  # dΩ/d(dh_t)
    delta_bar = np.empty_like(slope)
    dh_bar[1:] = -terms.push * terms.error
    moved_bar = terms.pull * terms.back
    for t in range(len(slope)):
        moved_bar[t] += dh_bar[t]  # dh_t = arriving_t + W_hᵀ delta_{t+1}
        W_h(moved_bar[t], delta_bar[t])
        dh_bar[t + 1] += delta_bar[t] * slope[t]
    h_bar = run.f.bend(run.h[1:]) * delta_bar * back.dh[1:]
    if curvature is not None:
        felt = curvature(dh_bar[1:])
        h_bar[len(h_bar) - len(felt) :] += felt
    grads = rnn.backward(params, run, h_bar).grads
    grads["W_h"] = grads["W_h"] + matmul.Sums(back.delta).outer(moved_bar)
    return grads


def omega_by_differences(value, W_h, epsilon=1e-5):
    """Return central differences of ``value(W_h) -> Ω (R,)`` with respect to W_h (R, N, N): 2 N² evaluations.

    Often told to be the paper's method; it is not. It approximates the exact gradient and loses it where
    errors have vanished below epsilon.
    """
    return numerical_gradient(lambda params: value(params["W_h"]), {"W_h": W_h}, epsilon)["W_h"]


def weight_decay(W, lam):
    """Return λ W, the gradient of (λ/2) ‖W‖²; λ is a number or (R,)."""
    return per_network(lam, W) * W


def spectral_normalise(W, target=1.0):
    """Return W rescaled to spectral norm ``target``: no vector grows by more (Miyato et al. 2018)."""
    return W * per_network(target / spectral_norm(W), W)


def radius_normalise(W, target=1.0):
    """Return W rescaled to spectral radius ``target``, the counter-example: products may still grow a long way."""
    return W * per_network(target / spectral_radius(W), W)


def _squares(a):
    return np.einsum("trbn,trbn->trb", a, a)


def _divide(a, b, where):
    return np.divide(a, b, out=np.zeros_like(b), where=where & (b > 0))[..., None]
