"""The vanilla network of ``sim.cells.rnn``, tuned: states hold what the input adds before they are overwritten."""

from itertools import pairwise
from typing import Any

import numpy as np

from sim.arrays import Array, Params
from sim.cells.activations import named
from sim.cells.passes import Backward, Run, transpose
from sim.cells.rnn import Trajectory
from sim.fast import kernel, matmul
from sim.fast.activations import ACTIVATIONS
from sim.fast.buffers import Buffers, Steps
from sim.floating_point import ignore_fp_warnings

Grads = dict[str, Array | None]  # arrays to write gradients into; None where a new one shall be made

NAMES = "W_h", "W_x", "b"


@ignore_fp_warnings
def forward(
    params: Params,
    inputs: Array,
    h_0: Array | None = None,
    activation: str = "tanh",
    work: Buffers | None = None,
) -> Trajectory:
    """Run R networks over inputs (T, R, B, I) from h_0 (R, B, N), zero unless given; return a Trajectory.

    ``work`` is a Buffers to be used again and again; the returned states then live in it.
    """
    f, work = named(activation, ACTIVATIONS), work or Buffers()
    T, R, B, _ = inputs.shape
    N = params["W_h"].shape[-1]
    states, h = work.steps("h", (T + 1, R, B, N))
    h[0][...] = 0.0 if h_0 is None else h_0
    if kernel.HERE:
        weights = work.array("weights", (N, N + inputs.shape[-1]))
        if kernel.forward(f.name, params["W_h"], params["W_x"], params["b"], inputs, states, weights, work.known):
            return Trajectory(inputs, states, f)
    z = work.array("z", (R, B, N))
    factor, value = f.folded(z.size)
    W_h, W_x, b = (params[name] if factor == 1.0 else factor * params[name] for name in ("W_h", "W_x", "b"))
    matmul.operator(W_x)(inputs, states[1:])
    states[1:] += b[:, None]
    recur = matmul.operator(W_h)
    for before, h_t in pairwise(h):
        recur(before, z)  # z_t = W_h h_{t-1} + W_x x_t + b; h_t holds what the input adds
        z += h_t
        value(z, h_t)
    return Trajectory(inputs, states, f)


@ignore_fp_warnings
def backward(
    params: Params, run: Trajectory, arriving: Array, work: Buffers | None = None, grads: Grads | None = None
) -> Backward:
    """Backpropagate through time the errors ``arriving`` (S, R, B, N) that arrive at the last S states.

    S = 1 for a loss at the last step, S = T for a loss at every step. Return a Backward whose gradients
    are sums over time and batch (paper, eqs. 3 to 5); ``grads`` names arrays to write them into.
    """
    work = work or Buffers()
    if kernel.HERE:
        all_dh, all_delta = work.array("dh", run.h.shape), work.array("delta", run.h[1:].shape)
        made: Any = dict.fromkeys(NAMES) if grads is None else grads
        into = tuple(np.empty(params[name].shape) if made[name] is None else made[name] for name in NAMES)
        arrays = run.inputs, run.h, arriving, all_dh, all_delta
        if kernel.backward(run.f.name, params["W_h"], *arrays, into, work.known):
            made.update(zip(NAMES, into, strict=True))
            return Backward(made, all_dh, all_delta)
    dh, delta = errors(params, run, arriving, work)
    return Backward(weight_gradients(run, delta, grads), dh, delta)


def errors(params: Params, run: Trajectory, arriving: Array, work: Buffers) -> tuple[Array, Array]:
    """Return dh and delta: delta_t = f'(z_t) ∘ dh_t and dh_{t-1} = W_hᵀ delta_t + what arrives at h_{t-1}."""
    T, S = len(run.inputs), len(arriving)
    (all_dh, dh), (all_delta, delta) = arrivals(run.h.shape, run.h[1:].shape, arriving, work)
    run.f.slope(run.h[1:], all_delta)
    W_h_T = matmul.operator(transpose(params["W_h"]))
    for t in range(T - 1, -1, -1):
        delta_t = delta[t]  # holds the slopes f'(z)
        delta_t *= dh[t + 1]
        W_h_T(delta_t, dh[t])
        if t > T - S:
            dh[t] += arriving[t - 1 - T + S]
    return all_dh, all_delta


def arrivals(h: tuple[int, ...], delta: tuple[int, ...], arriving: Array, work: Buffers) -> tuple[Steps, Steps]:
    """Return dh and delta of these shapes, each whole and as a list along time; dh has what arrives at its end."""
    dh = work.steps("dh", h)
    dh[1][-1][...] = arriving[-1]
    return dh, work.steps("delta", delta)


def weight_gradients(run: Run, delta: Array, grads: Grads | None = None) -> Params:
    """Return {W_h, W_x, b} summed over time and batch, given delta (T, R, B, N) = ∂E/∂z."""
    made: Any = {"W_h": None, "W_x": None, "b": None} if grads is None else grads
    sums = matmul.Sums(delta)
    made["W_h"] = sums.outer(run.h[:-1], made["W_h"])
    made["W_x"] = sums.outer(run.inputs, made["W_x"])
    made["b"] = sums.plain(made["b"])
    return made
