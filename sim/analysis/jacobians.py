"""What a small change of the state becomes: the factors of the paper's eq. 5 and their products."""

import numpy as np

from sim.analysis.spectra import spectral_norm
from sim.arrays import Array, Params
from sim.cells.rnn import Trajectory


def step_jacobians(params: Params, run: Trajectory, paper_form: bool = False) -> Array:
    """Return J (T, R, B, N, N): J[t] = ∂h_{t+1}/∂h_t = diag(f'(z_{t+1})) W_h, so that J[-1] is the last step.

    ``paper_form`` gives ∂x_{t+1}/∂x_t = W_rec diag(σ'(x_t)) for x_t = W_rec σ(x_{t-1}) + W_in u_t + b,
    whose σ(x_0) is h_0. The paper prints the transpose of this matrix.
    """
    W_h = params["W_h"][:, None]
    if paper_form:
        return W_h * run.f.slope(run.h[:-1])[..., None, :]
    return run.f.slope(run.h[1:])[..., :, None] * W_h


def products(J: Array) -> Array:
    """Return P (T+1, ..., N, N) with P[k] = ∂h_T/∂h_k = J[T-1] ... J[k]; P[T] is the identity."""
    P = np.empty((len(J) + 1,) + J.shape[1:])
    P[-1] = np.eye(J.shape[-1])
    for k in range(len(J) - 1, -1, -1):
        np.matmul(P[k + 1], J[k], out=P[k])
    return P


def amplification(J: Array, v: Array | None = None) -> Array:
    """Return how much an error has grown after travelling back l steps, for l = 0 ... T: shape (T+1, ...).

    With v (..., N), the error at the last state, this is ‖vᵀ ∂h_T/∂h_{T-l}‖ / ‖v‖. Without it, the largest
    value over all directions: the spectral norm of the product of the last l Jacobians.
    """
    if v is None:
        return spectral_norm(products(J))[::-1]
    rows = np.broadcast_to(v, J.shape[1:-1])[..., None, :]
    lengths = [np.linalg.norm(rows, axis=(-2, -1))]
    for J_t in J[::-1]:
        rows = rows @ J_t
        lengths.append(np.linalg.norm(rows, axis=(-2, -1)))
    return np.stack(lengths) / lengths[0]


def growth_bound(J: Array) -> Array:
    """Return the paper's upper bound η^l on ``amplification`` for l = 0 ... T, with η = max ‖J_t‖ over time."""
    eta = spectral_norm(J).max(axis=0)
    return eta ** np.arange(len(J) + 1).reshape((-1,) + (1,) * eta.ndim)


def error_norms(dh: Array) -> Array:
    """Return ‖∂E/∂h_t‖, shape (T+1, R, B): large early values mean that long-term contributions dominate."""
    return np.linalg.norm(dh, axis=-1)
