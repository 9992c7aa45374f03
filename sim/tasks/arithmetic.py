"""Addition and multiplication of two marked numbers in a stream of random ones."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from sim.arrays import Array, Mask
from sim.tasks import Generator, Task, at_least


@dataclass(frozen=True)
class Addition(Task):
    """Channels (marker, number from U[0, 1]); the target at the last step is (a + b) / 2 of the two marked numbers.

    Markers fall in the first 10 % and in 10 to 50 %; the length is uniform in [T, 1.1 T) unless T_max is given.
    A sequence is wrong when its squared error exceeds 0.04.
    """

    I: ClassVar = 2
    O: ClassVar = 1
    least: ClassVar = 10
    loss: ClassVar = "squared error"
    tolerance: ClassVar = 0.04
    chance: ClassVar = 1 / 24  # the variance of (a + b) / 2

    def __post_init__(self) -> None:
        at_least(self, self.least)

    def length(self, rng: Generator) -> int:
        """Draw the length of one batch."""
        if self.T_max is not None:
            return super().length(rng)
        return self.T + int(rng.integers(int(0.1 * self.T)))

    def draw(self, rng: Generator, B: int, T: int) -> tuple[Array, Any]:
        """Return inputs (T, B, 2) and targets (1, B, 1)."""
        every = np.arange(B)
        places = rng.integers(int(0.1 * T), size=B), int(0.1 * T) + rng.integers(int(0.4 * T), size=B)
        inputs = np.zeros((T, B, 2))
        inputs[..., 1] = rng.random((T, B))
        for place in places:
            inputs[place, every, 0] = 1.0
        a, b = (inputs[place, every, 1] for place in places)
        return inputs, self.answer(a, b)[None, :, None]

    def answer(self, a: Array, b: Array) -> Array:
        """Return the target of the marked numbers a and b."""
        return (a + b) / 2

    def wrong(self, y: Array, target: Any) -> Mask:
        """Return (R, B): where the squared error exceeds 0.04."""
        return (np.square(y - target) > self.tolerance).any(axis=(0, 3))


@dataclass(frozen=True)
class Multiplication(Addition):
    """The same with the target a b."""

    chance: ClassVar = 7 / 144  # the variance of a b

    def answer(self, a: Array, b: Array) -> Array:
        """Return the target of the marked numbers a and b."""
        return a * b
