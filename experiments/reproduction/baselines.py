"""Fair baselines: success against the learning rate, every rate with a budget that lets it finish.

Updates times α is the same for all rates of a task, so that a small rate is not called a failure for being slow. One
entry is an ensemble of seeds; the networks and their settings are those of `experiments.campaign.plan`.
"""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from experiments.campaign.plan import SOLVED_ERROR, SOLVED_LOSS
from experiments.reproduction.sitting import KEEP, Sitting, checkpoint_of, versions
from sim.arrays import Array, Mask
from sim.tasks.arithmetic import Addition
from sim.tasks.pattern import Letters, Pattern
from sim.tasks.temporal_order import TemporalOrder
from sim.training.loop import Config, Training, error_rate
from sim.training.rounding import RoundedTraining

TAU, LAM, POINTS, FRESH = 1.0, 2.0, 40, 1000  # POINTS: tests along a run; FRESH sequences in each
METHODS = {"none": (None, 0.0), "clipped": (TAU, 0.0), "clipped_omega": (TAU, LAM), "omega": (None, LAM)}
WIDE = {"std_x": 1.0}


class Setting(NamedTuple):
    """A task at some lengths: units, sequences a batch, rates, updates times α, seeds, start, rounded or not."""

    task: type
    lengths: tuple[int, ...]
    N: int
    B: int
    alphas: tuple[float, ...]
    budget: float
    seeds: int
    start: dict
    rounded: bool


SMALL, LARGE = (0.01, 0.03, 0.1, 0.2, 0.3, 0.5), (0.01, 0.02, 0.03, 0.1, 0.2, 0.3)
SETTINGS = {
    "letters": Setting(Letters, (20, 40), 16, 1, SMALL, 300, 64, WIDE, True),
    "pattern": Setting(Pattern, (20, 40), 16, 1, SMALL, 600, 64, WIDE, True),
    "temporal_order": Setting(TemporalOrder, (20, 30), 32, 20, LARGE, 150, 16, {}, False),
    "addition": Setting(Addition, (20,), 32, 20, (0.02, 0.05, 0.1, 0.2, 0.3, 0.5), 1200, 16, {}, False),
}


@dataclass(frozen=True)
class Baseline:
    """An ensemble of seeds: a task of T steps, a method and a learning rate."""

    task: str
    T: int
    method: str
    alpha: float
    seeds: int

    @property
    def name(self) -> str:
        """The name of the file, without ending."""
        return f"{self.task}-T{self.T}-{self.method}-alpha{self.alpha:g}"

    @property
    def updates(self) -> int:
        """How many updates its budget allows."""
        return round(SETTINGS[self.task].budget / self.alpha)

    @property
    def cost(self) -> float:
        """About how many milliseconds one update of all seeds takes on one idle core."""
        B = SETTINGS[self.task].B
        return (0.3 + self.T * self.seeds * (0.0008 + 0.00045 * B)) * (1.4 if METHODS[self.method][1] else 1.0)

    def config(self) -> Config:
        """Return what the training depends on."""
        setting, (tau, lam) = SETTINGS[self.task], METHODS[self.method]
        return Config(
            setting.task(self.T),
            tuple(range(self.seeds)),
            N=setting.N,
            B=setting.B,
            alpha=self.alpha,
            start=setting.start,
            clip="none" if tau is None else "norm",
            tau=tau or TAU,
            lam=lam,
        )

    def parameters(self) -> dict:
        """Return everything that the runs depend on besides their seeds."""
        config, setting = self.config(), SETTINGS[self.task]
        given = {name: getattr(config, name) for name in ("N", "B", "alpha", "clip", "tau", "lam")}
        return {"task": self.task, "T": self.T, "method": self.method} | given | setting.start


def baselines(seeds: int | None = None) -> list[Baseline]:
    """Return every ensemble, the cheap ones first; ``seeds`` networks in each instead of the setting's."""
    every = [
        Baseline(task, T, method, alpha, seeds or setting.seeds)
        for task, setting in SETTINGS.items()
        for T in setting.lengths
        for alpha in setting.alphas
        for method in METHODS
    ]
    return sorted(every, key=lambda b: b.cost * b.updates)


class Ensemble(Sitting):
    """A Training of all seeds with its record: POINTS times how many have solved the task at that moment.

    Solved is a loss below a tenth of chance for one fixed sequence, below 1 % of errors on fresh ones elsewhere.
    """

    STORY = ("updates_at", "solved", "clipped", "seconds")

    def __init__(self, baseline: Baseline):
        self.baseline = baseline
        rounded = SETTINGS[baseline.task].rounded
        self.training = (RoundedTraining if rounded else Training)(baseline.config())
        self.updates_at: list[int] = []
        self.solved: list = []
        self.clipped, self.seconds = [0.0] * baseline.seeds, 0.0

    @property
    def over(self) -> bool:
        """Whether no network is finite any more."""
        return not self.training.alive.any()

    def advance(self, updates: int) -> None:
        """Make so many updates, then test."""
        began, training, loss = time.process_time(), self.training, np.zeros(self.baseline.seeds)
        for _ in range(updates):
            record = training.advance()
            loss = loss + record.loss / updates
            self.clipped = [count + int(acted) for count, acted in zip(self.clipped, record.clipped, strict=True)]
        self.updates_at.append(training.step)
        self.solved.append("".join("01"[flag] for flag in self._solved(loss).tolist()))
        self.seconds += time.process_time() - began

    def _solved(self, loss: Array) -> Mask:
        task, training = self.baseline.config().task, self.training
        with np.errstate(invalid="ignore"):
            if task.fixed:
                return training.alive & (loss < SOLVED_LOSS * task.chance)
            return training.alive & (error_rate(training, FRESH, training.step) < SOLVED_ERROR)

    def record(self) -> dict:
        """Return what the file of results says; ``solved`` has a digit a seed, one string a test."""
        made = max(1, self.training.step)
        return {
            "run": self.baseline.name,
            "parameters": self.baseline.parameters(),
            "seeds": self.baseline.seeds,
            "versions": versions(),
            "seconds": round(self.seconds, 1),
            "updates": self.training.step,
            "non_finite": int((~self.training.alive).sum()),
            "solved_at_end": self.solved[-1].count("1") if self.solved else 0,
            "clipped": [round(count / made, 4) for count in self.clipped],
            "along": {"update": self.updates_at, "solved": self.solved},
        }


def carry_out(baseline: Baseline, cap: int, cache: Path, window: int = 0, keep: float = KEEP) -> dict:
    """Train an ensemble to the end of its budget, or to ``cap`` if that is less; return its record."""
    path = checkpoint_of(baseline, cache)
    ensemble = Ensemble.load(baseline, path)
    ensemble.go_on(min(cap, baseline.updates), window or max(1, baseline.updates // POINTS), path, keep)
    return ensemble.record()
