"""The vanilla recurrent network: z_t = W_h h_{t-1} + W_x x_t + b, h_t = f(z_t)."""

from typing import NamedTuple

import numpy as np

from sim.arrays import Array, Params
from sim.cells.activations import ACTIVATIONS, Activation, named
from sim.cells.passes import Backward, arrivals, states, times, transpose, weight_gradients
from sim.floating_point import ignore_fp_warnings


class Trajectory(NamedTuple):
    """A forward pass: inputs (T, R, B, I), states h (T+1, R, B, N) with h[0] the initial one, and f."""

    inputs: Array
    h: Array
    f: Activation


@ignore_fp_warnings
def forward(params: Params, inputs: Array, h_0: Array | None = None, activation: str = "tanh") -> Trajectory:
    """Run R networks over inputs (T, R, B, I) from h_0 (R, B, N), zero unless given; return a Trajectory.

    Raise ValueError for an unknown activation.
    """
    f = named(activation, ACTIVATIONS)
    W_h, W_x, b = params["W_h"], params["W_x"], params["b"][:, None]
    h = states(params, inputs, h_0)
    for t, x_t in enumerate(inputs, start=1):
        h[t] = f.value(times(W_h, h[t - 1]) + times(W_x, x_t) + b)
    return Trajectory(inputs, h, f)


@ignore_fp_warnings
def backward(params: Params, run: Trajectory, arriving: Array) -> Backward:
    """Backpropagate through time the errors ``arriving`` (S, R, B, N) that arrive at the last S states.

    S = 1 for a loss at the last step, S = T for a loss at every step. Return a Backward whose gradients are sums
    over time and batch (paper, eqs. 3 to 5).
    """
    W_h, T = params["W_h"], len(run.inputs)
    dh, delta = arrivals(run.h, arriving), np.empty_like(run.h[1:])
    for t in range(T, 0, -1):
        delta[t - 1] = run.f.slope(run.h[t]) * dh[t]
        dh[t - 1] += times(transpose(W_h), delta[t - 1])
    return Backward(weight_gradients(run, delta), dh, delta)


@ignore_fp_warnings
def truncated_bptt(params: Params, run: Trajectory, arriving: Array, steps: int) -> Backward:
    """Backpropagate each error through at most ``steps`` steps, counting the one where it arises.

    ``arriving`` is (S, R, B, N) as in ``backward``; steps >= T gives the full gradient, steps = 1 only the immediate
    one. Raise ValueError when steps < 1.
    """
    if steps < 1:
        raise ValueError(f"steps = {steps}: expected at least 1")
    W_h, T = params["W_h"], len(run.inputs)
    dh, delta = np.zeros_like(run.h), np.zeros_like(run.h[1:])
    for arises in range(T, T - len(arriving), -1):
        dh_t = arriving[arises - T - 1]
        for t in range(arises, max(arises - steps, 0), -1):
            delta_t = run.f.slope(run.h[t]) * dh_t
            dh[t] += dh_t
            delta[t - 1] += delta_t
            dh_t = times(transpose(W_h), delta_t)
        if steps >= arises:
            dh[0] += dh_t
    return Backward(weight_gradients(run, delta), dh, delta)


def contributions(run: Trajectory, delta: Array) -> Array:
    """Return the temporal contributions delta_t h_{t-1}ᵀ to ∂E/∂W_h, summed over the batch: (T, R, N, N).

    With a loss at the last step only they are the summands of the paper's eq. 4; their sum over time is ∂E/∂W_h.
    """
    return transpose(delta) @ run.h[:-1]
