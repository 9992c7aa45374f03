"""The gated recurrent unit, gates in PyTorch's order r, z, n and with its conventions.

    r, z = σ(W_h h_{t-1} + W_x x_t + b)          n = tanh(W_x x_t + b + r ∘ (W_h h_{t-1} + b_n))
    h_t = (1 - z) ∘ n + z ∘ h_{t-1}

W_h (R, 3N, N), W_x (R, 3N, I), b (R, 3N) hold the three blocks one below the other; b_n (R, N) is PyTorch's
b_hn, the bias inside the reset product. The reset gate acts after the matrix product; in Cho et al. (2014)
it acts before.
"""

from typing import NamedTuple

import numpy as np

from sim.arrays import Array, Params
from sim.cells.activations import sigmoid
from sim.cells.passes import Backward, arrivals, outer, states, times, transpose, weight_gradients
from sim.floating_point import ignore_fp_warnings


class Trajectory(NamedTuple):
    """inputs (T, R, B, I), states h (T+1, R, B, N), gates (T, R, B, 3N) after their functions, memory = W_h h + b_n."""

    inputs: Array
    h: Array
    gates: Array
    memory: Array


@ignore_fp_warnings
def forward(params: Params, inputs: Array, h_0: Array | None = None) -> Trajectory:
    """Run R networks over inputs (T, R, B, I) from h_0 (R, B, N), zero unless given; return a Trajectory."""
    W_h, W_x, b, b_n = params["W_h"], params["W_x"], params["b"][:, None], params["b_n"][:, None]
    h = states(params, inputs, h_0)
    gates, memory = [], []
    for t, x_t in enumerate(inputs, start=1):
        from_h, from_x = split(times(W_h, h[t - 1])), split(times(W_x, x_t) + b)
        r, z = sigmoid(from_h[0] + from_x[0]), sigmoid(from_h[1] + from_x[1])
        memory.append(from_h[2] + b_n)
        n = np.tanh(from_x[2] + r * memory[-1])
        h[t] = (1 - z) * n + z * h[t - 1]
        gates.append(np.concatenate([r, z, n], axis=-1))
    return Trajectory(inputs, h, np.array(gates), np.array(memory))


@ignore_fp_warnings
def backward(params: Params, run: Trajectory, arriving: Array) -> Backward:
    """Backpropagate the errors (S, R, B, N) that arrive at the last S states; delta is (T, R, B, 3N)."""
    W_h, T = params["W_h"], len(run.inputs)
    dh, delta = arrivals(run.h, arriving), np.empty_like(run.gates)
    into_W_h = np.empty_like(delta)  # what arrives at W_h h_{t-1}: delta, with n's part through the reset gate
    for t in range(T, 0, -1):
        r, z, n = split(run.gates[t - 1])
        dn, dz = dh[t] * (1 - z) * (1 - n**2), dh[t] * (run.h[t - 1] - n) * z * (1 - z)
        dr = dn * run.memory[t - 1] * r * (1 - r)
        delta[t - 1] = np.concatenate([dr, dz, dn], axis=-1)
        into_W_h[t - 1] = np.concatenate([dr, dz, dn * r], axis=-1)
        dh[t - 1] += times(transpose(W_h), into_W_h[t - 1]) + dh[t] * z  # the additive path
    into_b_n = split(into_W_h)[2].sum(axis=(0, 2))
    grads = weight_gradients(run, delta) | {"W_h": outer(into_W_h, run.h[:-1]), "b_n": into_b_n}
    return Backward(grads, dh, delta)


def split(gates: Array) -> tuple[Array, Array, Array]:
    """Return the views r, z, n (..., N) of gates (..., 3N)."""
    N = gates.shape[-1] // 3
    return gates[..., :N], gates[..., N : 2 * N], gates[..., 2 * N :]
