"""Long short-term memory, gates in PyTorch's order i, f, g, o.

    i, f, o = σ(W_h h_{t-1} + W_x x_t + b)      g = tanh(W_h h_{t-1} + W_x x_t + b)
    c_t = f ∘ c_{t-1} + i ∘ g                    h_t = o ∘ tanh c_t

W_h (R, 4N, N), W_x (R, 4N, I) and b (R, 4N) hold the four gates one below the other. There is one bias, the
sum of PyTorch's two. Forget gates keep c alive: ∂c_t/∂c_{t-1} = f, without a weight matrix.
"""

from typing import NamedTuple

import numpy as np

from sim.arrays import Array, Params
from sim.cells.activations import sigmoid
from sim.cells.passes import Backward, arrivals, states, times, transpose, weight_gradients
from sim.floating_point import ignore_fp_warnings


class Trajectory(NamedTuple):
    """inputs (T, R, B, I), states h and cells c (T+1, R, B, N), gates (T, R, B, 4N) after their functions, tanh_c."""

    inputs: Array
    h: Array
    c: Array
    gates: Array
    tanh_c: Array


@ignore_fp_warnings
def forward(params: Params, inputs: Array, h_0: Array | None = None, c_0: Array | None = None) -> Trajectory:
    """Run R networks over inputs (T, R, B, I) from h_0 and c_0 (R, B, N), zero unless given; return a Trajectory."""
    W_h, W_x, b = params["W_h"], params["W_x"], params["b"][:, None]
    h, c = states(params, inputs, h_0), states(params, inputs, c_0)
    gates = []
    for t, x_t in enumerate(inputs, start=1):
        i, f, g, o = split(times(W_h, h[t - 1]) + times(W_x, x_t) + b)
        i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
        c[t] = f * c[t - 1] + i * g
        h[t] = o * np.tanh(c[t])
        gates.append(np.concatenate([i, f, g, o], axis=-1))
    return Trajectory(inputs, h, c, np.array(gates), np.tanh(c[1:]))


@ignore_fp_warnings
def backward(params: Params, run: Trajectory, arriving: Array) -> Backward:
    """Backpropagate the errors (S, R, B, N) that arrive at the last S states; delta is (T, R, B, 4N)."""
    W_h, T = params["W_h"], len(run.inputs)
    dh, delta = arrivals(run.h, arriving), np.empty_like(run.gates)
    dc = np.zeros_like(run.c)
    for t in range(T, 0, -1):
        i, f, g, o = split(run.gates[t - 1])
        tanh_c = run.tanh_c[t - 1]
        dc[t] += dh[t] * o * (1 - tanh_c**2)
        di, df, dg, do = dc[t] * g, dc[t] * run.c[t - 1], dc[t] * i, dh[t] * tanh_c
        delta[t - 1] = np.concatenate([di * i * (1 - i), df * f * (1 - f), dg * (1 - g**2), do * o * (1 - o)], axis=-1)
        dh[t - 1] += times(transpose(W_h), delta[t - 1])
        dc[t - 1] = dc[t] * f  # the additive path
    return Backward(weight_gradients(run, delta), dh, delta)


def split(gates: Array) -> tuple[Array, Array, Array, Array]:
    """Return the views i, f, g, o (..., N) of gates (..., 4N)."""
    N = gates.shape[-1] // 4
    return gates[..., :N], gates[..., N : 2 * N], gates[..., 2 * N : 3 * N], gates[..., 3 * N :]
