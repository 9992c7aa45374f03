"""Adam and clipping: what clipping can still do when the optimiser divides by the length of past gradients.

A constant factor cancels in m̂ / √v̂. What counts is how much *shorter than its neighbours* one gradient is made, and how
long √v̂ remembers one that was not: about 1 / (1 - β₂) updates, in which every step is smaller.
"""

from typing import NamedTuple

import numpy as np

from sim.arrays import Array, Params
from sim.fast import rnn
from sim.floating_point import ignore_fp_warnings
from sim.tasks.pattern import Letters
from sim.training.initialise import generator, network
from sim.training.loop import gradient
from sim.training.losses import softmax_cross_entropy
from sim.training.optimise import Adam


class Response(NamedTuple):
    """Steps (n,) of one weight in units of the learning rate, and after how many updates they are 90 % again."""

    steps: np.ndarray
    recovery: int


def spike_response(
    spike: float, tau: float | None = None, beta2: float = 0.999, updates: int = 6000, warm: int = 2000
) -> Response:
    """Return the Response of Adam to gradients of length 1 with one ``spike`` among them, clipped at tau or not."""
    params, steps = {"w": np.zeros((1, 1))}, np.empty(warm + updates)
    adam = Adam(params, beta2=beta2)
    for k in range(len(steps)):
        g = spike if k == warm else 1.0
        before = params["w"][0, 0]
        adam.step(params, {"w": np.array([[g if tau is None else min(g, tau)]])}, 1.0)
        steps[k] = before - params["w"][0, 0]
    short = np.flatnonzero(steps[warm:] < 0.9)
    return Response(steps[warm:], int(short[-1]) + 1 if short.size else 0)


@ignore_fp_warnings
def loss_times(
    factor: float, T: int = 20, updates: int = 200, alpha: float = 0.01, tau: float | None = None, seed: int = 0
) -> Array:
    """Return the losses (updates,) of a network that recites letters, trained by Adam on ``factor`` times the loss.

    The gradient is clipped at tau after that, so that a threshold means something else for every factor.
    """
    task = Letters(T)
    params = network((seed,), 16, task.I, task.O, std_x=1.0)
    batch, adam, losses = task.batch([generator((seed, 1))], 1, T), Adam(params, epsilon=0.0), []
    for _ in range(updates):
        step = gradient(rnn, softmax_cross_entropy, params, *batch)
        adam.step(params, _clipped({name: factor * g for name, g in step.grads.items()}, tau), alpha)
        losses.append(step.loss[0])
    return np.array(losses)


def _clipped(grads: Params, tau: float | None) -> Params:
    norm = np.sqrt(sum(np.square(g).sum() for g in grads.values()))
    return grads if tau is None or norm < tau else {name: g * (tau / norm) for name, g in grads.items()}
