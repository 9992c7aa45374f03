"""The crashing run of chapter 0, looked at from the side: the loss along any of its steps, the curvature along it."""

import functools

import numpy as np

from experiments import stored
from experiments.interventions import damage, fork

UPDATES = 72


@functools.cache
def run() -> damage.Run:
    """Return the crashing run with the weights of each update."""
    return damage.remember(fork.signs(), UPDATES)


@functools.cache
def losses() -> np.ndarray:
    """Return the loss (UPDATES + 1,) at the weights before each update and after the last."""
    return damage.losses(run(), run().theta)[0]


@functools.lru_cache(128)
def along(update: int) -> damage.Slice:
    """Return the loss along the step of an update, from a bit before its start to a bit beyond its landing."""
    return damage.slice_of(run(), update)


def curvatures() -> tuple[np.ndarray, np.ndarray, float]:
    """Return the updates at which the largest curvature was measured, the curvatures, and 2/α."""
    found = stored.cause("damage_of_the_crash")
    at = sorted(found["curvature"], key=int)
    return np.array(at, float), np.array([found["curvature"][k] for k in at]), found["two_over_alpha"]
