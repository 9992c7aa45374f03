"""What the passes of every cell share: products for R networks at once, and what backpropagation returns."""

from typing import NamedTuple, Protocol

import numpy as np

from sim.arrays import Array, Params


class Run(Protocol):
    """A forward pass of any cell: inputs (T, R, B, I) and states h (T+1, R, B, N)."""

    @property
    def inputs(self) -> Array: ...

    @property
    def h(self) -> Array: ...


class Backward(NamedTuple):
    """A backward pass: ``grads`` by parameter name, and the errors that travelled back.

    dh (T+1, R, B, N) has dh[t] = ∂E/∂h_t, the initial state's included; delta (T, R, B, N), for gates
    (T, R, B, 3N or 4N), has delta[t-1] = ∂E/∂z_t.
    """

    grads: Params
    dh: Array
    delta: Array


def transpose(W: Array) -> Array:
    """Swap the last two axes: (..., M, K) to (..., K, M), as a view."""
    return W.swapaxes(-1, -2)


def times(W: Array, v: Array) -> Array:
    """Return W v for every row v: W (R, M, K), v (..., R, B, K), result (..., R, B, M)."""
    return v @ transpose(W)


def outer(delta: Array, h: Array) -> Array:
    """Return Σ_t delta_t h_tᵀ (R, M, K), summed over the batch too, for delta (T, R, B, M) and h (T, R, B, K)."""
    return np.einsum("trbm,trbk->rmk", delta, h)


def states(params: Params, inputs: Array, h_0: Array | None) -> Array:
    """Return h (T+1, R, B, N) with h_0 in its first place, zero unless given, for a pass to fill in."""
    T, R, B, _ = inputs.shape
    h = np.zeros((T + 1, R, B, params["W_h"].shape[-1]))
    if h_0 is not None:
        h[0] = h_0
    return h


def arrivals(h: Array, arriving: Array) -> Array:
    """Return errors of the shape of h (T+1, R, B, N) that hold ``arriving`` (S, R, B, N) at the last S states."""
    dh = np.zeros_like(h)
    dh[len(h) - len(arriving) :] = arriving
    return dh


def weight_gradients(run: Run, delta: Array) -> Params:
    """Return {W_h, W_x, b} summed over time and batch, given delta (T, R, B, M) = ∂E/∂z."""
    return {"W_h": outer(delta, run.h[:-1]), "W_x": outer(delta, run.inputs), "b": delta.sum(axis=(0, 2))}
