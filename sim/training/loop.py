"""The training loop: a state that advances one update at a time, and a generator over it.

A run is a function of its Config and nothing else. Each network has its own seed and its own streams, so a
network trained alone and the same network inside an ensemble see the same data.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from sim.fast import gru, lstm, readout, rnn
from sim.fast.activations import ACTIVATIONS
from sim.fast.buffers import Buffers
from sim.floating_point import ignore_fp_warnings
from sim.tasks import Task
from sim.training import clip, initialise, regularise
from sim.training.losses import LOSSES
from sim.training.optimise import OPTIMISERS, constant
from sim.training.parameters import ParameterBuffer, per_network

CELLS = {"rnn": rnn, "lstm": lstm, "gru": gru}
DRAW = {"rnn": initialise.network, "lstm": initialise.lstm, "gru": initialise.gru}
CLIPS = ("none", "norm", "value", "layer", "parameter", "adaptive", "naive", "agc")


@dataclass(frozen=True)
class Config:
    """Everything that a run depends on. alpha, tau, lam and decay are numbers, or tuples with one entry a seed.

    ``lam`` is the strength of Ω and ``decay`` that of weight decay; ``start`` holds further arguments for the
    initialiser, such as scheme and gain; ``held`` names parameters that stay as they are.
    Raises ValueError for an unknown cell, optimiser, clip, activation or parameter, for a setting with another number
    of entries than there are seeds, and for an activation or an Ω that the cell has not.
    """

    task: Task
    seeds: tuple = (0,)
    cell: str = "rnn"
    N: int = 16
    B: int = 1
    activation: str = "tanh"
    start: dict = field(default_factory=dict)
    optimiser: str = "sgd"
    alpha: float = 0.1
    schedule: object = constant
    clip: str = "none"
    tau: float = 1.0
    lam: float = 0.0
    decay: float = 0.0
    held: tuple = ()

    def __post_init__(self):
        known = {"cell": CELLS, "optimiser": OPTIMISERS, "clip": CLIPS, "activation": ACTIVATIONS}
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


def _one_of(name, value, known):
    if value not in known:
        raise ValueError(f"{name} = {value!r}: expected one of {', '.join(known)}")


class Event(NamedTuple):
    """A network that became non-finite: at which update, in which tensor, at which index, and the entry there."""

    step: int
    network: int
    tensor: str
    index: tuple
    value: float


class Record(NamedTuple):
    """One update: loss (R,) and norm before clipping (R,) at the weights before it, clipped (R,), new events.

    Frozen networks have loss and norm nan.
    """

    step: int
    loss: np.ndarray
    norm: np.ndarray
    clipped: np.ndarray
    events: tuple


class Step(NamedTuple):
    """A forward and backward pass: run, outputs y (S, R, B, O), loss (R,), backward pass and all gradients."""

    run: NamedTuple
    y: np.ndarray
    loss: np.ndarray
    back: NamedTuple
    grads: dict


def gradient(cell, loss, params, inputs, target, work=None, grads=None, **options):
    """Return the Step of one batch: inputs (T, R, B, I), targets for the last S steps (S, R, B[, O]).

    ``cell`` is a module such as ``sim.fast.rnn``, ``loss`` a function of ``sim.training.losses``; it gets the options.
    """
    work = work or Buffers()
    run = cell.forward(params, inputs, work=work, **options)
    read = run.h[-len(target) :]
    y = readout.forward(params, read, work)
    value, dy = loss(y, target)
    grads = dict.fromkeys(params) if grads is None else grads
    _, dh = readout.backward(params, read, dy, work, grads)
    back = cell.backward(params, run, dh, work, grads)
    return Step(run, y, value, back, grads)


class Training:
    """The state of a run. ``copy.deepcopy`` of it is an independent run that continues alike."""

    def __init__(self, config):
        self.config, self.step, self.work = config, 0, Buffers()
        self.options = {"activation": config.activation} if config.cell == "rnn" else {}
        drawn = DRAW[config.cell](config.seeds, config.N, config.task.I, config.task.O, **config.start)
        self.theta, self.grads = ParameterBuffer.holding(drawn), ParameterBuffer(drawn)
        self.optimiser = OPTIMISERS[config.optimiser]({"theta": self.theta.flat})
        rule = clip.naive_adaptive if config.clip == "naive" else clip.adaptive_clip
        self.adaptive = clip.AdaptiveClipper(rule=rule)
        self.streams = [initialise.generator((seed, 1)) for seed in config.seeds]
        self.clock = initialise.generator((0, 2))
        self.alive = np.ones(len(config.seeds), bool)
        self.alpha, self.tau, self.lam, self.decay = map(
            np.asarray, (config.alpha, config.tau, config.lam, config.decay)
        )
        self.fixed = self.draw() if config.task.fixed else None

    @property
    def params(self):
        """The parameters by name: views that change as training goes on."""
        return self.theta.parts

    def draw(self, B=None):
        """Draw the next batch, of B sequences a network, from the streams of this run."""
        return self.config.task.batch(self.streams, B or self.config.B, self.config.task.length(self.clock))

    @ignore_fp_warnings
    def advance(self):
        """Make one update and return its Record."""
        step = self._gradient(*(self.fixed or self.draw()))
        g, norm, clipped = self._clip()
        finite = np.isfinite(step.loss) & np.isfinite(norm)
        events = () if finite.all() else self._freeze(step, norm, finite)
        if not self.alive.all():
            g[~self.alive] = 0.0
        alpha = self.alpha * self.config.schedule(self.step)
        self.optimiser.step({"theta": self.theta.flat}, {"theta": g}, alpha)
        self.step += 1
        return Record(self.step - 1, self._of_living(step.loss), self._of_living(norm), clipped & self.alive, events)

    def _gradient(self, inputs, target):
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

    def _clip(self):
        """Return the clipped gradient as one vector (R, P), the norm before, and whether clipping acted."""
        kind, whole = self.config.clip, {"theta": self.grads.flat}
        if kind == "none":
            return self.grads.flat, clip.global_norm(whole), np.zeros(len(self.alive), bool)
        if kind in ("layer", "parameter", "agc"):
            clipped = self._clip_parts(kind)
            return ParameterBuffer.holding(clipped.grads).flat, clipped.norm, clipped.acted
        if kind in ("adaptive", "naive"):
            clipped = self.adaptive(whole)
        else:
            clipped = (clip.clip_by_value if kind == "value" else clip.clip_by_global_norm)(whole, self.tau)
        return clipped.grads["theta"], clipped.norm, clipped.acted

    def _clip_parts(self, kind):
        if kind == "agc":
            return clip.adaptive_gradient_clip(self.grads.parts, self.params, self.tau)
        return (clip.clip_per_layer if kind == "layer" else clip.clip_per_parameter)(self.grads.parts, self.tau)

    def _freeze(self, step, norm, finite):
        """Stop the networks that have just become non-finite, at the weights they have, and say where it began."""
        new = self.alive & ~finite
        self.alive &= finite
        self.optimiser.forget(new)
        tensors = {"h": step.run.h, "y": step.y, "loss": step.loss, "dh": step.back.dh}
        by_network = {name: np.moveaxis(a, 1, 0) if a.ndim == 4 else a for name, a in tensors.items()}
        by_network |= step.grads | {"norm": norm}
        return tuple(Event(self.step, r, *first_non_finite(by_network, r)) for r in np.flatnonzero(new).tolist())

    def _of_living(self, values):
        return np.where(self.alive, values, np.nan)


def first_non_finite(tensors, network):
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


def train(state, steps):
    """Yield a Record for each of up to ``steps`` updates of a Training, or until no network is left alive.

    Stop drawing from the generator and the run is paused; a new generator over the same state resumes it.
    """
    for _ in range(steps):
        if not state.alive.any():
            return
        yield state.advance()


def history(state, steps):
    """Train for ``steps`` updates; return loss, norm and clipped as arrays (steps done, R), and all events."""
    records = list(train(state, steps))
    loss, norm, clipped = (np.stack([getattr(r, name) for r in records]) for name in ("loss", "norm", "clipped"))
    return loss, norm, clipped, [event for r in records for event in r.events]


def error_rate(state, count, seed=0, B=1000):
    """Return the share (R,) of wrong sequences among ``count`` fresh ones, the same for every network."""
    task, rng, wrong = state.config.task, initialise.generator((seed, 3)), 0.0
    cell = CELLS[state.config.cell]
    for start in range(0, count, B):
        inputs, target = task.batch([rng], min(B, count - start), task.length(rng))
        inputs = np.repeat(inputs, len(state.alive), axis=1)
        h = cell.forward(state.params, inputs, **state.options).h[-len(target) :]
        wrong = wrong + task.wrong(readout.forward(state.params, h), target).sum(axis=1)
    return wrong / count
