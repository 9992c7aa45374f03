"""Numbers of chapter 0: one network that crashes, and the census of sixty-four.

A census of 300 updates takes about half a second, and each is trained once a build.
"""

from dataclasses import replace
from functools import cache

import numpy as np

from sim.analysis.spectra import spectral_radius
from sim.fast import rnn
from sim.tasks.pattern import Pattern
from sim.training import initialise
from sim.training.loop import gradient
from sim.training.losses import LOSSES
from sim.training.rounding import RoundedTraining
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
    return catastrophe.ALPHA * told("gradient_at_crash", seed=seed)


def level() -> float:
    """The size of the outputs that the networks of the sign task have to learn."""
    return Pattern.level


def learning_rate() -> float:
    """The learning rate of the figure "The training catastrophe"."""
    return catastrophe.ALPHA


def saturated(updates: int, lab: str = "pattern", seed: int = 654) -> float:
    """The share of hidden states beyond 0.99 in size, over all steps, of the unclipped network at an update."""
    return float((np.abs(_states(updates, lab, seed)) > 0.99).mean())


def wrong_signs(updates: int, seed: int = 654) -> int:
    """How many of the twenty signs the unclipped network recites wrongly after so many updates."""
    told = catastrophe.trace("pattern", seed)
    told.to(updates)
    target = told.training.fixed[1][:, 0, 0, 0]
    return int((told.outputs[updates][:, 0, 0, 0] * target <= 0).sum())


def right_letters(updates: int, seed: int = 215) -> int:
    """How many of the thirty letters the unclipped network with a softmax recites rightly after so many updates."""
    told = catastrophe.trace("letters", seed)
    told.to(updates)
    target = told.training.fixed[1][:, 0, 0].reshape(-1)
    return int((told.outputs[updates][:, 0, 0].argmax(axis=1) == target).sum())


def curvature(updates: int) -> float:
    """The largest curvature of the loss, over all directions, where the unclipped network stands at an update.

    The largest eigenvalue of the Hessian, by power iteration on differences of two gradients.
    """
    training = _network(updates, catastrophe.ALPHA)
    here = training.theta.flat.copy()
    v = initialise.generator(0).standard_normal(here.shape)
    for _ in range(60):
        v /= np.linalg.norm(v)
        uphill, downhill = (_gradient(training, here + side * v) for side in (1e-5, -1e-5))
        v, before = (uphill - downhill) / 2e-5, v
    return float((v * before).sum())


def stable_curvature() -> float:
    """Above this curvature plain gradient descent overshoots further with each step: 2/α."""
    return 2 / catastrophe.ALPHA


def longest_from(updates: int, alpha: float) -> float:
    """The longest gradient of two hundred updates that start where the unclipped network stands at an update."""
    training = _network(updates, alpha)
    return max(float(training.advance().norm[0]) for _ in range(200))


def lost_factor() -> float:
    """By what factor the loss grows with each update once every unit is saturated: median of updates 150 to 290."""
    loss, _, _ = catastrophe.trace("pattern", 654).to(290)
    return float(np.median(loss[151:291, 0] / loss[150:290, 0]))


def count(
    what: str = "worse",
    T: int = 20,
    alpha: float = 0.3,
    gain: float = 1,
    clip: str = "none",
    lab: str = "pattern",
    vary: str = "both",
    updates: int = 300,
    seed: int = 0,
) -> int:
    """How many of 64 networks end worse than they began (or not finite, or with the sequence learned) in a census."""
    return int(_census(T, alpha, gain, clip, lab, vary, updates, seed)[what])


def share(
    T: int = 20, alpha: float = 0.3, gain: float = 1, clip: str = "none", lab: str = "pattern", end: str = "share_worse"
) -> float:
    """The share of 64 networks that end a census worse than they began, or an end of its 95 % Wilson interval."""
    return float(_census(T, alpha, gain, clip, lab, "both", 300, 0)[end])


def median_best() -> int:
    """The median update at which a network that ends a census lost stood at its lowest loss; 64 networks."""
    return int(np.median([best for best, *_ in _histories()[True]]))


def radius(when: str, lost: bool = True) -> float:
    """The median spectral radius of W_h "at the start" or "at best", the lowest loss, of a census's lost networks.

    With ``lost`` false, of those that end better than they began.
    """
    column = {"at the start": 1, "at best": 2}[when]
    return float(np.median([row[column] for row in _histories()[lost]]))


@cache
def _states(updates, lab, seed):
    """The hidden states (T, N) of the unclipped network after so many updates."""
    fresh = catastrophe.trace.__wrapped__(lab, seed)
    fresh.to(updates - 1)
    return rnn.forward(fresh.training.params, fresh.training.fixed[0]).h[1:, 0, 0]


def _network(updates, alpha):
    """The unclipped network of the figure after so many updates, alone, to be trained on with learning rate alpha."""
    told = catastrophe.trace.__wrapped__("pattern", 654)
    told.to(updates - 1)
    training = RoundedTraining(replace(told.training.config, seeds=(654,), alpha=alpha, clip="none", tau=1.0))
    training.theta.flat[:] = told.training.theta.flat[:1]
    return training


def _gradient(training, theta):
    """The gradient (1, P) over the training's whole data at the weights theta (1, P)."""
    training.theta.flat[:] = theta
    gradient(rnn, LOSSES[training.config.task.loss], training.params, *training.fixed, grads=training.grads.parts)
    return training.grads.flat.copy()


@cache
def _census(T, alpha, gain, clip, lab, vary, updates, seed):
    *_, last = census.run(T, alpha, gain, clip, lab, vary, updates, seed)
    return last.numbers


@cache
def _histories():
    """The networks of a census by whether they end lost: update of the lowest loss, ρ(W_h) at the start and then."""
    training = census.ensemble(20, 0.3, 1, "none", "pattern", "both", 0)
    losses, weights = [], []
    for _ in range(301):
        weights.append(training.params["W_h"].copy())
        losses.append(training.advance().loss)
    loss = np.array(losses)
    rows = {True: [], False: []}
    for r, best in enumerate(np.nanargmin(loss, axis=0)):
        lost = not loss[-1, r] <= loss[0, r]
        rows[lost].append((best, spectral_radius(weights[0][r]), spectral_radius(weights[best][r])))
    return rows
