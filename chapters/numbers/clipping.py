"""Numbers about clipping by norm: the catapult, recorded ensembles over thresholds, the library's epsilon."""

import math

import numpy as np

from experiments import letters, signs
from experiments.cliff_descents import BITS, CATAPULT, RELIEF, T, descents, measure, of, on_the_wall, rounded
from sim.one_unit.wall import wall_peak

MINIBATCHES = np.array([-1.0, -1.0, -1.0, 5.0])  # gradients of four minibatches of a one-weight model
LAB_SEEDS = 32


def on_wall(what: str) -> float:
    """A result of one step of each descent from the place of the wall where its gradient is longest."""
    start = (CATAPULT["w"], on_the_wall(CATAPULT["w"]))
    return measure(descents(start, CATAPULT["alpha"], CATAPULT["tau"], 1))[what]


def bits() -> int:
    """To how many bits the points of the two descents are rounded."""
    return BITS


def with_bits(what: str, bits: int, steps: int = 60) -> float:
    """A result of the two descents at the default start, with points rounded to another number of bits."""
    return measure(rounded(CATAPULT, bits, steps))[what]


def relief_clipped(bits: int, steps: int = 200) -> int:
    """How many steps of the clipped descent on the relief are shortened, with points rounded to so many bits."""
    return int(measure(rounded(RELIEF, bits, steps))["clipped_steps"])


def summed_tau(tau: float, steps: int) -> float:
    """The threshold that does to a loss summed over so many steps what tau does to their mean."""
    return tau * steps


def catapult(what: str) -> float:
    """A result of the two descents at the default start: see the numbers of the figure."""
    return measure(of(CATAPULT))[what]


def relief(what: str, steps: int = 60) -> float:
    """A result of the two descents on the relief, after so many steps and otherwise by default: see its numbers."""
    return measure(of(RELIEF, steps))[what]


def apart(steps: int) -> float:
    """How far the two descents at the default start stand from each other after so many steps."""
    return float(np.linalg.norm(np.subtract(*of(CATAPULT, steps).path[-1])))


def norm_of_clipped(step: int) -> float:
    """The gradient norm that the clipped descent at the default start meets after so many steps."""
    return float(of(CATAPULT, step).norm[-1, 1])


def longest_clipped_step() -> float:
    """The longest step that the clipped descent at the default start can make: α τ."""
    return CATAPULT["alpha"] * CATAPULT["tau"]


def wall_left(steps: int) -> float:
    """The peak of the wall, at the weight w to which the clipped descent on the relief has come."""
    return float(wall_peak(of(RELIEF, steps).path[-1, 1, 0], T).norm)


def solved(T: int, alpha: float, tau: float | None = None) -> float:
    """Share of recorded letter networks solved after all updates, at a threshold or, without one, unclipped."""
    return _record(T, alpha, tau)[0]


def clipped(T: int, alpha: float, tau: float | None = None) -> float:
    """Share of updates in which clipping acted, over the recorded letter networks."""
    return _record(T, alpha, tau)[1]


def update_solved(T: int, alpha: float, tau: float | None = None) -> int:
    """The median update at which the recorded letter networks first solve their task."""
    return round(_record(T, alpha, tau)[3])


def seeds() -> int:
    """How many networks each recorded share of the letter task rests on."""
    return letters.SEEDS


def updates() -> int:
    """How many updates each recorded network of the letter task made."""
    return letters.UPDATES


def lab(what: str, alpha: float, rule: str = "none", tau: float = 1.0) -> float:
    """Share of networks reciting 20 signs that end "solved", "worse" than they began, or "lost" to infinities."""
    name = "low" if what == "solved" else what
    return signs.ensemble(alpha, rule, tau, LAB_SEEDS)[name]


def lab_seeds() -> int:
    """How many networks each share of the sign task rests on."""
    return LAB_SEEDS


def lab_updates() -> int:
    """How many updates each network of the sign task makes."""
    return signs.UPDATES


def mean_gradient() -> float:
    """The mean of four minibatch gradients, three of -1 and one of 5."""
    return float(MINIBATCHES.mean())


def mean_clipped_gradient(tau: float) -> float:
    """The mean of the same four gradients after each has been clipped at tau."""
    return float(np.clip(MINIBATCHES, -tau, tau).mean())


def entry(g: float, other: float, tau: float) -> float:
    """The entry g of the vector (g, other) after clipping by norm at tau."""
    return g * min(1, tau / math.hypot(g, other))


def short_of_tau(norm: float, tau: float, epsilon: float = 1e-6) -> float:
    """How far below tau a gradient lands when the library divides by norm + epsilon."""
    return tau - tau * norm / (norm + epsilon)


def _record(T, alpha, tau):
    column = letters.TAUS.index(np.inf if tau is None else tau)
    return [float(row[column]) for row in letters.results()[T, alpha]]
