"""Fork: take a run at an update, change one thing, and follow the run as it was and the changed one side by side."""

import copy
import dataclasses
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from sim.tasks.pattern import Pattern
from sim.training.initialise import generator
from sim.training.loop import Config, Training
from sim.training.rounding import RoundedTraining


class Fork(NamedTuple):
    """Both branches from the fork on: row 0 is the run as it was, row 1 the changed one.

    loss, norm (before clipping) and clipped are (2, updates); distance (updates + 1,) is the Euclidean distance of all
    their weights, before each update and after the last.
    """

    loss: np.ndarray
    norm: np.ndarray
    clipped: np.ndarray
    distance: np.ndarray


def signs(seed: int = 654, T: int = 20, N: int = 16, alpha: float = 0.3) -> Config:
    """Return the run of chapter 0: recite T signs, unclipped."""
    return Config(Pattern(T), (seed,), N=N, start={"gain": 1.0, "std_x": 1.0}, alpha=alpha)


def fork(config: Config, at: int, updates: int, change: Callable, kind: type[Training] = RoundedTraining) -> Fork:
    """Train ``at`` updates, apply ``change`` to a copy of the Training, and follow both for so many updates."""
    training = kind(config)
    for _ in range(at):
        training.advance()
    changed = copy.deepcopy(training)
    change(changed)
    return follow((training, changed), updates)


def follow(branches: tuple[Training, Training], updates: int) -> Fork:
    """Advance two Trainings of one network side by side."""
    records, distance = [], [_apart(*branches)]
    for _ in range(updates):
        records.append([branch.advance() for branch in branches])
        distance.append(_apart(*branches))
    loss, norm, clipped = (np.array([[getattr(r, k)[0] for r in pair] for pair in records]).T for k in _SHOWN)
    return Fork(loss, norm, clipped, np.array(distance))


def clip_on(tau: float = 1.0) -> Callable:
    """Return the change: from now on clip the global norm at tau."""

    def change(training: Training) -> None:
        training.config = dataclasses.replace(training.config, clip="norm", tau=tau)
        training.tau = np.asarray(tau)

    return change


def alpha_times(factor: float) -> Callable:
    """Return the change: multiply the learning rate."""

    def change(training: Training) -> None:
        training.alpha = training.alpha * factor

    return change


def one_weight(name: str, index: tuple, by: float) -> Callable:
    """Return the change: move one weight, of the parameter ``name`` at ``index``, by so much."""

    def change(training: Training) -> None:
        training.params[name][(0, *index)] += by

    return change


def another_batch(seed: int) -> Callable:
    """Return the change: another sequence to learn from now on, or for drawn tasks another stream of batches."""

    def change(training: Training) -> None:
        training.streams = [generator((seed, 1))]
        if training.config.task.fixed:
            training.dataset = training.draw()

    return change


_SHOWN = ("loss", "norm", "clipped")


def _apart(one: Training, other: Training) -> float:
    with np.errstate(all="ignore"):
        return float(np.sqrt(np.square(one.theta.flat - other.theta.flat).sum()))
