"""Train the networks of one cell and count how they ended."""

import platform

import numpy as np

from experiments.campaign.plan import REMEDIES, SETTINGS, Cell
from experiments.outcomes import SOLVED_ERROR, SOLVED_LOSS, WORSE
from sim.training.loop import Config, Training, error_rate, train
from sim.training.rounding import RoundedTraining

FRESH = 1000  # sequences that a trained network is tested on


def measure(cell: Cell, updates: int | None = None) -> dict:
    """Parameters, versions, and per seed: first and last loss, error rate, update of divergence, share clipped."""
    setting, config = SETTINGS[cell.task], config_of(cell)
    updates = updates or setting.updates
    state = (RoundedTraining if setting.rounded else Training)(config)
    first, last, clipped, died = _follow(state, updates)
    error = _error(state, last)
    return {
        "cell": cell.name,
        "task": cell.task,
        "T": cell.T,
        "remedy": cell.remedy,
        "seeds": cell.seeds,
        "parameters": parameters(cell, updates),
        "versions": versions(),
        "counts": counts(first, last, error, died),
        "first_loss": _rounded(first),
        "last_loss": _rounded(last),
        "error": _rounded(error),
        "died_at": [int(step) if step >= 0 else None for step in died],
        "clipped": _rounded(clipped),
    }


def config_of(cell: Cell) -> Config:
    """The training run of a cell, all seeds as one ensemble."""
    setting, remedy = SETTINGS[cell.task], REMEDIES[cell.remedy]
    return Config(
        task=setting.task(cell.T),
        seeds=tuple(range(cell.seeds)),
        N=setting.N,
        B=setting.B,
        alpha=setting.alpha,
        start=setting.start,
        clip="none" if remedy.tau is None else "norm",
        tau=remedy.tau or 1.0,
        lam=remedy.lam,
    )


def parameters(cell: Cell, updates: int | None = None) -> dict:
    """Everything that the runs of a cell depend on besides task, length and seeds."""
    setting, config = SETTINGS[cell.task], config_of(cell)
    given = {
        "N": config.N,
        "B": config.B,
        "alpha": config.alpha,
        "clip": config.clip,
        "tau": config.tau,
        "lam": config.lam,
        "updates": updates or setting.updates,
        "optimiser": config.optimiser,
        "cell": config.cell,
    }
    return given | setting.start | ({"weights": "rounded"} if setting.rounded else {})


def counts(first, last, error, died) -> dict:
    """How many networks became non-finite, ended finite but worse than they began, and solved the task."""
    finite = died < 0
    return {
        "non_finite": int((~finite).sum()),
        "worse": int((finite & (last > WORSE * first)).sum()),
        "solved": int((finite & (error < SOLVED_ERROR)).sum()),
    }


def versions() -> dict:
    """What the numbers were made with."""
    return {"python": platform.python_version(), "numpy": np.__version__}


def _follow(state, updates):
    """Loss of the first update, mean loss of the last fiftieth, share of clipped updates, update of death or -1."""
    R, tail = len(state.alive), max(1, updates // 50)
    first, last, clipped, died = None, np.zeros(R), np.zeros(R), np.full(R, -1)
    for record in train(state, updates):
        first = record.loss if first is None else first
        clipped += record.clipped
        last += record.loss / tail if record.step >= updates - tail else 0.0
        for event in record.events:
            died[event.network] = event.step
    return first, np.where(died < 0, last, np.nan), clipped / updates, died


def _error(state, last):
    """Share of wrong sequences; for a fixed one, 0 where the loss fell below a tenth of chance and 1 elsewhere."""
    if state.config.task.fixed:
        return np.where(last < SOLVED_LOSS * state.config.task.chance, 0.0, 1.0)
    return np.where(state.alive, error_rate(state, FRESH), 1.0)


def _rounded(values) -> list:
    return [float(f"{v:.6g}") if np.isfinite(v) else None for v in values]
