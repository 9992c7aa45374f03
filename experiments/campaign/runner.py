"""Train the networks of one condition and count how they ended."""

import platform
from typing import Any

import numpy as np

from experiments.campaign.plan import REMEDIES, SETTINGS, SOLVED_ERROR, SOLVED_LOSS, WORSE, Condition
from sim.training.loop import Config, Training, error_rate, train
from sim.training.rounding import RoundedTraining

FRESH = 1000  # sequences that a trained network is tested on


def measure(condition: Condition, updates: int | None = None) -> dict[str, Any]:
    """Return parameters, versions, and per seed: first and last loss, error rate, update of death, share clipped."""
    setting, config = SETTINGS[condition.task], config_of(condition)
    updates = updates or setting.updates
    state = (RoundedTraining if setting.rounded else Training)(config)
    first, last, clipped, died = _follow(state, updates)
    error = _error(state, last)
    return {
        "condition": condition.name,
        "task": condition.task,
        "T": condition.T,
        "remedy": condition.remedy,
        "seeds": condition.seeds,
        "parameters": parameters(condition, updates),
        "versions": versions(),
        "counts": counts(first, last, error, died),
        "first_loss": _rounded(first),
        "last_loss": _rounded(last),
        "error": _rounded(error),
        "died_at": [int(step) if step >= 0 else None for step in died],
        "clipped": _rounded(clipped),
    }


def config_of(condition: Condition) -> Config:
    """Return the training run of a condition, all seeds as one ensemble."""
    setting, remedy = SETTINGS[condition.task], REMEDIES[condition.remedy]
    return Config(
        task=setting.task(condition.T),
        seeds=tuple(range(condition.seeds)),
        N=setting.N,
        B=setting.B,
        alpha=setting.alpha,
        start=setting.start,
        clip="none" if remedy.tau is None else "norm",
        tau=remedy.tau or 1.0,
        lam=remedy.lam,
    )


def parameters(condition: Condition, updates: int | None = None) -> dict[str, Any]:
    """Return everything that the runs of a condition depend on besides task, length and seeds."""
    setting, config = SETTINGS[condition.task], config_of(condition)
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


def counts(first: np.ndarray, last: np.ndarray, error: np.ndarray, died: np.ndarray) -> dict[str, int]:
    """Return how many networks became non-finite, ended finite but worse than they began, and solved the task."""
    finite = died < 0
    return {
        "non_finite": int((~finite).sum()),
        "worse": int((finite & (last > WORSE * first)).sum()),
        "solved": int((finite & (error < SOLVED_ERROR)).sum()),
    }


def versions() -> dict[str, str]:
    """Return what the numbers were made with."""
    return {"python": platform.python_version(), "numpy": np.__version__}


def _follow(state: Training, updates: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Loss of the first update, mean loss of the last fiftieth, share of clipped updates, update of death or -1."""
    R, tail = len(state.alive), max(1, updates // 50)
    first, last, clipped, died = np.full(R, np.nan), np.zeros(R), np.zeros(R), np.full(R, -1)
    for record in train(state, updates):
        first = record.loss if record.step == 0 else first
        clipped += record.clipped
        last += record.loss / tail if record.step >= updates - tail else 0.0
        for event in record.events:
            died[event.network] = event.step
    return first, np.where(died < 0, last, np.nan), clipped / updates, died


def _error(state: Training, last: np.ndarray) -> np.ndarray:
    """Share of wrong sequences; for a fixed one, 0 where the loss fell below a tenth of chance and 1 elsewhere."""
    if state.config.task.fixed:
        return np.where(last < SOLVED_LOSS * state.config.task.chance, 0.0, 1.0)
    return np.where(state.alive, error_rate(state, FRESH), 1.0)


def _rounded(values: np.ndarray) -> list[float | None]:
    return [float(f"{v:.6g}") if np.isfinite(v) else None for v in values]
