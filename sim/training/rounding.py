"""Training that every machine retells alike: weights are rounded to 20 significant bits after each update.

Near a wall of the error surface training is chaotic. Machines differ in the sixteenth digit of a sum, an update
multiplies such a difference, and after some fifty updates two machines tell two stories. Rounding the weights far
more coarsely than the machines differ, and far more finely than an update moves them, stops that.
"""

from typing import Any

import numpy as np

from sim.arrays import Array, Mask
from sim.training.config import Config
from sim.training.loop import Event, Record, Training
from sim.training.step import Step

BITS = 20


def round_bits(a: Array, bits: int = BITS) -> Array:
    """Round the array ``a`` in place to ``bits`` significant bits (Veltkamp's splitting) and return it."""
    shifted = a * (2.0 ** (53 - bits) + 1.0)
    np.subtract(shifted, shifted - a, out=a)
    return a


class RoundedTraining(Training):
    """A Training whose weights are rounded, the initial ones too; all else is as in the parent."""

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        round_bits(self.theta.flat)

    def advance(self) -> Record:
        """Make one update, round the weights and return the Record."""
        record = super().advance()
        round_bits(self.theta.flat)
        return record

    def _gradient(self, inputs: Array, target: Any) -> Step:
        step = super()._gradient(inputs, target)
        self.outputs = step.y  # (S, R, B, O), at the weights before this update
        return step


class Trace:
    """A RoundedTraining with all it has shown so far, trained on only when more is asked for.

    ``outputs`` lists y (S, R, B, O) by update, ``events`` maps a network to the Event that ended it.
    """

    def __init__(self, config: Config) -> None:
        self.training = RoundedTraining(config)
        self.records: list[tuple[Array, Array, Mask]] = []
        self.outputs: list[Array] = []
        self.events: dict[int, Event] = {}

    def to(self, steps: int) -> tuple[Array, ...]:
        """Return loss, norm before clipping, and clipped, each (steps + 1, R): entry k is the state after k updates."""
        while len(self.records) <= steps:
            record = self.training.advance()
            self.events |= {event.network: event for event in record.events}
            self.records.append((record.loss, record.norm, record.clipped))
            self.outputs.append(self.training.outputs.copy())
        return tuple(np.array(values) for values in zip(*self.records[: steps + 1], strict=True))
