"""Noiseless memorisation: repeat what was shown, T steps later, on a cue."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.arrays import Array
from sim.tasks import Generator, Task, one_hot


@dataclass(frozen=True)
class Memorisation(Task):
    """``positions`` symbols out of ``values``, T blank steps, a cue, then the symbols again: T + 2 positions steps.

    The defaults are the 23.2-bit task, values 2 with positions 5 the 5-bit one. Before the cue's reply the
    class is "silence". A sequence is wrong when any of its steps is.
    """

    values: int = 5
    positions: int = 10

    @property
    def I(self) -> int:
        """Input channels: the symbols, blank and cue."""
        return self.values + 2

    @property
    def O(self) -> int:
        """Classes: the symbols and silence."""
        return self.values + 1

    def draw(self, rng: Generator, B: int, T: int) -> tuple[Array, Any]:
        """Return one-hot inputs (T + 2 positions, B, I) and classes (T + 2 positions, B)."""
        shown = rng.integers(self.values, size=(self.positions, B))
        blank, cue, silence = self.values, self.values + 1, self.values
        symbols = np.full((T + 2 * self.positions, B), blank)
        symbols[: self.positions] = shown
        symbols[T + self.positions] = cue
        target = np.full(symbols.shape, silence)
        target[-self.positions :] = shown
        return one_hot(symbols, self.I), target
