"""Numbers of chapter 6: runs of the training lab, ensembles of its default task, the rules of its diagnosis."""

import contextlib
import io
import runpy
from functools import cache
from pathlib import Path

import numpy as np

from experiments.lab import UPDATES, Run, Settings
from sim.analysis import diagnosis
from sim.tasks.pattern import Pattern
from sim.training.loop import Config
from sim.training.rounding import RoundedTraining
from widgets import training_lab
from widgets.kit.controls import resolve

LISTING = Path(__file__).resolve().parents[1] / "listings/training_loop.py"
SEEDS, LENGTH = 64, 600


def run(result: str, updates: int = 0, **controls) -> float:
    """A number that the training lab states after so many updates (0: in its first picture), at these controls."""
    return training_lab.picture(_trained(updates, tuple(controls.items()))).numbers[result]


def lowest() -> float:
    """The lowest loss of the lab's opening run in its first picture."""
    return float(np.nanmin(_trained(0, ()).loss))


def solved_at(**controls) -> int:
    """The first update of a lab run from which 20 losses are below a tenth of chance on average."""
    going = _trained(1000, tuple(controls.items()))
    return int(_solved(going.loss[:, None], going.config.task.chance)[0])


def ensemble(result: str, tau, alpha: float = 0.3) -> float:
    """Over 64 seeds of the default task, 600 updates, tau a number or "none": share solved or worse, median update."""
    return _ensembles(alpha, np.inf if tau == "none" else tau)[result]


def seeds() -> int:
    """How many seeds an ensemble of this chapter has."""
    return SEEDS


def length() -> int:
    """How many updates an ensemble of this chapter makes."""
    return LENGTH


def rule(threshold: str) -> float:
    """A threshold of the diagnosis, by its name in sim/analysis/diagnosis.py."""
    return getattr(diagnosis, threshold)


def most_updates() -> int:
    """How many updates a run of the lab makes at most."""
    return UPDATES


def listing(result: str) -> int:
    """In the listing's run without clipping: the update of its first_alert, its end, or how many alerts (count)."""
    alerts = _listing()
    return {"first_alert": min(alerts), "end": max(alerts), "count": len(alerts)}[result]


@cache
def _trained(updates, controls):
    going = Run(Settings(**resolve(training_lab.CONTROLS, dict(controls)))).go(2)
    while going.updates < updates and not going.over:
        going.go()
    return going


@cache
def _ensembles(alpha, tau):
    config = Config(
        Pattern(20), tuple(range(SEEDS)), alpha=alpha, start={"gain": 1, "std_x": 1.0}, clip="norm", tau=tau
    )
    training = RoundedTraining(config)
    loss = np.array([training.advance().loss for _ in range(LENGTH)])
    at = _solved(loss, Pattern.chance)
    solved = np.isfinite(at) & (loss[-1] < 0.1 * Pattern.chance)
    return {
        "non_finite": float((~training.alive).mean()),
        "solved": float(solved.mean()),
        "median": float(np.median(at[np.isfinite(at)])),
        "worse": float((~(loss[-1] <= loss[0])).mean()),
    }


def _solved(loss, chance):
    """The first update (R,) at which the mean of 20 losses (n, R) is below a tenth of chance, or inf."""
    mean = np.apply_along_axis(np.convolve, 0, loss, np.full(20, 0.05), "valid")
    low = mean < 0.1 * chance
    return np.where(low.any(axis=0), low.argmax(axis=0) + 19.0, np.inf)


@cache
def _listing():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(LISTING))["train"](6, np.inf)[1]
