"""The paper's form of the network, x_t = W_rec σ(x_{t-1}) + W_in u_t + b (eq. 2), and its equivalence to the usual one.

The state x_t is the usual z_t: with h_t = σ(x_t) both run alike on the same parameters, W_rec = W_h and
W_in = W_x. What differs is where a loss is attached and which Jacobian is meant.
"""

import numpy as np

from sim.cells.activations import named
from sim.fast import matmul
from sim.floating_point import ignore_fp_warnings


@ignore_fp_warnings
def forward(params, inputs, x_0, activation="tanh"):
    """Run over inputs u (T, R, B, I) from x_0 (R, B, N) and return x (T+1, R, B, N)."""
    sigma, W_rec = named(activation).value, params["W_h"]
    drive = matmul.apply(params["W_x"], inputs) + params["b"][:, None]
    x = np.empty((len(inputs) + 1,) + x_0.shape)
    x[0] = x_0
    for t in range(1, len(x)):
        x[t] = matmul.apply(W_rec, sigma(x[t - 1])) + drive[t - 1]
    return x


@ignore_fp_warnings
def backward(params, inputs, x, arriving, activation="tanh"):
    """Return (grads, dx) for errors (T, R, B, N) that arrive at x_1 ... x_T.

    ∂E/∂x_{t-1} = σ'(x_{t-1}) ∘ W_recᵀ ∂E/∂x_t + arriving_{t-1}, the transpose of the paper's eq. 5.

    grads holds W_h, W_x and b, dx (T+1, R, B, N) the whole error at every state.
    """
    f, W_rec_T = named(activation), matmul.transpose(params["W_h"])
    h = f.value(x)
    slope, dx = f.slope(h), np.zeros_like(x)
    dx[1:] = arriving
    for t in range(len(x) - 1, 0, -1):
        dx[t - 1] += slope[t - 1] * matmul.apply(W_rec_T, dx[t])
    sums = matmul.Sums(dx[1:])
    return {"W_h": sums.outer(h[:-1]), "W_x": sums.outer(inputs), "b": sums.plain()}, dx


def from_usual(params, run):
    """Return x_1 ... x_T (T, R, B, N) of a run of ``rnn.forward``, that is z_t = W_h h_{t-1} + W_x x_t + b."""
    return matmul.apply(params["W_h"], run.h[:-1]) + matmul.apply(params["W_x"], run.inputs) + params["b"][:, None]


def to_usual(x, activation="tanh"):
    """Return the usual states h = σ(x)."""
    return named(activation).value(x)
