"""Latch: keep the sign of the first input until the end, against noise (after Bengio, Simard and Frasconi 1994)."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.arrays import Array
from sim.tasks import Generator, SignTask


@dataclass(frozen=True)
class Latch(SignTask):
    """A first input of ±1, then noise from U[-noise, noise]; the target at the last step is 0.8 times that sign.

    Both signs occur equally often in the batch.
    """

    noise: float = 0.3

    def draw(self, rng: Generator, B: int, T: int) -> tuple[Array, Any]:
        """Return inputs (T, B, 1) and targets (1, B, 1)."""
        sign = np.where(np.arange(B) % 2, -1.0, 1.0)
        inputs = rng.uniform(-self.noise, self.noise, (T, B, 1))
        inputs[0, :, 0] = sign
        return inputs, self.level * sign[None, :, None]
