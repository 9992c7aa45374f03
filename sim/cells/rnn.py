"""The vanilla recurrent network: z_t = W_h h_{t-1} + W_x x_t + b, h_t = f(z_t)."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from sim.cells.activations import Activation, named
from sim.fast import matmul
from sim.fast.buffers import Buffers
from sim.floating_point import ignore_fp_warnings


class Trajectory(NamedTuple):
    """A forward pass: inputs (T, R, B, I), states h (T+1, R, B, N) with h[0] the initial one, and f."""

    inputs: np.ndarray
    h: np.ndarray
    f: Activation


class Backward(NamedTuple):
    """A backward pass: ``grads`` by parameter name, and the errors that travelled back.

    dh (T+1, R, B, N) has dh[t] = ∂E/∂h_t, the initial state's included; delta (T, R, B, N) has
    delta[t-1] = ∂E/∂z_t.
    """

    grads: dict
    dh: np.ndarray
    delta: np.ndarray


@ignore_fp_warnings
def forward(params, inputs, h_0=None, activation="tanh", work=None):
    """Run R networks over inputs (T, R, B, I) from h_0 (R, B, N), zero unless given; return a Trajectory.

    ``work`` is a Buffers to be used again and again; the returned states then live in it.
    """
    f, work = named(activation), work or Buffers()
    T, R, B, _ = inputs.shape
    N = params["W_h"].shape[-1]
    states, h = work.steps("h", (T + 1, R, B, N))
    z = work.array("z", (R, B, N))
    factor, value = f.folded(z.size)
    W_h, W_x, b = (params[name] if factor == 1.0 else factor * params[name] for name in ("W_h", "W_x", "b"))
    matmul.operator(W_x)(inputs, states[1:])
    states[1:] += b[:, None]
    h[0][...] = 0.0 if h_0 is None else h_0
    recur = matmul.operator(W_h)
    for before, h_t in pairwise(h):
        recur(before, z)  # z_t = W_h h_{t-1} + W_x x_t + b; h_t holds what the input adds
        z += h_t
        value(z, h_t)
    return Trajectory(inputs, states, f)


@ignore_fp_warnings
def backward(params, run, arriving, work=None, grads=None):
    """Backpropagate through time the errors ``arriving`` (S, R, B, N) that arrive at the last S states.

    S = 1 for a loss at the last step, S = T for a loss at every step. Returns a Backward whose gradients
    are sums over time and batch (paper, eqs. 3 to 5); ``grads`` names arrays to write them into.
    """
    dh, delta = errors(params, run, arriving, work or Buffers())
    return Backward(weight_gradients(run, delta, grads), dh, delta)


def errors(params, run, arriving, work):
    """Return dh and delta: delta_t = f'(z_t) ∘ dh_t and dh_{t-1} = W_hᵀ delta_t + what arrives at h_{t-1}."""
    T, S = len(run.inputs), len(arriving)
    all_dh, dh = work.steps("dh", run.h.shape)
    all_delta, delta = work.steps("delta", run.h[1:].shape)
    run.f.slope(run.h[1:], all_delta)
    W_h_T = matmul.operator(matmul.transpose(params["W_h"]))
    dh[T][...] = arriving[-1]
    for t in range(T - 1, -1, -1):
        delta_t = delta[t]  # holds the slopes f'(z)
        delta_t *= dh[t + 1]
        W_h_T(delta_t, dh[t])
        if t > T - S:
            dh[t] += arriving[t - 1 - T + S]
    return all_dh, all_delta


def weight_gradients(run, delta, grads=None):
    """Return {W_h, W_x, b} summed over time and batch, given delta (T, R, B, N) = ∂E/∂z."""
    grads = {"W_h": None, "W_x": None, "b": None} if grads is None else grads
    sums = matmul.Sums(delta)
    grads["W_h"] = sums.outer(run.h[:-1], grads["W_h"])
    grads["W_x"] = sums.outer(run.inputs, grads["W_x"])
    grads["b"] = sums.plain(grads["b"])
    return grads


def contributions(run, delta):
    """Return the temporal contributions delta_t h_{t-1}ᵀ to ∂E/∂W_h, summed over the batch: (T, R, N, N).

    With a loss at the last step only they are the summands of the paper's eq. 4; their sum over time is ∂E/∂W_h.
    """
    return matmul.transpose(delta) @ run.h[:-1]


@ignore_fp_warnings
def truncated_bptt(params, run, arriving, steps):
    """Backpropagate each error through at most ``steps`` steps, counting the one where it arises.

    ``arriving`` is (S, R, B, N) as in ``backward``; steps >= T gives the full gradient, steps = 1 only the immediate
    one. Raises ValueError when steps < 1.
    """
    if steps < 1:
        raise ValueError(f"steps = {steps}: expected at least 1")
    slope, W_h_T = run.f.slope(run.h[1:]), matmul.transpose(params["W_h"])
    dh = np.zeros_like(run.h)
    dh[len(dh) - len(arriving) :] = arriving
    travelling = dh[1:]
    for _ in range(min(steps, len(slope)) - 1):
        travelling = matmul.apply(W_h_T, travelling * slope[: len(travelling)])[1:]  # one step further back
        dh[1 : len(travelling) + 1] += travelling
    delta = dh[1:] * slope
    dh[0] = matmul.apply(W_h_T, delta[0])
    return Backward(weight_gradients(run, delta), dh, delta)
