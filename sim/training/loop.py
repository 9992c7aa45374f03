"""The training loop: a state that advances one update at a time, and a generator over it.

A run is a function of its Config and nothing else. Each network has its own seed and its own streams, so a
network trained alone and the same network inside an ensemble see the same data.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from sim.arrays import Array, Mask, Params
from sim.fast import readout
from sim.fast.buffers import Buffers
from sim.floating_point import ignore_fp_warnings
from sim.training import initialise, regularise
from sim.training.clip import CLIPS
from sim.training.config import CELLS, DRAW, Config
from sim.training.losses import LOSSES
from sim.training.optimise import OPTIMISERS
from sim.training.parameters import ParameterBuffer, per_network
from sim.training.step import Step, gradient


class Event(NamedTuple):
    """A network that became non-finite: at which update, in which tensor, at which index, and the entry there."""

    step: int
    network: int
    tensor: str
    index: tuple[int, ...]  # type: ignore[assignment]  # hides a method of tuple
    value: float


class Record(NamedTuple):
    """One update: loss (R,) and norm before clipping (R,) at the weights before it, clipped (R,), new events.

    Frozen networks have loss and norm nan.
    """

    step: int
    loss: Array
    norm: Array
    clipped: Mask
    events: tuple[Event, ...]


class Training:
    """The state of a run. ``copy.deepcopy`` of it is an independent run that continues alike."""

    def __init__(self, config: Config) -> None:
        self.config, self.step, self.work = config, 0, Buffers()
        self.options: dict[str, Any] = {"activation": config.activation} if config.cell == "rnn" else {}
        drawn = DRAW[config.cell](config.seeds, config.N, config.task.I, config.task.O, **config.start)
        self.theta, self.grads = ParameterBuffer.holding(drawn), ParameterBuffer(drawn)
        self.optimiser = OPTIMISERS[config.optimiser]({"theta": self.theta.flat})
        self.mean_norm: Array | None = None  # what the adaptive rules remember
        self.streams = [initialise.generator((seed, 1)) for seed in config.seeds]
        self.clock = initialise.generator((0, 2))
        self.alive = np.ones(len(config.seeds), bool)
        self.alpha, self.tau, self.lam, self.decay = map(
            np.asarray, (config.alpha, config.tau, config.lam, config.decay)
        )
        self._fixed = self.draw() if config.task.fixed else None

    @property
    def dataset(self) -> tuple[Array, Any]:
        """Return inputs and targets of a task whose batch is drawn once; raise ValueError for any other task."""
        if self._fixed is None:
            raise ValueError(f"{type(self.config.task).__name__} draws every batch anew: it has no data set")
        return self._fixed

    @dataset.setter
    def dataset(self, batch: tuple[Array, Any]) -> None:
        """Train on these inputs and targets from now on."""
        self._fixed = batch

    @property
    def params(self) -> Params:
        """The parameters by name: views that change as training goes on."""
        return self.theta.parts

    def draw(self, B: int | None = None) -> tuple[Array, Any]:
        """Draw the next batch, of B sequences a network, from the streams of this run."""
        return self.config.task.batch(self.streams, B or self.config.B, self.config.task.length(self.clock))

    @ignore_fp_warnings
    def advance(self) -> Record:
        """Make one update and return its Record."""
        step = self._gradient(*(self._fixed or self.draw()))
        g, norm, clipped = self._clip()
        finite = np.isfinite(step.loss) & np.isfinite(norm)
        events = () if finite.all() else self._freeze(step, norm, finite)
        if not self.alive.all():
            g[~self.alive] = 0.0
        alpha = self.alpha * self.config.schedule(self.step)
        self.optimiser.step({"theta": self.theta.flat}, {"theta": g}, alpha)
        self.step += 1
        return Record(self.step - 1, self._of_living(step.loss), self._of_living(norm), clipped & self.alive, events)

    def _gradient(self, inputs: Array, target: Any) -> Step:
        cell, loss = CELLS[self.config.cell], LOSSES[self.config.task.loss]
        grads = self.grads.parts
        step = gradient(cell, loss, self.params, inputs, target, self.work, grads, **self.options)
        if self.lam.any():
            penalty = regularise.omega(self.params, step.run, step.back)
            grads["W_h"] += per_network(self.lam, penalty.gW_h) * penalty.gW_h
        if self.decay.any():
            self.grads.flat += regularise.weight_decay(self.theta.flat, self.decay)
        for name in self.config.held:
            grads[name][...] = 0.0
        return step

    def _clip(self) -> tuple[Array, Array, Mask]:
        """Return the clipped gradient as one vector (R, P), the norm before, and whether clipping acted."""
        clipped, self.mean_norm = CLIPS[self.config.clip](self.grads, self.theta, self.tau, self.mean_norm)
        return clipped.grads["theta"], clipped.norm, clipped.acted

    def _freeze(self, step: Step, norm: Array, finite: Mask) -> tuple[Event, ...]:
        """Stop the networks that have just become non-finite, at the weights they have, and say where it began."""
        new = self.alive & ~finite
        self.alive &= finite
        self.optimiser.forget(new)
        tensors = {"h": step.run.h, "y": step.y, "loss": step.loss, "dh": step.back.dh}
        by_network = {name: np.moveaxis(a, 1, 0) if a.ndim == 4 else a for name, a in tensors.items()}
        by_network |= step.grads | {"norm": norm}
        return tuple(Event(self.step, r, *first_non_finite(by_network, r)) for r in np.flatnonzero(new).tolist())

    def _of_living(self, values: Array) -> Array:
        return np.where(self.alive, values, np.nan)


def first_non_finite(tensors: dict[str, Array], network: int) -> tuple[str, tuple[int, ...], float]:
    """Return (name, index, value) of the first non-finite entry of this network, in the order of ``tensors``.

    Tensors are (R, ...); the error dh is searched from the last step back, as it is computed.
    """
    for name, a in tensors.items():
        bad = np.argwhere(~np.isfinite(a[network]))
        if len(bad):
            first = bad[np.argmax(bad[:, 0])] if name == "dh" else bad[0]
            index = tuple(map(int, first))
            return name, index, float(a[network][index])
    raise ValueError(f"network {network}: every entry is finite")


def train(state: Training, steps: int) -> Iterator[Record]:
    """Yield a Record for each of up to ``steps`` updates of a Training, or until no network is left alive.

    Stop drawing from the generator and the run is paused; a new generator over the same state resumes it.
    """
    for _ in range(steps):
        if not state.alive.any():
            return
        yield state.advance()


def history(state: Training, steps: int) -> tuple[Array, Array, Mask, list[Event]]:
    """Train for ``steps`` updates; return loss, norm and clipped as arrays (steps done, R), and all events."""
    records = list(train(state, steps))
    loss, norm, clipped = (np.stack([getattr(r, name) for r in records]) for name in ("loss", "norm", "clipped"))
    return loss, norm, clipped, [event for r in records for event in r.events]


def error_rate(state: Training, count: int, seed: int | tuple[int, ...] = 0, B: int = 1000) -> Array:
    """Return the share (R,) of wrong sequences among ``count`` fresh ones, the same for every network."""
    task, rng = state.config.task, initialise.generator((seed, 3))
    wrong = np.zeros(len(state.alive))
    cell = CELLS[state.config.cell]
    for start in range(0, count, B):
        inputs, target = task.batch([rng], min(B, count - start), task.length(rng))
        inputs = np.repeat(inputs, len(state.alive), axis=1)
        h = cell.forward(state.params, inputs, **state.options).h[-len(target) :]
        wrong = wrong + task.wrong(readout.forward(state.params, h), target).sum(axis=1)
    return wrong / count
