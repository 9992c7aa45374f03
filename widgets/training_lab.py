"""The training lab: any task, cell, start, optimiser and clipping rule; loss, gradient norm, and what the norms say."""

import numpy as np

from sim.analysis import diagnosis
from experiments.lab import UPDATES, Run, Settings
from experiments.lab_program import program
from widgets.kit.lab_words import reading
from widgets.kit import Choice, Line, Panel, Points, Preset, Rule, Scene, Seed, Slider, Text
from widgets.kit.axes import linear, log
from widgets.kit.thinned import extremes

TITLE = "The training lab: the loss, and the length of the gradient before clipping"
CONTROLS = (
    Choice(
        "task",
        "task",
        {
            "pattern": "recite signs",
            "letters": "recite letters",
            "order": "temporal order",
            "addition": "addition",
            "multiplication": "multiplication",
            "text": "next character",
        },
        "pattern",
    ),
    Slider("alpha", "learning rate α", 0.001, 1, 10, 0.3, log=True),
    Choice(
        "clip",
        "clipping",
        {"none": "none", "norm": "by norm", "value": "by value", "layer": "per layer", "adaptive": "adaptive"},
        "none",
    ),
    Slider("tau", "threshold τ", 0.01, 100, 10, 1, log=True),
    Choice("cell", "cell", {"tanh": "RNN, tanh", "relu": "RNN, ReLU", "lstm": "LSTM", "gru": "GRU"}, "tanh", more=True),
    Slider("N", "width N", 4, 32, 4, 16, unit="units", more=True),
    Slider("T", "sequence length T", 5, 100, 5, 20, unit="steps", more=True),
    Choice(
        "init",
        "start of W_h",
        {"gaussian": "Gaussian", "xavier": "uniform", "orthogonal": "orthogonal", "identity": "identity"},
        "gaussian",
        more=True,
    ),
    Slider("gain", "gain of W_h", 0.1, 2, 0.1, 1, more=True),
    Choice("optimiser", "optimiser", {"sgd": "SGD", "momentum": "momentum", "adam": "Adam"}, "sgd", more=True),
    Slider("lam", "strength λ of Ω", 0, 4, 0.1, 0, more=True),
    Seed(default=654, more=True),
)
_SAME = {
    "task": "pattern",
    "alpha": 0.3,
    "cell": "tanh",
    "N": 16,
    "T": 20,
    "init": "gaussian",
    "gain": 1,
    "optimiser": "sgd",
    "lam": 0,
    "seed": 654,
}
PRESETS = (
    Preset(
        "No clipping",
        "It learns for sixty updates and is destroyed. Train, and it leaves the finite numbers.",
        _SAME | {"clip": "none", "tau": 1},
    ),
    Preset("τ = 5", "Train: one jump above the start, then it learns.", _SAME | {"clip": "norm", "tau": 5}),
    Preset(
        "τ = 1",
        "Train: no such jump, and it is done first. It is not the slower one.",
        _SAME | {"clip": "norm", "tau": 1},
    ),
    Preset(
        "τ = 20",
        "Train: too permissive here. The loss climbs to hundreds and takes long to come down.",
        _SAME | {"clip": "norm", "tau": 20},
    ),
)

CEILING, FLOOR = 1e6, 1e-10  # of both charts
LENGTHS = (100, 200, 500, 1000, 2000, UPDATES)


def scene(task, alpha, clip, tau, cell, N, T, init, gain, optimiser, lam, seed):
    """The run after its first updates: as many as two pictures of training may take, 76 with the defaults."""
    return picture(Run(Settings(task, alpha, clip, tau, cell, N, T, init, gain, optimiser, lam, seed)).go(2))


def run(task, alpha, clip, tau, cell, N, T, init, gain, optimiser, lam, seed):
    """The whole run, from where `scene` stops to 5,000 updates or the first value that is not finite."""
    going = Run(Settings(task, alpha, clip, tau, cell, N, T, init, gain, optimiser, lam, seed)).go(2)
    while not going.over:
        yield picture(going.go())


def script(task, alpha, clip, tau, cell, N, T, init, gain, optimiser, lam, seed):
    """A Python program that makes the same run at home."""
    return program(Settings(task, alpha, clip, tau, cell, N, T, init, gain, optimiser, lam, seed))


def picture(going):
    """The scene of a Run at its present update."""
    found = diagnosis.diagnose(going.loss, going.norm, going.config.task.chance)
    x = linear("updates", 0, next(n for n in LENGTHS if n >= going.updates))
    panels = (_loss(going, x), _norm(going, x))
    return Scene(panels, reading(going, found), numbers(going, found), height=250)


def numbers(going, found):
    """The named results: all finite, or None where there is none."""
    return {
        "updates": going.updates,
        "loss": going.loss[-1],
        "norm": going.norm[-1],
        "share_clipped": going.clipped.mean(),
        "solved": int(going.solved),
        "pattern": found.row,
        "measured": found.measured,
        "non_finite": going.ended and going.ended.step,
        "largest_loss": _largest(going.loss),
        "first_loss": going.loss[0],
    }


def _loss(going, x):
    chance, known = going.config.task.chance, np.flatnonzero(np.isfinite(going.loss))
    best = known[np.argsort(going.loss[known], kind="stable")[:1]]
    levels = np.array([chance, chance / 10])
    y = log("loss, log scale; dot: its lowest", going.loss, levels, floor=FLOOR, ceiling=CEILING, ticks=4)
    dot = Points(best.astype(float), going.loss[best], "loss", size=9)
    return Panel("Loss", x, y, (Rule(chance, "y", "reference", "chance"), *_curve(going, going.loss, "loss", y), dot))


def _norm(going, x):
    shown = going.threshold if going.config.clip in ("norm", "adaptive") else going.norm
    y = log("norm, log scale", going.norm, shown, floor=FLOOR, ceiling=CEILING, ticks=4)
    return Panel(
        "Gradient norm before clipping",
        x,
        y,
        (*_limit(going), *_curve(going, going.norm, "first", y), *_cuts(going)),
        0.9,
    )


def _curve(going, values, role, y):
    at = extremes(values)
    shown = np.where(values[at] > CEILING, np.nan, values[at])
    yield Line(at.astype(float), shown, role, "loss" if role == "loss" else "|g|", 0.1)
    if _largest(values) > CEILING:
        yield Text(going.updates, y.high / (y.high / y.low) ** 0.06, "off the chart", "explode", "end")
    if going.ended:
        yield Rule(float(going.ended.step), "x", "explode")


def _largest(values):
    """The largest that is a number; nan if none is."""
    return np.fmax.reduce(values)


def _limit(going):
    if going.config.clip == "norm":
        return (Rule(going.config.tau, "y", "reference", "τ"),)
    if going.config.clip == "adaptive":
        at = extremes(going.threshold)
        return (Line(at.astype(float), going.threshold[at], "reference"),)
    return ()


def _cuts(going):
    at = extremes(np.where(going.clipped, going.norm, np.nan), 200)
    at = at[going.clipped[at]]
    return (Points(at.astype(float), going.norm[at], "clipped", "clipped" if len(at) else "", size=5),)
