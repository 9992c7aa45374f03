"""Character language model: which character comes next in a given text?"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.arrays import Array, Classes
from sim.tasks import Generator, Task, one_hot


@dataclass(frozen=True)
class Characters(Task):
    """Windows of T characters from ``text``, the next character as class at every step."""

    text: str = ""

    def __post_init__(self) -> None:
        longest = self.T_max or self.T
        if len(self.text) <= longest:
            raise ValueError(f"Characters: text of {len(self.text)} characters, expected more than {longest}")

    @cached_property
    def alphabet(self) -> str:
        """The characters that occur, sorted."""
        return "".join(sorted(set(self.text)))

    @cached_property
    def _codes(self) -> Classes:
        return np.array([self.alphabet.index(c) for c in self.text])

    @property
    def I(self) -> int:
        """Number of different characters."""
        return len(self.alphabet)

    O = I

    def draw(self, rng: Generator, B: int, T: int) -> tuple[Array, Any]:
        """Return one-hot inputs (T, B, I) and the next characters (T, B)."""
        windows = rng.integers(len(self.text) - T, size=B) + np.arange(T + 1)[:, None]
        codes = self._codes[windows]
        return one_hot(codes[:-1], self.I), codes[1:]

    def encode(self, text: str) -> Array:
        """Return ``text`` as one-hot inputs (len(text), 1, 1, I); raise ValueError for an unknown character."""
        if unknown := set(text) - set(self.alphabet):
            raise ValueError(f"character {min(unknown)!r} is unknown; expected some of {self.alphabet!r}")
        return one_hot(np.array([self.alphabet.index(c) for c in text]), self.I)[:, None, None]
