"""Temporal order: in which order did the two (or three) marked symbols come?"""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from sim.arrays import Array
from sim.tasks import Generator, Task, at_least, one_hot


@dataclass(frozen=True)
class TemporalOrder(Task):
    """A or B appears near 10 to 20 % and again near 50 to 60 % of the sequence, among distractors c, d, e, f.

    The classes are AA, BA, AB, BB, the first marker being the low bit. As in the authors' code, each marker
    falls on one of the ⌊T/10⌋ places from its start on.
    """

    I: ClassVar = 6
    least: ClassVar = 10
    starts: ClassVar[tuple[float, ...]] = (0.1, 0.5)

    def __post_init__(self) -> None:
        at_least(self, self.least)

    @property
    def O(self) -> int:
        """Number of classes, 2 to the number of markers."""
        return 2 ** len(self.starts)

    def draw(self, rng: Generator, B: int, T: int) -> tuple[Array, Any]:
        """Return one-hot inputs (T, B, 6) and classes (1, B)."""
        symbols = rng.integers(2, 6, size=(T, B))
        answer = np.zeros(B, int)
        for bit, start in enumerate(self.starts):
            place = int(start * T) + rng.integers(int(0.1 * T), size=B)
            marker = rng.integers(2, size=B)
            symbols[place, np.arange(B)] = marker
            answer += marker << bit
        return one_hot(symbols, self.I), answer[None]


@dataclass(frozen=True)
class TemporalOrder3(TemporalOrder):
    """Three markers near 10, 30 and 60 % of the sequence: eight classes."""

    starts: ClassVar[tuple[float, ...]] = (0.1, 0.3, 0.6)
