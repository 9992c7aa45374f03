"""Echo state network: a random recurrent network left as it is, with a linear read-out solved in closed form.

    x_t = tanh(W_h x_{t-1} + W_in u_t),    y_t = W_out x_t

Only W_out is fitted, so no gradient passes through time (paper, section 3.1; Jaeger 2001). Leading axes (...) are
independent networks: the weights are W_h (..., N, N), W_in (..., N) and the states (..., T, N).
"""

from typing import NamedTuple

import numpy as np

from sim.analysis.spectra import spectral_radius
from sim.arrays import Array, Classes, Numbers
from sim.floating_point import ignore_fp_warnings
from sim.training.initialise import generator


class Reservoir(NamedTuple):
    """Fixed weights of one echo state network."""

    W_h: Array  # (..., N, N)
    W_in: Array  # (..., N)


class MemoryCurve(NamedTuple):
    """How well the input of k steps ago can be read from the present state, for every delay k."""

    delays: Classes  # (K,) from 1 to K
    capacity: Array  # (..., K), squared correlation, 0 to 1
    total: Array  # (...), their sum; at most N for white input


def reservoir(N: int, rho: Numbers, input_scale: float = 1.0, seed: int = 0) -> Reservoir:
    """Return normal W_h scaled to spectral radius rho and W_in uniform in +-input_scale, for N units.

    rho is a number or an array (...): networks of one seed differ by their scale only. Draws come from PCG64, the
    same on every platform; the scaling by eigenvalues agrees to rounding. Raise ValueError for N < 1.
    """
    if N < 1:
        raise ValueError(f"N is {N}; expected at least one unit")
    rng = generator(seed)
    W_h = rng.standard_normal((N, N))
    W_in = rng.uniform(-input_scale, input_scale, N)
    scale = np.asarray(rho, float) / spectral_radius(W_h)
    return Reservoir(scale[..., None, None] * W_h, np.broadcast_to(W_in, (*scale.shape, N)))


def white_input(T: int, seed: int = 0) -> Array:
    """Return T independent numbers uniform in [-1, 1], shape (T,), from PCG64."""
    return generator(seed).uniform(-1, 1, T)


@ignore_fp_warnings
def states(net: Reservoir, u: Array) -> Array:
    """Return the states x_1, ..., x_T (..., T, N) for the input u (T,) or (..., T), from x_0 = 0."""
    W_h, W_in = net
    drive = np.asarray(u, float)[..., None] * W_in[..., None, :]  # (..., T, N)
    x = np.zeros((*W_in.shape, 1))
    out = np.empty(drive.shape)
    for t in range(drive.shape[-2]):
        x = np.tanh(W_h @ x + drive[..., t, :, None])
        out[..., t, :] = x[..., 0]
    return out


def ridge(X: Array, Y: Array, lam: float) -> Array:
    """Return the read-out W_out (..., K, N) that minimises |X W_out^T - Y|^2 + lam |W_out|^2.

    X is (..., T, N), Y (..., T, K).

    The normal equations (X^T X + lam I) W_out^T = X^T Y are solved directly. Raise LinAlgError where lam = 0 meets
    a singular X^T X natively; in WebAssembly the result is nan.
    """
    X_t = np.swapaxes(X, -1, -2)
    return np.swapaxes(np.linalg.solve(X_t @ X + lam * np.eye(X.shape[-1]), X_t @ Y), -1, -2)


def squared_correlation(a: Array, b: Array) -> Array:
    """Return the squared correlation along the last axis but one, (..., T, K) to (..., K); 0 where one is constant."""
    a, b = a - a.mean(axis=-2, keepdims=True), b - b.mean(axis=-2, keepdims=True)
    power = (a * a).sum(axis=-2) * (b * b).sum(axis=-2)
    return (a * b).sum(axis=-2) ** 2 / np.where(power == 0, 1, power)


def memory_capacity(
    net: Reservoir, K: int, T: int = 2000, washout: int = 100, lam: float = 1e-8, seed: int = 0
) -> MemoryCurve:
    """Return the memory of a reservoir for delays 1 to K (Jaeger 2001), a read-out for u_{t-k} and its
    squared correlation.

    Drives the network with T + max(washout, K) steps of white input; the read-outs are fitted on the first half of
    the last T steps and judged on the second, so that chance gives about 0, not N / T.
    """
    skip = max(washout, K)
    u = white_input(skip + T, seed)
    X = states(net, u)[..., skip:, :]
    Y = np.stack([u[skip - k : skip + T - k] for k in range(1, K + 1)], axis=-1)  # (T, K)
    half = T // 2
    W_out = ridge(X[..., :half, :], Y[:half], lam)
    capacity = squared_correlation(X[..., half:, :] @ np.swapaxes(W_out, -1, -2), Y[half:])
    return MemoryCurve(np.arange(1, K + 1), capacity, capacity.sum(axis=-1))
