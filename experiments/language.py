"""A small network that learns to write: its training on the course's own prose, what it remembers, and its samples."""

import functools
import hashlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from experiments import stored
from experiments.lab import course_text
from sim.fast import readout
from sim.tasks.characters import Characters
from sim.training import checkpoint
from sim.training.loop import CELLS, Config
from sim.training.rounding import RoundedTraining

T, B = 80, 4  # length and number of the windows of one update
N = {"rnn": 48, "gru": 32}
STRIDE = {"rnn": 6, "gru": 2}  # updates a picture: 20 to 35 ms in a browser on a middling machine
UPDATES = 30_000
RECORDED, TAU, ALPHA, SEED = 3000, 1.0, 1.5, 0  # of the stored runs: updates, threshold, learning rate, seed
BLOCK = 30  # updates that one point of a curve stands for
LETTERS, TEMPERATURE = 120, 0.7  # of a sample; below 1 the likelier letters are preferred
PAUSE = 480  # updates between two samples


@functools.cache
def task() -> Characters:
    """Return the task: which character comes next in the text of the chapters?"""
    return Characters(T, text=course_text())


@functools.cache
def unigram() -> float:
    """Return the bits a character that a model pays which knows only how frequent each character is."""
    text = course_text()
    p = np.array([text.count(c) for c in task().alphabet]) / len(text)
    return float(-(p * np.log2(p)).sum())


class Learner:
    """A run with its history: loss in bits a character, gradient norm and clipped, each (updates,), and its samples.

    ``tau`` is the threshold, infinite for no clipping.
    """

    def __init__(self, cell: str, tau: float, alpha: float, seed: int) -> None:
        self.cell, self.seed = cell, seed
        self.training = RoundedTraining(Config(task(), (seed,), cell, N[cell], B, alpha=alpha, clip="norm", tau=tau))
        self.updates, self.ended = 0, False
        self.samples: list[tuple[int, str]] = []
        self._history = np.full((3, UPDATES), np.nan)

    @property
    def loss(self) -> np.ndarray:
        """Bits a character before each update, (updates,)."""
        return self._history[0, : self.updates]

    @property
    def norm(self) -> np.ndarray:
        """The norm of each gradient before clipping, (updates,)."""
        return self._history[1, : self.updates]

    @property
    def clipped(self) -> np.ndarray:
        """1 where a gradient was clipped, else 0, (updates,)."""
        return self._history[2, : self.updates]

    @property
    def over(self) -> bool:
        """Whether nothing is left to train."""
        return self.ended or self.updates == UPDATES

    def go(self, updates: int | None = None) -> "Learner":
        """Make the updates of one picture, or so many, write when it is time, and return the Learner."""
        for _ in range(updates or STRIDE[self.cell]):
            if self.over:
                break
            record = self.training.advance()
            self._history[:, self.updates] = record.loss[0] / np.log(2), record.norm[0], record.clipped[0]
            self.updates, self.ended = self.updates + 1, bool(record.events)
        if not self.samples or self.updates >= self.samples[-1][0] + PAUSE:
            self.write()
        return self

    def write(self) -> None:
        """Add a sample (updates, text), drawn letter by letter from what the network expects next."""
        rng = np.random.default_rng((self.seed, self.updates))
        work, h, text = self.training.work, None, "\n"
        cell = CELLS[self.cell]
        for chance in rng.random(LETTERS):
            h = cell.forward(self.training.params, task().encode(text[-1]), h, work=work).h[-1].copy()
            y = readout.forward(self.training.params, h[None])[0, 0, 0] / TEMPERATURE
            p = np.exp(y - y.max()).cumsum()
            text += task().alphabet[min(int(np.searchsorted(p, chance * p[-1])), task().I - 1)]
        self.samples = [*self.samples[-2:], (self.updates, " ".join(text.split()))]

    def state(self) -> dict[str, np.ndarray]:
        """Return all of it as {name: array}; ``restore`` takes it."""
        samples = np.array([f"{updates} {text}" for updates, text in self.samples])
        history = self._history[:, : self.updates].copy()
        return checkpoint.state(self.training) | {"history": history, "samples": samples}

    def restore(self, kept: dict[str, np.ndarray]) -> "Learner":
        """Go back to a state of a run with the same settings; return the Learner."""
        checkpoint.restore(self.training, kept)
        self.updates = kept["history"].shape[1]
        self._history[:, : self.updates] = kept["history"]
        self.samples = [(int(updates), text) for updates, text in (s.split(" ", 1) for s in kept["samples"].tolist())]
        return self


class Going:
    """A run under way: an iterator of scenes that ``picture`` makes of a Learner, the first one of it as it is."""

    def __init__(self, learner: Learner, picture: Callable[[Learner], Any]) -> None:
        self.learner, self._scenes = learner, self._go(picture)

    def __iter__(self) -> "Going":
        return self

    def __next__(self) -> Any:
        return next(self._scenes)

    def _go(self, picture: Callable[[Learner], Any]) -> Iterator[Any]:
        yield picture(self.learner)
        while not self.learner.over:
            yield picture(self.learner.go())


def blocks(values: np.ndarray, reduce: Callable[[np.ndarray], float]) -> tuple[np.ndarray, np.ndarray]:
    """Return one point for every BLOCK updates of values (n,), the last one for what is left: updates and values."""
    starts = np.arange(0, len(values), BLOCK)
    ends = np.minimum(starts + BLOCK, len(values))
    return ends.astype(float), np.array([reduce(values[a:b]) for a, b in zip(starts, ends, strict=True)])


class Recorded(NamedTuple):
    """A stored run: loss in bits and largest norm (RECORDED / BLOCK,) of every block, and the last sample."""

    loss: np.ndarray
    norm: np.ndarray
    sample: str


def make() -> dict[str, Any]:
    """Train the network of the text, clipped and not; return what `results/language.json` holds, to three digits."""
    return {
        "parameters": {
            "cell": "rnn",
            "N": N["rnn"],
            "T": T,
            "B": B,
            "alpha": ALPHA,
            "seeds": [SEED],
            "updates": RECORDED,
            "block": BLOCK,
            "text": hashlib.sha256(course_text().encode()).hexdigest()[:16],
            "weights": "rounded",
        },
        "runs": [_made(tau) for tau in (TAU, np.inf)],
    }


def _made(tau: float) -> dict[str, Any]:
    learner = Learner("rnn", tau, ALPHA, SEED).go(RECORDED)
    learner.write()
    loss, norm = blocks(learner.loss, np.mean)[1], blocks(learner.norm, np.max)[1]
    curves = {"loss": stored.rounded(loss), "norm": stored.rounded(norm)}
    return {"tau": None if np.isinf(tau) else tau} | curves | {"sample": learner.samples[-1][1]}


@functools.cache
def results() -> dict[bool, Recorded]:
    """Return the stored runs: True the clipped, False the one that is not.

    Raises ResultError if the file is damaged.
    """
    found = stored.load("language", parameters=dict, runs=list)["runs"]
    try:
        runs = {
            run["tau"] is not None: Recorded(stored.numbers(run["loss"]), stored.numbers(run["norm"]), run["sample"])
            for run in found
        }
    except (KeyError, TypeError, ValueError) as error:
        raise stored.fault("language", f"a run is not whole ({error})") from None
    lengths = {len(curve) * BLOCK for run in runs.values() for curve in run[:2]}
    if set(runs) != {True, False} or lengths != {RECORDED}:
        raise stored.fault("language", f"expected a clipped run and one that is not, of {RECORDED} updates")
    return {clip: runs[clip] for clip in (True, False)}
