"""Numbers of chapter 0: one network that crashes, its forks and slices, and the census of sixty-four.

A census of 300 updates takes about half a second, and each is trained once a build.
"""

import numpy as np

from experiments import catastrophe, census, crash_slices
from experiments.clipped_from import branches
from sim.analysis.intervals import wilson_interval
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


def loss_at(updates: int, seed: int = 654) -> float:
    """The loss of the unclipped network after so many updates."""
    return float(catastrophe.trace("pattern", seed).to(updates)[0][-1, 0])


def curvature(updates: int) -> float:
    """The largest curvature of the loss, over all directions, where the unclipped network stands at an update.

    The largest eigenvalue of the Hessian, by power iteration on differences of two gradients; kept.
    """
    at, bend, _ = crash_slices.curvatures()
    return float(bend[list(at).index(updates)])


def stable_curvature() -> float:
    """Above this curvature plain gradient descent on a quadratic overshoots further with each step: 2/α."""
    return 2 / catastrophe.ALPHA


def fork_loss(at: int, updates: int) -> float:
    """The loss after so many updates of the crashing run with clipping at 1 switched on at an update."""
    return float(branches().loss[updates, at])


def fork_clipped(at: int) -> int:
    """How many of 160 updates are clipped in the crashing run with clipping at 1 switched on at an update."""
    return int(branches().clipped[:, at].sum())


def fork_last_clipped(at: int) -> int:
    """The last of 160 updates that is clipped in the crashing run with clipping at 1 switched on at an update."""
    return int(np.flatnonzero(branches().clipped[:, at])[-1])


def fork_distance(at: int, updates: int) -> float:
    """How far the weights of the run clipped from an update on are from the unclipped ones after so many updates."""
    return float(branches().distance[updates, at])


def slice_loss(update: int, what: str = "lowest") -> float:
    """The loss along the step of an update: at its "start", its "lowest" point or its "landing"."""
    cut = crash_slices.along(update)
    if what == "lowest":
        return float(cut.loss.min())
    return float(np.interp({"start": 0.0, "landing": 1.0}[what], cut.s, cut.loss))


def slice_lowest_at(update: int) -> float:
    """How far along the step of an update, measured in the weights, the loss is lowest."""
    cut = crash_slices.along(update)
    return float(cut.s[cut.loss.argmin()] * cut.length)


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
    """How many of 64 networks end a census below a tenth of chance ("learnt"), or not finite, or "worse" than begun."""
    return int(census.results(T, alpha, gain, clip, lab, vary, updates, seed)[what])


def lost_of_learned(T: int = 20, alpha: float = 0.3, gain: float = 1, end: str = "share") -> float:
    """The share of the networks that learned which then rose above their first loss, or an end of its 95 % interval."""
    n = census.results(T, alpha, gain)
    learned = int(n["lost"] + n["survived"])
    low, high = wilson_interval(n["lost"], learned)
    return float({"share": n["lost"] / learned, "low": low, "high": high}[end])


def fate(
    which: str,
    T: int = 20,
    alpha: float = 0.3,
    gain: float = 1,
    clip: str = "none",
    vary: str = "both",
    trained: str = "all",
) -> int:
    """How many of 64 networks never learned, were lost after they had learned, or survived; see the census's figure."""
    return int(census.results(T, alpha, gain, clip, vary=vary, trained=trained)[which])


def worse(what: str = "worse", alpha: float = 0.3, gain: float = 1, trained: str = "all") -> int:
    """How many of 64 networks end above their first loss, or what of them: "worse_that_had_learnt", "early"."""
    return int(census.results(alpha=alpha, gain=gain, trained=trained)[what])


def learned_by(updates: int, gain: float = 1) -> int:
    """How many of 64 networks have been below a quarter of their first loss within so many updates."""
    n = census.results(gain=gain, updates=updates)
    return int(n["lost"] + n["survived"])


def share_lost(end: str = "share_lost") -> float:
    """The share of 64 networks that learn and are lost afterwards, or an end of its 95 % Wilson interval."""
    return float(census.results()[end])


def median_best() -> int:
    """The median update at which a network that learned and lost it stood at its lowest loss; 64 networks."""
    return int(np.median([network.best for network in census.histories() if network.fate == "lost"]))


def radius(when: str, fate: str = "lost") -> float:
    """The median spectral radius of W_h "at the start" or "at best", the lowest loss, of the networks of one fate."""
    name = {"at the start": "radius_at_start", "at best": "radius_at_best"}[when]
    return float(np.median([getattr(network, name) for network in census.histories() if network.fate == fate]))


def power(factor: float, n: int) -> float:
    """A factor applied n times."""
    return factor**n


def shown() -> int:
    """How many updates the figure "The training catastrophe" shows when it opens."""
    return catastrophe.UPDATES


def early_update() -> int:
    """The update by which chapter 0 counts as early training."""
    return 12
