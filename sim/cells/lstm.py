"""Long short-term memory, gates in PyTorch's order i, f, g, o.

    i, f, o = σ(W_h h_{t-1} + W_x x_t + b)      g = tanh(W_h h_{t-1} + W_x x_t + b)
    c_t = f ∘ c_{t-1} + i ∘ g                    h_t = o ∘ tanh c_t

W_h (R, 4N, N), W_x (R, 4N, I) and b (R, 4N) hold the four gates one below the other. There is one bias, the
sum of PyTorch's two. Forget gates keep c alive: ∂c_t/∂c_{t-1} = f, without a weight matrix.
"""

from typing import NamedTuple

import numpy as np

from sim.cells.activations import sigmoid, tanh
from sim.cells.rnn import Backward, weight_gradients
from sim.fast import matmul
from sim.fast.buffers import Buffers
from sim.floating_point import ignore_fp_warnings


class Trajectory(NamedTuple):
    """inputs (T, R, B, I), states h and cells c (T+1, R, B, N), gates (T, R, B, 4N) after their functions, tanh_c."""

    inputs: np.ndarray
    h: np.ndarray
    c: np.ndarray
    gates: np.ndarray
    tanh_c: np.ndarray


@ignore_fp_warnings
def forward(params, inputs, h_0=None, c_0=None, work=None):
    """Run R networks over inputs (T, R, B, I) from h_0 and c_0 (R, B, N), zero unless given; return a Trajectory."""
    work = work or Buffers()
    T, R, B, _ = inputs.shape
    N = params["W_h"].shape[-1]
    states, h = work.steps("h", (T + 1, R, B, N))
    cells, c = work.steps("c", (T + 1, R, B, N))
    gates, z = work.steps("gates", (T, R, B, 4 * N))
    all_tanh_c, tanh_c = work.steps("tanh_c", (T, R, B, N))
    matmul.operator(params["W_x"])(inputs, gates)
    gates += params["b"][:, None]
    h[0][...] = 0.0 if h_0 is None else h_0
    c[0][...] = 0.0 if c_0 is None else c_0
    W_h, recurrent = matmul.operator(params["W_h"]), work.array("recurrent", (R, B, 4 * N))
    for t in range(T):
        z[t] += W_h(h[t], recurrent)
        i, f, g, o = split(z[t])
        sigmoid(z[t][..., : 2 * N], out=z[t][..., : 2 * N])
        tanh(g, out=g)
        sigmoid(o, out=o)
        np.multiply(f, c[t], out=c[t + 1])
        c[t + 1] += i * g
        tanh(c[t + 1], out=tanh_c[t])
        np.multiply(o, tanh_c[t], out=h[t + 1])
    return Trajectory(inputs, states, cells, gates, all_tanh_c)


@ignore_fp_warnings
def backward(params, run, arriving, work=None, grads=None):
    """Backpropagate the errors (S, R, B, N) that arrive at the last S states; delta is (T, R, B, 4N)."""
    work = work or Buffers()
    T, S = len(run.inputs), len(arriving)
    all_dh, dh = work.steps("dh", run.h.shape)
    all_delta, delta = work.steps("delta", run.gates.shape)
    i, f, g, o = split(run.gates)
    by_c = np.concatenate([g * i * (1 - i), run.c[:-1] * f * (1 - f), i * (1 - g * g)], axis=-1)
    by_h = run.tanh_c * o * (1 - o)
    into_c = o * (1 - run.tanh_c**2)
    W_h_T = matmul.operator(matmul.transpose(params["W_h"]))
    dh[T][...] = arriving[-1]
    dc = np.zeros_like(dh[0])
    N = dc.shape[-1]
    for t in range(T - 1, -1, -1):
        dc += dh[t + 1] * into_c[t]
        np.multiply(np.concatenate([dc, dc, dc], axis=-1), by_c[t], out=delta[t][..., : 3 * N])
        np.multiply(dh[t + 1], by_h[t], out=delta[t][..., 3 * N :])
        W_h_T(delta[t], dh[t])
        dc *= f[t]  # the additive path
        if t > T - S:
            dh[t] += arriving[t - 1 - T + S]
    return Backward(weight_gradients(run, all_delta, grads), all_dh, all_delta)


def split(gates):
    """Return the views i, f, g, o (..., N) of gates (..., 4N)."""
    N = gates.shape[-1] // 4
    return (gates[..., k * N : (k + 1) * N] for k in range(4))
