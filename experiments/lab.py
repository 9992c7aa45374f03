"""The training lab: its settings as a Config of the engine, and a run that remembers what it has shown."""

import functools
import pkgutil
from dataclasses import dataclass

import numpy as np

from sim.tasks.arithmetic import Addition, Multiplication
from sim.tasks.characters import Characters
from sim.tasks.pattern import Letters, Pattern
from sim.tasks.temporal_order import TemporalOrder
from sim.training import clip
from sim.training.loop import Config
from sim.training.rounding import RoundedTraining

UPDATES = 5000  # of a whole run
SOLVED, RECENT = 0.1, 20  # solved: the mean loss of the last updates is below this share of chance
FIXED = {"pattern": Pattern, "letters": Letters}
KINDS = FIXED | {"order": TemporalOrder, "addition": Addition, "multiplication": Multiplication}
BATCH = {"pattern": 1, "letters": 1, "order": 20, "addition": 20, "multiplication": 20, "text": 8}
CELLS = {"tanh": ("rnn", "tanh"), "relu": ("rnn", "relu"), "lstm": ("lstm", "tanh"), "gru": ("gru", "tanh")}
BLOCKS = {"rnn": 1, "lstm": 4, "gru": 3}  # matrices of size (N, N)
CALLS = {"rnn": 7, "lstm": 26, "gru": 30}  # microseconds that NumPy's calls take for each step of the sequence
FRAME = 16_000  # microseconds of training between two pictures, in a browser on a middling machine


@functools.cache
def course_text() -> str:
    """The text of the character task: prose of this course, in small letters."""
    return pkgutil.get_data("experiments", "course.txt").decode()


@functools.cache
def task_of(task, T):
    """The task of the engine behind a name of the lab, of T steps or of as many as it needs."""
    return Characters(T, text=course_text()) if task == "text" else KINDS[task](max(T, KINDS[task].least))


@dataclass(frozen=True)
class Settings:
    """The controls of the lab, under their names."""

    task: str
    alpha: float
    clip: str
    tau: float
    cell: str
    N: int
    T: int
    init: str
    gain: float
    optimiser: str
    lam: float
    seed: int

    @property
    def arguments(self) -> dict:
        """What they ask of the engine: the arguments of a Config, the task left out. Ω is for the vanilla RNN only."""
        kind, activation = CELLS[self.cell]
        start = {"scheme": self.init, "gain": self.gain} | ({"std_x": 1.0} if self.task in FIXED else {})
        return {
            "seeds": (self.seed,),
            "cell": kind,
            "N": self.N,
            "B": BATCH[self.task],
            "activation": activation,
            "start": start,
            "optimiser": self.optimiser,
            "alpha": self.alpha,
            "clip": self.clip,
            "tau": self.tau,
            "lam": self.lam if kind == "rnn" else 0.0,
        }


def microseconds(config) -> float:
    """About what one update costs in a browser: calls, elements, and products of the passes and the gradient."""
    T, N, B, task = config.task.T, config.N, config.B, config.task
    rows, width = T * B, BLOCKS[config.cell] * N
    calls = 260 + T * (CALLS[config.cell] + 3 * bool(config.lam))
    return calls + rows * (0.03 * width + 0.0015 * width * (N + task.I) + 0.0015 * task.O * (N + 20))


class Run:
    """A RoundedTraining with its history: arrays (UPDATES,) of which the first ``updates`` entries are filled.

    ``threshold`` is the length at which the next gradient was cut, where the rule has one; ``ended`` is the Event of
    the first non-finite value, or None.
    """

    def __init__(self, settings: Settings):
        self.settings = settings
        self.config = Config(task_of(settings.task, settings.T), **settings.arguments)
        self.training = RoundedTraining(self.config)
        self.stride = int(max(1, min(60, FRAME // microseconds(self.config))))
        self.updates, self.ended = 0, None
        self._loss, self._norm, self._threshold = np.full((3, UPDATES), np.nan)
        self._clipped = np.zeros(UPDATES, bool)

    loss = property(lambda self: self._loss[: self.updates])
    norm = property(lambda self: self._norm[: self.updates])
    clipped = property(lambda self: self._clipped[: self.updates])
    threshold = property(lambda self: self._threshold[: self.updates])

    @property
    def over(self) -> bool:
        """Whether nothing is left to train."""
        return self.ended is not None or self.updates == UPDATES

    @property
    def solved(self) -> bool:
        """Whether the loss of the last updates is below a tenth of chance on average."""
        return self.ended is None and bool(self.loss[-RECENT:].mean() < SOLVED * self.config.task.chance)

    def go(self, pictures=1):
        """Make as many updates as so many pictures may take, and return the Run."""
        for _ in range(pictures * self.stride):
            if self.over:
                break
            self._advance()
        return self

    def _advance(self):
        self._threshold[self.updates] = self._limit()
        record = self.training.advance()
        self.ended = record.events[0] if record.events else None
        self._loss[self.updates], self._norm[self.updates] = record.loss[0], record.norm[0]
        self._clipped[self.updates] = record.clipped[0]
        self.updates += 1

    def _limit(self):
        mean = self.training.mean_norm
        if self.config.clip == "adaptive":
            return np.nan if mean is None else clip.FACTOR * mean[0]
        return self.config.tau if self.config.clip == "norm" else np.nan
