"""The paper's form of the network, x_t = W_rec σ(x_{t-1}) + W_in u_t + b (eq. 2), and its equivalence to the usual one.

The state x_t is the usual z_t: with h_t = σ(x_t) both run alike on the same parameters, W_rec = W_h and
W_in = W_x. What differs is where a loss is attached and which Jacobian is meant.
"""

import numpy as np

from sim.arrays import Array, Params
from sim.cells.activations import ACTIVATIONS, named
from sim.cells.passes import Run, outer, times, transpose
from sim.floating_point import ignore_fp_warnings


@ignore_fp_warnings
def forward(params: Params, inputs: Array, x_0: Array, activation: str = "tanh") -> Array:
    """Run over inputs u (T, R, B, I) from x_0 (R, B, N) and return x (T+1, R, B, N)."""
    sigma, W_rec = named(activation, ACTIVATIONS).value, params["W_h"]
    W_in, b = params["W_x"], params["b"][:, None]
    x = np.empty((len(inputs) + 1,) + x_0.shape)
    x[0] = x_0
    for t, u_t in enumerate(inputs, start=1):
        x[t] = times(W_rec, sigma(x[t - 1])) + times(W_in, u_t) + b
    return x


@ignore_fp_warnings
def backward(
    params: Params, inputs: Array, x: Array, arriving: Array, activation: str = "tanh"
) -> tuple[Params, Array]:
    """Return (grads, dx) for errors (T, R, B, N) that arrive at x_1 ... x_T.

    ∂E/∂x_{t-1} = σ'(x_{t-1}) ∘ W_recᵀ ∂E/∂x_t + arriving_{t-1}, the transpose of the paper's eq. 5.

    grads holds W_h, W_x and b, dx (T+1, R, B, N) the whole error at every state.
    """
    f, W_rec_T = named(activation, ACTIVATIONS), transpose(params["W_h"])
    h = f.value(x)
    slope, dx = f.slope(h), np.zeros_like(x)
    dx[1:] = arriving
    for t in range(len(x) - 1, 0, -1):
        dx[t - 1] += slope[t - 1] * times(W_rec_T, dx[t])
    return {"W_h": outer(dx[1:], h[:-1]), "W_x": outer(dx[1:], inputs), "b": dx[1:].sum(axis=(0, 2))}, dx


def from_usual(params: Params, run: Run) -> Array:
    """Return x_1 ... x_T (T, R, B, N) of a run of ``rnn.forward``, that is z_t = W_h h_{t-1} + W_x x_t + b."""
    return times(params["W_h"], run.h[:-1]) + times(params["W_x"], run.inputs) + params["b"][:, None]


def to_usual(x: Array, activation: str = "tanh") -> Array:
    """Return the usual states h = σ(x)."""
    return named(activation, ACTIVATIONS).value(x)
