"""The paper's tasks and the course's own, one file each.

A task is a small immutable object with the sizes ``I`` and ``O``, its ``loss``, the ``chance`` loss of a
network that has learnt nothing, and ``draw(rng, B, T)``, which returns inputs (T, B, I) and targets (S, B) of
classes or (S, B, O) of values for the last S steps.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np


@dataclass(frozen=True)
class Task:
    """Sequences of length T, or of a length drawn uniformly from T ... T_max when that is given."""

    T: int = 20
    T_max: int = None
    least: ClassVar = 1  # steps of the shortest sequence that the task can have
    loss: ClassVar = "cross-entropy"
    fixed: ClassVar = False  # one batch for the whole run

    def length(self, rng):
        """Draw the length of one batch."""
        return self.T if self.T_max is None else int(rng.integers(self.T, self.T_max + 1))

    @property
    def chance(self):
        """The loss of a uniform guess: ln O."""
        return float(np.log(self.O))

    def wrong(self, y, target):
        """Return (R, B): which sequences have a wrong class at any of the last S steps."""
        return (y.argmax(axis=-1) != target).any(axis=0)

    def batch(self, rngs, B, T):
        """Draw for every network from its own stream; return inputs (T, R, B, I) and targets (S, R, B[, O])."""
        drawn = [self.draw(rng, B, T) for rng in rngs]
        return tuple(np.stack(parts, axis=1) for parts in zip(*drawn, strict=True))


def one_hot(symbols, count):
    """Return symbols (...) as (..., count) with a single 1 each."""
    return np.eye(count)[symbols]


def at_least(task, T):
    """Raise ValueError unless the shortest sequence has T steps."""
    if task.T < T:
        raise ValueError(f"{type(task).__name__}: T = {task.T}, expected at least {T}")
