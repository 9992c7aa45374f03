"""Spectral normalisation: divide by the largest singular value, not by the spectral radius

Both are called "spectral". Only the first bounds how much a single step, and so any number of steps, can amplify.
"""

import numpy as np


def power_iteration(W, u, rounds):
    """The largest singular value of W by repeated products, as Miyato et al. (2018) estimate it."""
    for _ in range(rounds):
        v = W.T @ u
        v /= np.linalg.norm(v)
        u = W @ v
        u /= np.linalg.norm(u)
    return u @ W @ v


def longest(W, steps):
    """The spectral norm of W, W^2, ..., W^steps: the most that so many linear steps can amplify."""
    product, norms = np.eye(len(W)), []
    for _ in range(steps):
        product = W @ product
        norms.append(np.linalg.norm(product, 2))
    return np.array(norms)


rng = np.random.default_rng(0)
N = 64
W, u = rng.standard_normal((N, N)) / np.sqrt(N), rng.standard_normal(N)

sigma = np.linalg.svd(W, compute_uv=False)[0]
rho = np.abs(np.linalg.eigvals(W)).max()
estimate = power_iteration(W, u, rounds=300)
print(f"largest singular value {sigma:.6f}, by power iteration {estimate:.6f}; spectral radius {rho:.6f}")

by_norm, by_radius = longest(W / sigma, 50), longest(W / rho, 50)
print(f"W / sigma_max: the most amplification in up to 50 steps is {by_norm.max():.3f}, after 50 steps "
      f"{by_norm[-1]:.2e}")
print(f"W / rho:       the most amplification in up to 50 steps is {by_radius.max():.3f}, after 50 steps "
      f"{by_radius[-1]:.2e}")

shear = np.array([[1.0, 10.0], [0.0, 1.0]])  # spectral radius exactly 1
print(f"a shear with spectral radius 1, 100 steps: {longest(shear, 100)[-1]:.0f}")
