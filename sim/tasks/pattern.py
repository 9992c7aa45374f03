"""Fixed pattern: after a start pulse the network recites one sequence from memory, without any further input."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from sim.arrays import Array
from sim.tasks import Generator, SignTask, Task


@dataclass(frozen=True)
class Pattern(SignTask):
    """Recite a random sequence of ±0.8, with an error at every step; one sequence for ever."""

    def draw(self, rng: Generator, B: int, T: int) -> tuple[Array, Any]:
        """Return the pulse (T, B, 1) and the pattern (T, B, 1), the same in every sequence of the batch."""
        pattern = self.level * (2.0 * rng.integers(2, size=(T, 1, 1)) - 1.0)
        return pulse(T, B), np.repeat(pattern, B, axis=1)


@dataclass(frozen=True)
class Letters(Task):
    """Recite a random string over four letters; softmax at every step."""

    I: ClassVar = 1
    O: ClassVar = 4
    fixed: ClassVar = True

    def draw(self, rng: Generator, B: int, T: int) -> tuple[Array, Any]:
        """Return the pulse (T, B, 1) and the letters (T, B), the same in every sequence of the batch."""
        return pulse(T, B), np.repeat(rng.integers(self.O, size=(T, 1)), B, axis=1)


def pulse(T: int, B: int) -> Array:
    """Return inputs (T, B, 1): 1 at the first step, then 0."""
    inputs = np.zeros((T, B, 1))
    inputs[0] = 1.0
    return inputs
