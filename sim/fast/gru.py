"""The GRU of ``sim.cells.gru``, tuned: all gates of a step in one array, written in place."""

import numpy as np

from sim.arrays import Array, Params
from sim.cells.gru import Trajectory, split
from sim.cells.passes import Backward, transpose
from sim.fast import matmul
from sim.fast.activations import sigmoid, tanh
from sim.fast.buffers import Buffers
from sim.fast.rnn import Grads, arrivals, weight_gradients
from sim.floating_point import ignore_fp_warnings


@ignore_fp_warnings
def forward(params: Params, inputs: Array, h_0: Array | None = None, work: Buffers | None = None) -> Trajectory:
    """Run R networks over inputs (T, R, B, I) from h_0 (R, B, N), zero unless given; return a Trajectory."""
    work = work or Buffers()
    T, R, B, _ = inputs.shape
    N = params["W_h"].shape[-1]
    states, h = work.steps("h", (T + 1, R, B, N))
    all_gates, gates = work.steps("gates", (T, R, B, 3 * N))
    all_memory, memory = work.steps("memory", (T, R, B, N))
    matmul.operator(params["W_x"])(inputs, all_gates)
    all_gates += params["b"][:, None]
    h[0][...] = 0.0 if h_0 is None else h_0
    W_h, recurrent = matmul.operator(params["W_h"]), work.array("recurrent", (R, B, 3 * N))
    for t in range(T):
        W_h(h[t], recurrent)
        gated, n = gates[t][..., : 2 * N], gates[t][..., 2 * N :]
        gated += recurrent[..., : 2 * N]
        sigmoid(gated, out=gated)
        r, z = gated[..., :N], gated[..., N:]
        np.add(recurrent[..., 2 * N :], params["b_n"][:, None], out=memory[t])
        n += r * memory[t]
        tanh(n, out=n)
        np.subtract(h[t], n, out=h[t + 1])  # h_t = n + z ∘ (h_{t-1} - n)
        h[t + 1] *= z
        h[t + 1] += n
    return Trajectory(inputs, states, all_gates, all_memory)


@ignore_fp_warnings
def backward(
    params: Params, run: Trajectory, arriving: Array, work: Buffers | None = None, grads: Grads | None = None
) -> Backward:
    """Backpropagate the errors (S, R, B, N) that arrive at the last S states; delta is (T, R, B, 3N)."""
    T, S = len(run.inputs), len(arriving)
    (all_dh, dh), (all_delta, delta) = arrivals(run.h.shape, run.gates.shape, arriving, work or Buffers())
    r, z, n = split(run.gates)
    N = r.shape[-1]
    into_n = (1 - z) * (1 - n * n)
    into_z = (run.h[:-1] - n) * z * (1 - z)
    into_r = run.memory * r * (1 - r)
    W_h_T, through_W_h = matmul.operator(transpose(params["W_h"])), np.empty_like(all_delta)
    for t in range(T - 1, -1, -1):
        dr, dz, dn = split(delta[t])
        np.multiply(dh[t + 1], into_n[t], out=dn)
        np.multiply(dh[t + 1], into_z[t], out=dz)
        np.multiply(dn, into_r[t], out=dr)
        through_W_h[t] = delta[t]
        through_W_h[t][..., 2 * N :] *= r[t]
        W_h_T(through_W_h[t], dh[t])
        dh[t] += dh[t + 1] * z[t]  # the additive path
        if t > T - S:
            dh[t] += arriving[t - 1 - T + S]
    into = dict.fromkeys(params) if grads is None else grads
    made = weight_gradients(run, all_delta, into)
    made["W_h"] = matmul.Sums(through_W_h).outer(run.h[:-1], into["W_h"])
    made["b_n"] = through_W_h[..., 2 * N :].sum(axis=(0, 2), out=into["b_n"])
    return Backward(made, all_dh, all_delta)
