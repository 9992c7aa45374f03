"""The paper's tasks and the course's own, one file each.

A task is a small immutable object with the sizes ``I`` and ``O``, its ``loss``, the ``chance`` loss of a
network that has learnt nothing, and ``draw(rng, B, T)``, which returns inputs (T, B, I) and targets (S, B) of
classes or (S, B, O) of values for the last S steps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from sim.arrays import Array, Mask

Generator = np.random.Generator


@dataclass(frozen=True)
class Task:
    """Sequences of length T, or of a length drawn uniformly from T ... T_max when that is given."""

    T: int = 20
    T_max: int | None = None
    I: ClassVar[Any]  # input channels
    O: ClassVar[Any]  # outputs
    least: ClassVar = 1  # steps of the shortest sequence that the task can have
    loss: ClassVar = "cross-entropy"
    fixed: ClassVar = False  # one batch for the whole run

    def length(self, rng: Generator) -> int:
        """Draw the length of one batch."""
        return self.T if self.T_max is None else int(rng.integers(self.T, self.T_max + 1))

    @property
    def chance(self) -> float:
        """The loss of a uniform guess: ln O."""
        return float(np.log(self.O))

    def draw(self, rng: Generator, B: int, T: int) -> tuple[Array, Any]:
        """Return inputs (T, B, I) and targets for the last steps of B sequences."""
        raise NotImplementedError

    def wrong(self, y: Array, target: Any) -> Mask:
        """Return (R, B): which sequences have a wrong class at any of the last S steps."""
        return (y.argmax(axis=-1) != target).any(axis=0)

    def batch(self, rngs: Sequence[Generator], B: int, T: int) -> tuple[Array, Any]:
        """Draw for every network from its own stream; return inputs (T, R, B, I) and targets (S, R, B[, O])."""
        drawn = [self.draw(rng, B, T) for rng in rngs]
        inputs, targets = (np.stack(parts, axis=1) for parts in zip(*drawn, strict=True))
        return inputs, targets


@dataclass(frozen=True)
class SignTask(Task):
    """Answers of ±0.8 by a linear read-out, squared error, one batch for the whole run; the sign counts."""

    I: ClassVar = 1
    O: ClassVar = 1
    loss: ClassVar = "squared error"
    fixed: ClassVar = True
    level: ClassVar = 0.8
    chance: ClassVar = 0.64  # of an output that stays at zero

    def wrong(self, y: Array, target: Any) -> Mask:
        """Return (R, B): sequences with a wrong sign at any of the last S steps."""
        return (y * target <= 0).any(axis=(0, 3))


def one_hot(symbols: Any, count: int) -> Array:
    """Return symbols (...) as (..., count) with a single 1 each."""
    return np.eye(count)[symbols]


def at_least(task: Task, T: int) -> None:
    """Raise ValueError unless the shortest sequence has T steps."""
    if task.T < T:
        raise ValueError(f"{type(task).__name__}: T = {task.T}, expected at least {T}")
