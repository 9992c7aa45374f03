"""Numbers of chapter 7: what the course's own evidence says, the figure on AGC, and small formulas."""

from experiments import figure_seven, language, rescaled_network
from experiments.campaign.plan import REMEDIES, SETTINGS, SOLVED_ERROR, SOLVED_LOSS, WORSE
from experiments.campaign.runner import FRESH
from experiments.campaign.store import result, results
from sim.analysis.intervals import difference

MISSING = "not measured"
SOON = 2000  # updates: a fiftieth of what a network of figure 7 is given


def solved(task: str, T: int, remedy: str) -> float | str:
    """Share of the networks of a condition of the study that solved their task."""
    cell = result(task, T, remedy)
    return cell.solved.share if cell else MISSING


def lost(task: str, T: int, remedy: str) -> float | str:
    """Share of the networks of a condition of the study that ended non-finite, or finite and worse than they began."""
    cell = result(task, T, remedy)
    return cell.lost.share if cell else MISSING


def clipped(task: str, T: int, remedy: str) -> float | str:
    """Share of the updates of a condition of the study in which clipping acted."""
    cell = result(task, T, remedy)
    return cell.clipped if cell else MISSING


def non_finite(task: str) -> int:
    """How many networks of all measured cells of a task became non-finite."""
    return sum(cell.non_finite for cell in results(task).values() if cell)


def measured(what: str, task: str = "") -> int:
    """How many conditions of the study, or networks in them, have been measured: of one task, or of all."""
    tasks = [task] if task else SETTINGS
    cells = [cell for name in tasks for cell in results(name).values() if cell]
    return {"cells": len(cells), "networks": sum(cell.solved.of for cell in cells)}[what]


def setting(task: str, what: str) -> float:
    """How a task of the study is trained: N units, B sequences a batch, learning rate alpha, updates."""
    return getattr(SETTINGS[task], what)


def strength() -> float:
    """The strength of the penalty Ω in the study, where it is used."""
    return REMEDIES["tau1omega"].lam


def criterion(what: str) -> float:
    """What counts as solved or worse: error among fresh sequences, share of chance for a fixed one, times the start."""
    return {"error": SOLVED_ERROR, "fresh": FRESH, "loss": SOLVED_LOSS, "worse": WORSE}[what]


def seven(what: str, T: int, method: str = "") -> int:
    """Of figure 7 run again, both tanh starts: networks planned, ended or solved at T, of one method or of all."""
    found = figure_seven.chosen([T], figure_seven.TANH, [method] if method else [])
    return sum({"planned": cell.seeds, "ended": cell.ended, "solved": cell.solved}[what] for cell in found)


def seven_soon(T: int, omega: bool, what: str = "solved") -> int:
    """Of figure 7 run again, both tanh starts, with Ω or without: networks ended, or solved within so many updates."""
    methods = [method for method in figure_seven.summary()["methods"] if ("omega" in method) == omega]
    found = [u for cell in figure_seven.chosen([T], figure_seven.TANH, methods) for u in cell.solved_at]
    return {"solved": sum(u is not None and u <= SOON for u in found), "ended": len(found), "within": SOON}[what]


def seven_limit(what: str) -> int:
    """Of figure 7 run again: the updates after which a network is given up (cap), the seeds of a condition."""
    return figure_seven.summary()[what]


def seven_difference(T: int, method: str, end: str, other: str = "none") -> float:
    """Of figure 7 run again, both tanh starts: an end (low, high) of the interval of a share minus another."""
    counts = [seven(what, T, name) for name in (method, other) for what in ("solved", "ended")]
    return getattr(difference(*counts), end)


def agc(what: str, **controls) -> float:
    """A number of the figure on AGC: the norm, or of a layer the units clipped or the share of its gradient kept."""
    return rescaled_network.results(**controls)[what]


def text(what: str) -> float:
    """Of the character model: bits of guessing by frequency, recorded updates, bits at their end, clipped or not."""
    return {
        "unigram": language.unigram(),
        "updates": language.RECORDED,
        "clipped": float(language.results()[True].loss[-1]),
        "unclipped": float(language.results()[False].loss[-1]),
    }[what]


def step_of_rate(seeds: int) -> float:
    """The smallest step between two rates that so many seeds can have: one over their number."""
    return 1 / seeds


def largest_half() -> int:
    """The largest finite number of sixteen-bit floating point: (2 - 2^-10) times 2^15."""
    return 2**16 - 2**5


def smallest_half() -> float:
    """The smallest positive number of sixteen-bit floating point: 2^-24."""
    return 2.0**-24


def clipped_twice(norm: float, tau: float, scale: float) -> float:
    """The norm that is left when a gradient still multiplied by a loss scale is clipped, and unscaled afterwards."""
    return min(norm * scale, tau) / scale
