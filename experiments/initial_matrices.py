"""Recurrent matrices as they are drawn at the start: their spectra, and how far an error travels back through them."""

import functools
from typing import Any, NamedTuple

import numpy as np

from sim.analysis.jacobians import error_norms
from sim.analysis.spectra import spectral_norm, spectral_radius
from sim.fast import rnn
from sim.training import initialise

T = 50
SCHEMES = ("small", "xavier", "orthogonal", "identity")
SETTINGS: dict[str, Any] = {"scheme": "xavier", "scale": 1.0, "seed": 0, "inputs": False, "N": 64}  # of the text


class Start(NamedTuple):
    """A matrix at the start: W_h (N, N), its eigenvalues (N,), ρ, σ_max, and the length (T+1,) of an error by lag."""

    W_h: np.ndarray
    values: np.ndarray
    rho: float
    sigma_max: float
    reach: np.ndarray


def start(scheme: str, scale: float, seed: int, inputs: bool, N: int) -> Start:
    """Return the Start of one of SCHEMES, multiplied by a scale; inputs: through a tanh network with noise."""
    W_h = scale * draw(scheme, seed, N)
    values = ordered(np.linalg.eigvals(W_h))
    rho, sigma = float(np.abs(values).max()), float(spectral_norm(W_h))
    return Start(W_h, values, rho, sigma, error_reach(W_h, inputs, seed))


def measure(found: Start) -> dict[str, float]:
    """Return ρ, σ_max and the length of the error after 10 and after 50 steps back."""
    reach = found.reach
    return {"rho": found.rho, "sigma_max": found.sigma_max, "reach_10": float(reach[10]), "reach_50": float(reach[T])}


def results(**settings: Any) -> dict[str, float]:
    """Return what `measure` finds at SETTINGS, changed as given."""
    return measure(start(**(SETTINGS | settings)))


@functools.lru_cache(16)
def draw(scheme: str, seed: int, N: int) -> np.ndarray:
    """Return the initial W_h (N, N) of one of SCHEMES, before scaling."""
    rng = initialise.generator(seed)
    return initialise.normal(rng, (N, N), 0.01) if scheme == "small" else initialise.RECURRENT[scheme](rng, N, 1.0)


@functools.cache
def spectra(scheme: str, N: int, seeds: int) -> tuple[np.ndarray, np.ndarray]:
    """Return spectral radii and largest singular values (seeds,) of so many draws."""
    drawn = np.stack([draw(scheme, seed, N) for seed in range(seeds)])
    return spectral_radius(drawn), spectral_norm(drawn)


def ordered(values: np.ndarray) -> np.ndarray:
    """Return eigenvalues by real, then imaginary part.

    Both are rounded for the sorting, so that conjugate pairs stay in place.
    """
    values = np.asarray(values, complex)
    return values[np.lexsort((values.imag.round(9), values.real.round(9)))]


def error_reach(W_h: np.ndarray, inputs: bool, seed: int) -> np.ndarray:
    """Return the length (T+1,) of an error after 0 to T steps back, through a linear or a noisy tanh network."""
    rng, N = initialise.generator((seed, 7)), len(W_h)
    params = {"W_h": W_h[None], "W_x": initialise.normal(rng, (1, N, 1), 1.0), "b": np.zeros((1, N))}
    u = initialise.normal(rng, (T, 1, 1, 1), 0.3)
    run = rnn.forward(params, u, activation="tanh" if inputs else "identity")
    size = error_norms(rnn.backward(params, run, initialise.normal(rng, (1, 1, 1, N), 1.0)).dh)[::-1, 0, 0]
    return size / size[0]
