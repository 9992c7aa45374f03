"""Random permutation: the last symbol repeats the first, everything between is noise."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.arrays import Array
from sim.tasks import Generator, Task, one_hot


@dataclass(frozen=True)
class RandomPermutation(Task):
    """One-hot symbols: the first is 0 or 1 and must be named after T steps, the others come from 2 ... 99."""

    I: ClassVar = 100
    O: ClassVar = 100

    def draw(self, rng: Generator, B: int, T: int) -> tuple[Array, Any]:
        """Return one-hot inputs (T, B, 100) and classes (1, B)."""
        symbols = rng.integers(2, self.I, size=(T, B))
        symbols[0] = rng.integers(2, size=B)
        return one_hot(symbols, self.I), symbols[:1].copy()
