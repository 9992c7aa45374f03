"""The crashing run's ∂L/∂W_h as the sum over the steps of the sequence: what each step contributes to it."""

import functools

import numpy as np

from experiments import catastrophe
from sim.cells.rnn import contributions
from sim.fast import rnn
from sim.training.loop import gradient
from sim.training.losses import LOSSES


@functools.cache
def terms(updates: int) -> np.ndarray:
    """Return the terms (T, N, N) whose sum is ∂L/∂W_h of the unclipped network after so many updates."""
    training = catastrophe.network(updates, catastrophe.ALPHA)
    inputs, target = training.dataset
    step = gradient(rnn, LOSSES[training.config.task.loss], training.params, inputs, target)
    return contributions(step.run, step.back.delta)[:, 0]


def share(updates: int, first: int, last: int) -> float:
    """Return the share of ∂L/∂W_h that steps first to last contribute: their terms' part along the whole, over it."""
    found = terms(updates)
    whole = found.sum(axis=0)
    return float((found[first - 1 : last] * whole).sum() / np.square(whole).sum())
