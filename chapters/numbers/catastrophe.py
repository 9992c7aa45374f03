"""Numbers of chapter 0: one network that crashes, and the census of sixty-four.

A census of 300 updates takes about half a second, and each is trained once a build.
"""

from functools import cache

import numpy as np

from sim import rnn
from sim.spectra import spectral_radius
from widgets import catastrophe, census


def told(what: str, lab: str = "pattern", seed: int = 654, steps: int = 72) -> float:
    """A result of the figure "The training catastrophe" after the given number of updates."""
    return catastrophe.scene(lab, False, steps, seed).numbers[what]


def jump(lab: str = "pattern", seed: int = 654, steps: int = 72) -> float:
    """How many times longer the gradient of the crash is than the one at the lowest loss before it."""
    n = catastrophe.scene(lab, False, steps, seed).numbers
    return n["gradient_at_crash"] / n["gradient_at_best"]


def step_length(seed: int = 654) -> float:
    """The length of the unclipped step at the crash: the learning rate times the gradient."""
    return catastrophe.LR * told("gradient_at_crash", seed=seed)


def learning_rate() -> float:
    """The learning rate of the figure "The training catastrophe"."""
    return catastrophe.LR


def saturated(updates: int, lab: str = "pattern", seed: int = 654) -> float:
    """The share of hidden states beyond 0.99 in size, over all steps, of the unclipped network at an update."""
    return float((np.abs(_states(updates, lab, seed)) > 0.99).mean())


def wrong_signs(updates: int, seed: int = 654) -> int:
    """How many of the twenty signs the unclipped network recites wrongly after so many updates."""
    told = catastrophe.trace("pattern", seed)
    told.to(updates)
    target = told.training.fixed[1][:, 0, 0, 0]
    return int((told.outputs[updates][:, 0, 0, 0] * target <= 0).sum())


def lost_factor() -> float:
    """By what factor the loss grows with each update once every unit is saturated: median of updates 150 to 290."""
    loss, _, _ = catastrophe.trace("pattern", 654).to(290)
    return float(np.median(loss[151:291, 0] / loss[150:290, 0]))


def count(what: str = "worse", T: int = 20, lr: float = 0.3, gain: float = 1, clip: str = "none",
          lab: str = "pattern", vary: str = "both", updates: int = 300, seed: int = 0) -> int:
    """How many of 64 networks end worse than they began (or not finite, or with the sequence learned) in a census."""
    return int(_census(T, lr, gain, clip, lab, vary, updates, seed)[what])


def share(T: int = 20, lr: float = 0.3, gain: float = 1, clip: str = "none", lab: str = "pattern",
          end: str = "share_worse") -> float:
    """The share of 64 networks that end a census worse than they began, or an end of its 95 % Wilson interval."""
    return float(_census(T, lr, gain, clip, lab, "both", 300, 0)[end])


def median_crash() -> int:
    """The median update from which on the loss of a lost network stays above that at the start; 64 networks."""
    return int(np.median(_crashes()[0]))


def radius(when: str) -> float:
    """The median spectral radius of W_h "at the start" or "at the crash" of the networks that end a census lost."""
    return float(np.median(_crashes()[1 if when == "at the start" else 2]))


@cache
def _states(updates, lab, seed):
    """The hidden states (T, N) of the unclipped network after so many updates."""
    fresh = catastrophe.trace.__wrapped__(lab, seed)
    fresh.to(updates - 1)
    return rnn.forward(fresh.training.params, fresh.training.fixed[0]).h[1:, 0, 0]


@cache
def _census(T, lr, gain, clip, lab, vary, updates, seed):
    *_, last = census.run(T, lr, gain, clip, lab, vary, updates, seed)
    return last.numbers


@cache
def _crashes():
    """For the networks lost at the end: the update of no return, and the spectral radius at the start and then."""
    training = census.ensemble(20, 0.3, 1, "none", "pattern", "both", 0)
    losses, weights = [], []
    for _ in range(301):
        weights.append(training.params["W_h"].copy())
        losses.append(training.advance().loss)
    loss = np.array(losses)
    lost = np.flatnonzero(~(loss[-1] <= loss[0]))
    first = [_no_return(loss[:, r]) for r in lost]
    began = [spectral_radius(weights[0][r]) for r in lost]
    crashed = [spectral_radius(weights[k][r]) for r, k in zip(lost, first, strict=True)]
    return first, began, crashed


def _no_return(loss):
    """The update from which on the loss (n,) stays above its value at the start."""
    return int(np.flatnonzero(loss <= loss[0])[-1]) + 1
