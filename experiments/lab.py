"""The training lab: its settings as a Config of the engine, a run with its history, and the same as a program."""

import functools
import pkgutil
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.diagnosis import Diagnosis
from sim.tasks.arithmetic import Addition, Multiplication
from sim.tasks.characters import Characters
from sim.tasks.pattern import Letters, Pattern
from sim.tasks.temporal_order import TemporalOrder
from sim.training import clip
from sim.training.loop import Config
from sim.training.rounding import RoundedTraining

UPDATES = 5000  # of a whole run
SOLVED, RECENT = 0.1, 20  # solved: the mean loss of the last updates is below this share of chance
PICTURES = 2  # whose updates a scene shows before the reader presses Train
FIXED = {"pattern": Pattern, "letters": Letters}
KINDS = FIXED | {"order": TemporalOrder, "addition": Addition, "multiplication": Multiplication}
BATCH = {"pattern": 1, "letters": 1, "order": 20, "addition": 20, "multiplication": 20, "text": 8}
CELLS = {"tanh": ("rnn", "tanh"), "relu": ("rnn", "relu"), "lstm": ("lstm", "tanh"), "gru": ("gru", "tanh")}
STRIDE = {  # updates from one picture to the next at T = 20 and N = 16, by cell
    "pattern": {"tanh": 38, "relu": 38, "lstm": 18, "gru": 17},
    "letters": {"tanh": 37, "relu": 37, "lstm": 18, "gru": 17},
    "order": {"tanh": 17, "relu": 17, "lstm": 6, "gru": 7},
    "addition": {"tanh": 20, "relu": 20, "lstm": 7, "gru": 8},
    "multiplication": {"tanh": 20, "relu": 20, "lstm": 7, "gru": 8},
    "text": {"tanh": 16, "relu": 16, "lstm": 7, "gru": 8},
}
PROGRAM = '''"""A run of Cliffwalk's training lab: {said}.

Save this file in the folder of the course that holds sim and widgets, and run it with Python and NumPy:
python {file} 200 makes 200 updates.
"""

import sys

from sim.training.rounding import RoundedTraining
from {module} import {task}
from sim.training.loop import Config
{text}
config = Config(
    task={task}({sizes}),
{arguments}
)
training = RoundedTraining(config)  # weights rounded to 20 bits, so that every machine makes the same run
losses, norms = [], []
for update in range(int(sys.argv[1]) if len(sys.argv) > 1 else 2000):
    record = training.advance()
    losses.append(float(record.loss[0]))
    norms.append(float(record.norm[0]))
    if update % 10 == 0 or record.events:
        print(f"update {{update:5}}   loss {{losses[-1]:.12g}}   norm before clipping {{norms[-1]:.12g}}")
    if record.events:
        print(record.events[0])
        break
'''


@functools.cache
def course_text() -> str:
    """Return the text of the character task: prose of this course, in small letters."""
    return (pkgutil.get_data("experiments", "course.txt") or b"").decode()


@functools.cache
def task_of(task: str, T: int) -> Any:
    """Return the task of the engine behind a name of the lab, of T steps or of as many as it needs."""
    return Characters(T, text=course_text()) if task == "text" else KINDS[task](max(T, KINDS[task].least))


@dataclass(frozen=True)
class Settings:
    """The controls of the lab, under their names, with what it opens with."""

    task: str = "pattern"
    alpha: float = 0.3
    clip: str = "none"
    tau: float = 1
    cell: str = "tanh"
    N: int = 16
    T: int = 20
    init: str = "gaussian"
    gain: float = 1
    optimiser: str = "sgd"
    lam: float = 0
    seed: int = 654

    @property
    def arguments(self) -> dict[str, Any]:
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


