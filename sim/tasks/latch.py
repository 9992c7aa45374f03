"""Latch: keep the sign of the first input until the end, against noise (after Bengio, Simard and Frasconi 1994)."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from sim.arrays import Array, Mask
from sim.tasks import Generator, Task


@dataclass(frozen=True)
class Latch(Task):
    """A first input of ±1, then noise from U[-noise, noise]; the target at the last step is 0.8 times that sign.

    Linear read-out, squared error, one batch for the whole run, in which both signs occur equally often.
    """

    noise: float = 0.3
    I: ClassVar = 1
    O: ClassVar = 1
    loss: ClassVar = "squared error"
    fixed: ClassVar = True
    level: ClassVar = 0.8
    chance: ClassVar = 0.64  # of an output that stays at zero

    def draw(self, rng: Generator, B: int, T: int) -> tuple[Array, Any]:
        """Return inputs (T, B, 1) and targets (1, B, 1)."""
        sign = np.where(np.arange(B) % 2, -1.0, 1.0)
        inputs = rng.uniform(-self.noise, self.noise, (T, B, 1))
        inputs[0, :, 0] = sign
        return inputs, self.level * sign[None, :, None]

    def wrong(self, y: Array, target: Any) -> Mask:
        """Return (R, B): sequences that end with the wrong sign."""
        return (y * target <= 0).any(axis=(0, 3))
