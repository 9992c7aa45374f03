"""Numbers of chapter 6: runs of the training lab, ensembles of its default task, the rules of its diagnosis."""

import contextlib
import io
import runpy
from functools import cache
from pathlib import Path

import numpy as np

from experiments import signs
from experiments.lab import UPDATES, Settings, results, trained
from sim.analysis import diagnosis

LISTING = Path(__file__).resolve().parents[1] / "listings/training_loop.py"
SEEDS = 64


def run(result: str, updates: int = 0, **controls) -> float:
    """A number that the training lab states after so many updates (0: in its first picture), at these controls."""
    going = trained(Settings(**controls), updates)
    found = diagnosis.diagnose(going.loss, going.norm, going.config.task.chance)
    return results(going, found)[result]


def lowest() -> float:
    """The lowest loss of the lab's opening run in its first picture."""
    return float(np.nanmin(trained(Settings()).loss))


def solved_at(**controls) -> int:
    """The first update of a lab run from which 20 losses are below a tenth of chance on average."""
    going = trained(Settings(**controls), 1000)
    return int(signs.solved_at(going.loss[:, None], going.config.task.chance)[0])


def ensemble(result: str, tau, alpha: float = 0.3) -> float:
    """Over 64 seeds of the default task, 600 updates, tau a number or "none": share solved or worse, median update."""
    return signs.ensemble(alpha, "norm", np.inf if tau == "none" else tau, SEEDS)[result]


def seeds() -> int:
    """How many seeds an ensemble of this chapter has."""
    return SEEDS


def length() -> int:
    """How many updates an ensemble of this chapter makes."""
    return signs.UPDATES


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
def _listing():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(LISTING))["train"](6, np.inf)[1]
