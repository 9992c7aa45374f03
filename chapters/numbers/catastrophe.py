"""Numbers of chapter 0: one network that crashes, and the census of sixty-four.

A census of 300 updates takes about half a second, and each is trained once a build.
"""

import numpy as np

from experiments import catastrophe, census
from sim.tasks.pattern import Pattern


def result(what: str, lab: str = "pattern", seed: int = 654, steps: int = 72) -> float:
    """A result of the figure "The training catastrophe" after the given number of updates."""
    return catastrophe.results(lab, seed, steps)[what]


def jump(lab: str = "pattern", seed: int = 654, steps: int = 72) -> float:
    """How many times longer the gradient of the crash is than the one at the lowest loss before it."""
    n = catastrophe.results(lab, seed, steps)
    return n["gradient_at_crash"] / n["gradient_at_best"]


def step_length(seed: int = 654) -> float:
    """The length of the unclipped step at the crash: the learning rate times the gradient."""
    return catastrophe.ALPHA * result("gradient_at_crash", seed=seed)


def level() -> float:
    """The size of the outputs that the networks of the sign task have to learn."""
    return Pattern.level


def learning_rate() -> float:
    """The learning rate of the figure "The training catastrophe"."""
    return catastrophe.ALPHA


def saturated(updates: int, lab: str = "pattern", seed: int = 654) -> float:
    """The share of hidden states beyond 0.99 in size, over all steps, of the unclipped network at an update."""
    return float((np.abs(catastrophe.states(updates, lab, seed)) > 0.99).mean())


def wrong_signs(updates: int, seed: int = 654) -> int:
    """How many of the twenty signs the unclipped network recites wrongly after so many updates."""
    return catastrophe.wrong(updates, "pattern", seed)


def right_letters(updates: int, seed: int = 215) -> int:
    """How many of the thirty letters the unclipped network with a softmax recites rightly after so many updates."""
    return catastrophe.TASKS["letters"].T - catastrophe.wrong(updates, "letters", seed)


def curvature(updates: int) -> float:
    """The largest curvature of the loss, over all directions, where the unclipped network stands at an update.

    The largest eigenvalue of the Hessian, by power iteration on differences of two gradients.
    """
    return catastrophe.curvature(updates)


def stable_curvature() -> float:
    """Above this curvature plain gradient descent overshoots further with each step: 2/α."""
    return 2 / catastrophe.ALPHA


def longest_from(updates: int, alpha: float) -> float:
    """The longest gradient of two hundred updates that start where the unclipped network stands at an update."""
    return catastrophe.longest_from(updates, alpha)


def lost_factor() -> float:
    """By what factor the loss grows with each update once every unit is saturated: median of updates 150 to 290."""
    return catastrophe.lost_factor()


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
    return int(census.results(T, alpha, gain, clip, lab, vary, updates, seed)[what])


def share(
    T: int = 20, alpha: float = 0.3, gain: float = 1, clip: str = "none", lab: str = "pattern", end: str = "share_worse"
) -> float:
    """The share of 64 networks that end a census worse than they began, or an end of its 95 % Wilson interval."""
    return float(census.results(T, alpha, gain, clip, lab)[end])


def median_best() -> int:
    """The median update at which a network that ends a census lost stood at its lowest loss; 64 networks."""
    return int(np.median([network.best for network in census.histories() if network.lost]))


def radius(when: str, lost: bool = True) -> float:
    """The median spectral radius of W_h "at the start" or "at best", the lowest loss, of a census's lost networks.

    With ``lost`` false, of those that end better than they began.
    """
    name = {"at the start": "radius_at_start", "at best": "radius_at_best"}[when]
    return float(np.median([getattr(network, name) for network in census.histories() if network.lost == lost]))
