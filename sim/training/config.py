"""What a run depends on: one Config, checked against the tables of what the engine has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.arrays import Params
from sim.fast import gru, lstm, rnn
from sim.fast.activations import ACTIVATIONS
from sim.tasks import Task
from sim.training import initialise
from sim.training.clip import CLIPS
from sim.training.optimise import OPTIMISERS, constant
from sim.training.step import Cell

CELLS: dict[str, Cell] = {"rnn": rnn, "lstm": lstm, "gru": gru}
DRAW: dict[str, Callable[..., Params]] = {"rnn": initialise.network, "lstm": initialise.lstm, "gru": initialise.gru}


@dataclass(frozen=True)
class Config:
    """Everything that a run depends on. alpha, tau, lam and decay are numbers, or tuples with one entry a seed.

    ``lam`` is the strength of Ω and ``decay`` that of weight decay; ``start`` holds further arguments for the
    initialiser, such as scheme and gain; ``held`` names parameters that stay as they are.
    Raise ValueError for an unknown cell, optimiser, clip, activation or parameter, for a setting with another number
    of entries than there are seeds, and for an activation or an Ω that the cell has not.
    """

    task: Task
    seeds: tuple[Any, ...] = (0,)
    cell: str = "rnn"
    N: int = 16
    B: int = 1
    activation: str = "tanh"
    start: dict[str, Any] = field(default_factory=dict)
    optimiser: str = "sgd"
    alpha: float | tuple[float, ...] = 0.1
    schedule: Callable[[int], float] = constant
    clip: str = "none"
    tau: float | tuple[float, ...] = 1.0
    lam: float | tuple[float, ...] = 0.0
    decay: float | tuple[float, ...] = 0.0
    held: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known: dict[str, Mapping[str, object]] = {
            "cell": CELLS,
            "optimiser": OPTIMISERS,
            "clip": CLIPS,
            "activation": ACTIVATIONS,
        }
        for name, values in known.items():
            _one_of(name, getattr(self, name), values)
        for name in self.held:
            _one_of("held", name, DRAW[self.cell]((0,), 1, 1, 1))
        for name in ("alpha", "tau", "lam", "decay"):
            if np.shape(getattr(self, name)) not in ((), (len(self.seeds),)):
                raise ValueError(f"{name} = {getattr(self, name)}: expected one number, or {len(self.seeds)}, as seeds")
        if self.activation != "tanh" and self.cell != "rnn":
            raise ValueError(f"activation = {self.activation!r} with cell = {self.cell!r}: its gates are its own")
        if np.any(self.lam) and self.cell != "rnn":
            raise ValueError(f"lam = {self.lam} with cell = {self.cell!r}: Ω is defined for the vanilla RNN")


def _one_of(name: str, value: str, known: Mapping[str, object]) -> None:
    if value not in known:
        raise ValueError(f"{name} = {value!r}: expected one of {', '.join(known)}")
