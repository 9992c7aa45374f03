"""Train one network of the plan until it succeeds or its updates are spent; stopped at any moment, it goes on later."""

import time
from pathlib import Path
from typing import Any

import numpy as np

from experiments.campaign.plan import SOLVED_ERROR
from experiments.reproduction.plan import Run
from experiments.reproduction.sitting import KEEP, Sitting, checkpoint_of, versions
from sim.analysis.spectra import spectral_norm, spectral_radius
from sim.training import regularise
from sim.training.initialise import generator
from sim.training.loop import CELLS, Record, Training, error_rate, gradient
from sim.training.losses import LOSSES

WINDOW = 500  # updates between two tests
SCREEN, FULL = 1000, 10_000  # fresh sequences: of the test that is made often, of the one that decides
PROMISING = 2 * SOLVED_ERROR  # a network below 1 % fails this screen once in four hundred times
ALONG = (
    *("update", "loss", "norm_median", "norm_max", "clipped"),
    *("rho", "sigma_max", "omega", "error", "tested"),
)


class Journey(Sitting):
    """A Training of one network with its record: everything that a file of results says.

    ``along`` has one entry a WINDOW: mean loss, median and largest norm before clipping, share of clipped updates,
    and of the weights at its end ρ and σ_max of W_h, Ω on one batch kept for that, error rate on ``tested`` sequences.
    """

    STORY = ("along", "seconds", "solved_at", "died_at")

    def __init__(self, run: Run):
        self.run, self.training = run, Training(run.config())
        self.along: dict[str, list] = {name: [] for name in ALONG}
        self.seconds = 0.0
        self.solved_at: int | None = None
        self.died_at: int | None = None
        task = self.training.config.task
        self._probe = task.batch([generator((run.seed, 4))], self.training.config.B, task.T)

    @property
    def over(self) -> bool:
        """Whether the network has succeeded or become non-finite."""
        return self.solved_at is not None or self.died_at is not None

    def advance(self, updates: int) -> None:
        """Make so many updates, then test the network and add to the record."""
        began, records = time.process_time(), []
        for _ in range(updates):
            records.append(self.training.advance())
            if records[-1].events:
                self.died_at = records[-1].step
                break
        self._note(records)
        self.seconds += time.process_time() - began

    def _note(self, records: list[Record]) -> None:
        loss, norm, clipped = (np.array([getattr(r, k)[0] for r in records]) for k in ("loss", "norm", "clipped"))
        error, tested = self._test()
        W_h = self.training.params["W_h"][0]
        with np.errstate(all="ignore"):
            of_loss = (self.updates, loss.mean(), np.median(norm), norm.max(), clipped.mean())
        values = (*of_loss, spectral_radius(W_h), spectral_norm(W_h), self._omega(), error, tested)
        for name, value in zip(ALONG, values, strict=True):
            self.along[name].append(_number(value))
        if tested == FULL and error < SOLVED_ERROR and self.died_at is None:
            self.solved_at = self.updates

    def _test(self) -> tuple[float, int]:
        """Return the error rate and on how many fresh sequences: few, and many when those few went well."""
        seed = (self.run.seed, self.updates)
        error = float(error_rate(self.training, SCREEN, seed, B=500)[0])
        if error >= PROMISING:
            return error, SCREEN
        return float(error_rate(self.training, FULL, (*seed, 1), B=500)[0]), FULL

    def _omega(self) -> float:
        training = self.training
        cell, loss = CELLS[training.config.cell], LOSSES[training.config.task.loss]
        step = gradient(cell, loss, training.params, *self._probe, **training.options)
        return regularise.omega(training.params, step.run, step.back).value[0]

    def record(self, cap: int) -> dict:
        """Return what the file of results says of a run that may make ``cap`` updates."""
        return {
            "run": self.run.name,
            "parameters": self.run.parameters(),
            "seed": self.run.seed,
            "versions": versions(),
            "seconds": round(self.seconds, 1),
            "cap": cap,
            "updates": self.updates,
            "solved_at": self.solved_at,
            "died_at": self.died_at,
            "along": self.along,
        }


def carry_out(run: Run, cap: int, cache: Path, window: int = WINDOW, keep: float = KEEP) -> dict:
    """Train a network to its end or to ``cap`` updates, from where it was last saved in ``cache``; return its record.

    It is saved every ``keep`` seconds and at its end, so that a larger cap goes on from here.
    """
    path = checkpoint_of(run, cache)
    journey = Journey.load(run, path)
    journey.go_on(cap, window, path, keep)
    return journey.record(cap)


def _number(value: Any) -> float | None:
    value = float(f"{value:.5g}") if np.isfinite(value) else None
    return int(value) if value is not None and value.is_integer() and abs(value) >= 1 else value
