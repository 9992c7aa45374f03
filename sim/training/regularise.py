"""Regularisers: the paper's Ω against vanishing gradients, weight decay, and weights brought to a given size.

Ω and its gradients are those of ``sim.fast.omega``; its formula stands in ``sim.cells.omega``.
"""

from collections.abc import Callable

from sim.analysis.gradient_check import numerical_gradient
from sim.analysis.spectra import spectral_norm, spectral_radius
from sim.arrays import Array, Numbers
from sim.fast.omega import omega, omega_gradient
from sim.training.parameters import per_network

__all__ = ["omega", "omega_by_differences", "omega_gradient", "radius_normalise", "spectral_normalise", "weight_decay"]


def omega_by_differences(value: Callable[[Array], Array], W_h: Array, epsilon: float = 1e-5) -> Array:
    """Return central differences of ``value(W_h) -> Ω (R,)`` with respect to W_h (R, N, N): 2 N² evaluations.

    Often told to be the paper's method; it is not. It approximates the exact gradient and loses it where
    errors have vanished below epsilon.
    """
    return numerical_gradient(lambda params: value(params["W_h"]), {"W_h": W_h}, epsilon)["W_h"]


def weight_decay(W: Array, lam: Numbers) -> Array:
    """Return λ W, the gradient of (λ/2) ‖W‖²; λ is a number or (R,)."""
    return per_network(lam, W) * W


def spectral_normalise(W: Array, target: Numbers = 1.0) -> Array:
    """Return W rescaled to spectral norm ``target``: no vector grows by more (Miyato et al. 2018)."""
    return W * per_network(target / spectral_norm(W), W)


def radius_normalise(W: Array, target: Numbers = 1.0) -> Array:
    """Return W rescaled to spectral radius ``target``, the counter-example: products may still grow a long way."""
    return W * per_network(target / spectral_radius(W), W)
