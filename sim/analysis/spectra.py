"""Sizes of matrices: the spectral radius ρ and the spectral norm λ1, which differ unless W is normal."""

import numpy as np

from sim.arrays import Array


def spectral_radius(W: Array) -> Array:
    """Return ρ(W), the largest modulus of an eigenvalue, for W (..., N, N)."""
    return np.abs(np.linalg.eigvals(W)).max(axis=-1)


def spectral_norm(W: Array) -> Array:
    """Return λ1(W), the largest singular value, for W (..., M, N): the most that W stretches any vector."""
    return singular_values(W)[..., 0]


def singular_values(W: Array) -> Array:
    """Return the singular values of W (..., M, N), largest first."""
    return np.asarray(np.linalg.svd(W, compute_uv=False), float)


def norm(W: Array) -> Array:
    """Return the Frobenius norm of W (..., M, N)."""
    return np.sqrt(np.square(W).sum(axis=(-2, -1)))