def stride(task: str, cell: str, T: int, N: int) -> int:
    """Return the updates from one picture to the next: STRIDE, and fewer above T = 20 (as 1/(T + 40)) and N = 16."""
    return max(1, STRIDE[task][cell] * 60 * 16 // ((max(T, 20) + 40) * max(N, 16)))


class Run:
    """A RoundedTraining with its history: arrays (UPDATES,) of which the first ``updates`` entries are filled.

    ``threshold`` is the length at which the next gradient was cut, where the rule has one; ``ended`` is the Event of
    the first non-finite value, or None.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.config = Config(task_of(settings.task, settings.T), **settings.arguments)
        self.training = RoundedTraining(self.config)
        self.stride = stride(settings.task, settings.cell, self.config.task.T, settings.N)
        self.updates, self.ended = 0, None  # type: int, Any
        self._loss, self._norm, self._threshold = np.full((3, UPDATES), np.nan)
        self._clipped = np.zeros(UPDATES, bool)

    @property
    def loss(self) -> np.ndarray:
        """The loss before each update, (updates,)."""
        return self._loss[: self.updates]

    @property
    def norm(self) -> np.ndarray:
        """The norm of each gradient before clipping, (updates,)."""
        return self._norm[: self.updates]

    @property
    def clipped(self) -> np.ndarray:
        """Which gradients were clipped, (updates,)."""
        return self._clipped[: self.updates]

    @property
    def threshold(self) -> np.ndarray:
        """The length at which each gradient was to be cut, nan without one, (updates,)."""
        return self._threshold[: self.updates]

    @property
    def over(self) -> bool:
        """Whether nothing is left to train."""
        return self.ended is not None or self.updates == UPDATES

    @property
    def solved(self) -> bool:
        """Whether the loss of the last updates is below a tenth of chance on average."""
        return self.ended is None and bool(self.loss[-RECENT:].mean() < SOLVED * self.config.task.chance)

    def go(self, pictures: int = 1) -> "Run":
        """Make the updates of so many pictures, or as many as are left, and return the Run."""
        for _ in range(pictures * self.stride):
            if self.over:
                break
            self._advance()
        return self

    def _advance(self) -> None:
        self._threshold[self.updates] = self._limit()
        record = self.training.advance()
        self.ended = record.events[0] if record.events else None
        self._loss[self.updates], self._norm[self.updates] = record.loss[0], record.norm[0]
        self._clipped[self.updates] = record.clipped[0]
        self.updates += 1

    def _limit(self) -> float:
        mean = self.training.mean_norm
        if self.config.clip == "adaptive":
            return np.nan if mean is None else clip.FACTOR * mean[0]
        return self.settings.tau if self.config.clip == "norm" else np.nan


def results(run: Run, found: Diagnosis) -> dict[str, Any]:
    """Return where a Run stands, by name, with what the diagnosis of its norms found; None for an end not come."""
    return {
        "updates": run.updates,
        "loss": run.loss[-1],
        "norm": run.norm[-1],
        "share_clipped": run.clipped.mean(),
        "solved": int(run.solved),
        "pattern": found.row,
        "measured": found.measured,
        "non_finite": run.ended and run.ended.step,
        "largest_loss": np.fmax.reduce(run.loss),
        "first_loss": run.loss[0],
    }


@functools.cache
def trained(settings: Settings, updates: int = 0) -> Run:
    """Return a Run at its first picture with at least so many updates."""
    run = Run(settings).go(PICTURES)
    while run.updates < updates and not run.over:
        run.go()
    return run


def program(settings: Settings) -> str:
    """Return the Python program that makes the run of these Settings."""
    task, reads = task_of(settings.task, settings.T), settings.task == "text"
    said = vars(settings) | {"T": task.T}
    return PROGRAM.format(
        said=", ".join(f"{name} = {value}" for name, value in said.items()),
        file="lab_run.py",
        module=type(task).__module__,
        task=type(task).__name__,
        sizes=f"T={task.T}, text=course_text()" if reads else f"T={task.T}",
        text="from experiments.lab import course_text\n" if reads else "",
        arguments="\n".join(f"    {name}={value!r}," for name, value in settings.arguments.items()),
    )
