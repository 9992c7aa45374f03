"""The LSTM of ``sim.cells.lstm``, tuned: all gates of a step in one array, written in place."""

import numpy as np

from sim.arrays import Array, Params
from sim.cells.lstm import Trajectory, split
from sim.cells.passes import Backward, transpose
from sim.fast import matmul
from sim.fast.activations import sigmoid, tanh
from sim.fast.buffers import Buffers
from sim.fast.rnn import Grads, arrivals, weight_gradients
from sim.floating_point import ignore_fp_warnings


@ignore_fp_warnings
def forward(
    params: Params,
    inputs: Array,
    h_0: Array | None = None,
    c_0: Array | None = None,
    work: Buffers | None = None,
) -> Trajectory:
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
def backward(
    params: Params, run: Trajectory, arriving: Array, work: Buffers | None = None, grads: Grads | None = None
) -> Backward:
    """Backpropagate the errors (S, R, B, N) that arrive at the last S states; delta is (T, R, B, 4N)."""
    T, S = len(run.inputs), len(arriving)
    (all_dh, dh), (all_delta, delta) = arrivals(run.h.shape, run.gates.shape, arriving, work or Buffers())
    i, f, g, o = split(run.gates)
    by_c = np.concatenate([g * i * (1 - i), run.c[:-1] * f * (1 - f), i * (1 - g * g)], axis=-1)
    by_h = run.tanh_c * o * (1 - o)
    into_c = o * (1 - run.tanh_c**2)
    W_h_T = matmul.operator(transpose(params["W_h"]))
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
