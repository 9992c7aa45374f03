"""Products of the Jacobians of a tanh network beside ρⁿ: what saturation takes away at every step (paper, 2.1)."""

import functools
from typing import NamedTuple

import numpy as np

from sim.analysis import jacobians
from sim.analysis.spectra import spectral_norm
from sim.fast import rnn
from sim.training import initialise

N = 32
SAMPLES = 41  # lags at which the norm is taken; the products themselves are complete


class Growth(NamedTuple):
    """Lags n (k,), the norm ‖∂h_T/∂h_{T−n}‖ of the product at each, and the slopes f'(z_t) (T, N)."""

    n: np.ndarray
    product: np.ndarray
    slope: np.ndarray


def growth(rho: float, strength: float, T: int, seed: int, start: float) -> Growth:
    """Run a tanh network whose W_h is ρ times an orthogonal matrix, so that ρ is σ_max too.

    strength is that of the input, start the size of the first state.
    """
    rng = initialise.generator(seed)
    W_h, W_x = initialise.orthogonal(rng, N, rho), initialise.normal(rng, (N, 1), 1.0)
    params = {"W_h": W_h[None], "W_x": W_x[None], "b": np.zeros((1, N))}
    h_0 = initialise.normal(rng, (1, 1, N), start)
    run = rnn.forward(params, initialise.normal(rng, (T, 1, 1, 1), strength), h_0)
    J = jacobians.step_jacobians(params, run)[:, 0, 0]
    n = np.unique(np.linspace(0, T, SAMPLES).round().astype(int))
    return Growth(n, spectral_norm(jacobians.products(J)[T - n]), run.f.slope(run.h[1:])[:, 0, 0])


def measure(found: Growth, rho: float) -> dict[str, float]:
    """Return the whole product beside that of a linear network, the mean slope, and the bound η^T of the paper."""
    T, eta = len(found.slope), rho * float(found.slope.max())
    return {
        "product": float(found.product[-1]),
        "linear": float(rho**T),
        "mean_slope": float(found.slope.mean()),
        "eta": eta,
        "eta_to_the_T": eta**T,
    }


@functools.cache
def results(rho: float, strength: float, seed: int, T: int = 100, start: float = 0.1) -> dict[str, float]:
    """Return what `measure` finds in a network of T steps."""
    return measure(growth(rho, strength, T, seed, start), rho)
