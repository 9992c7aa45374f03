"""Train one network of the plan until it succeeds or its updates are spent; stopped at any moment, it goes on later."""

import json
import platform
import time
from pathlib import Path

import numpy as np

from experiments.campaign.plan import SOLVED_ERROR
from experiments.reproduction.plan import Run
from sim.analysis.spectra import spectral_norm, spectral_radius
from sim.training import checkpoint, regularise
from sim.training.initialise import generator
from sim.training.loop import CELLS, Training, error_rate, gradient
from sim.training.losses import LOSSES

WINDOW = 500  # updates between two tests
KEEP = 60.0  # seconds between two checkpoints
SCREEN, FULL = 1000, 10_000  # fresh sequences: of the test that is made often, of the one that decides
PROMISING = 2 * SOLVED_ERROR  # a network below 1 % fails this screen once in four hundred times
ALONG = (
    *("update", "loss", "norm_median", "norm_max", "clipped"),
    *("rho", "sigma_max", "omega", "error", "tested"),
)


class Journey:
    """A Training of one network with its record: everything that a file of results says.

    ``along`` has one entry a WINDOW: mean loss, median and largest norm before clipping, share of clipped updates,
    and of the weights at its end ρ and σ_max of W_h, Ω on one batch kept for that, error rate on ``tested`` sequences.
    """

    def __init__(self, run: Run):
        self.run, self.training = run, Training(run.config())
        self.along: dict[str, list] = {name: [] for name in ALONG}
        self.seconds = 0.0
        self.solved_at: int | None = None
        self.died_at: int | None = None
        task = self.training.config.task
        self._probe = task.batch([generator((run.seed, 4))], self.training.config.B, task.T)

    @property
    def updates(self) -> int:
        """How many updates were made."""
        return self.training.step

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

    def _note(self, records):
        loss, norm, clipped = (np.array([r[k][0] for r in records]) for k in (1, 2, 3))
        error, tested = self._test()
        W_h = self.training.params["W_h"][0]
        with np.errstate(all="ignore"):
            values = (self.updates, loss.mean(), np.median(norm), norm.max(), clipped.mean())
        values += (spectral_radius(W_h), spectral_norm(W_h), self._omega(), error, tested)
        for name, value in zip(ALONG, values, strict=True):
            self.along[name].append(_number(value))
        if tested == FULL and error < SOLVED_ERROR and self.died_at is None:
            self.solved_at = self.updates

    def _test(self):
        """Return the error rate and on how many fresh sequences: few, and many when those few went well."""
        seed = (self.run.seed, self.updates)
        error = float(error_rate(self.training, SCREEN, seed, B=500)[0])
        if error >= PROMISING:
            return error, SCREEN
        return float(error_rate(self.training, FULL, (*seed, 1), B=500)[0]), FULL

    def _omega(self):
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

    def save(self, path: Path) -> None:
        """Write everything that is needed to go on, whole or not at all."""
        story = {"along": self.along, "seconds": self.seconds, "solved_at": self.solved_at, "died_at": self.died_at}
        kept = checkpoint.state(self.training) | {"story": np.frombuffer(json.dumps(story).encode(), np.uint8)}
        write_whole(path, checkpoint.to_bytes(kept))

    @classmethod
    def load(cls, run: Run, path: Path) -> "Journey":
        """Return the journey that was saved, or one that has not begun where nothing was or it is of another plan."""
        journey = cls(run)
        try:
            kept = checkpoint.from_bytes(path.read_bytes())
            checkpoint.restore(journey.training, kept)
        except (OSError, ValueError, EOFError, KeyError):
            return cls(run)
        vars(journey).update(json.loads(kept["story"].tobytes()))
        return journey


def carry_out(run: Run, cap: int, cache: Path, window: int = WINDOW, keep: float = KEEP) -> dict:
    """Train a network to its end or to ``cap`` updates, from where it was last saved in ``cache``; return its record.

    It is saved every ``keep`` seconds and at its end, so that a larger cap goes on from here.
    """
    path = checkpoint_of(run, cache)
    journey, saved = Journey.load(run, path), time.monotonic()
    while not journey.over and journey.updates < cap:
        journey.advance(min(window, cap - journey.updates))
        if time.monotonic() - saved > keep:
            journey.save(path)
            saved = time.monotonic()
    journey.save(path)
    return journey.record(cap)


def checkpoint_of(run, cache: Path) -> Path:
    """Return the file in which a run, or whatever has a name, is kept between two sittings."""
    return cache / f"{run.name}.checkpoint"


def versions() -> dict:
    """Return what the numbers were made with."""
    return {"python": platform.python_version(), "numpy": np.__version__, "machine": platform.machine()}


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)


def _number(value):
    value = float(f"{value:.5g}") if np.isfinite(value) else None
    return int(value) if value is not None and value.is_integer() and abs(value) >= 1 else value
