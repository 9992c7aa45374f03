"""The training lab: any task, cell, start, optimiser and clipping rule; loss, gradient norm, and what the norms say."""

import numpy as np

from sim.analysis import diagnosis
from experiments.lab import PICTURES, UPDATES, Run, Settings, program, results
from widgets.kit import Choice, Line, Panel, Points, Preset, Rule, Scene, Seed, Slider, Text, number_text
from widgets.kit.axes import linear, log
from widgets.kit.thinned import extremes

TITLE = "The training lab: the loss, and the length of the gradient before clipping"
OPENING = Settings()
SECONDS = 0  # trained as fast as this machine can
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
        OPENING.task,
    ),
    Slider("alpha", "learning rate α", 0.001, 1, 10, OPENING.alpha, log=True),
    Choice(
        "clip",
        "clipping",
        {"none": "none", "norm": "by norm", "value": "by value", "layer": "per layer", "adaptive": "adaptive"},
        OPENING.clip,
    ),
    Slider("tau", "threshold τ", 0.01, 100, 10, OPENING.tau, log=True, idle=("clip", "none")),
    Choice(
        "cell",
        "cell",
        {"tanh": "RNN, tanh", "relu": "RNN, ReLU", "lstm": "LSTM", "gru": "GRU"},
        OPENING.cell,
        more=True,
    ),
    Slider("N", "width N", 4, 32, 4, OPENING.N, unit="units", more=True),
    Slider("T", "sequence length T", 5, 100, 5, OPENING.T, unit="steps", more=True),
    Choice(
        "init",
        "start of Wₕ",
        {"gaussian": "Gaussian", "xavier": "uniform", "orthogonal": "orthogonal", "identity": "identity"},
        OPENING.init,
        more=True,
    ),
    Slider("gain", "gain of Wₕ", 0.1, 2, 0.1, OPENING.gain, more=True),
    Choice(
        "optimiser", "optimiser", {"sgd": "SGD", "momentum": "momentum", "adam": "Adam"}, OPENING.optimiser, more=True
    ),
    Slider("lam", "strength λ of Ω", 0, 4, 0.1, OPENING.lam, more=True),
    Seed(default=OPENING.seed, more=True),
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
RULES = {
    "near zero": "the median norm is {m}, below 0.05, while the loss has hardly moved",
    "rare massive spikes": "{m} of the last {n} norms exceed ten times the median around them",
    "slow steady growth": "the median norm of the last quarter of {n} updates is {m} times that of the first, above 2",
    "wild oscillation": "{m} % of the last {n} norms differ from the one before by more than a factor of 2, above 40 %",
    "stable or slowly falling": "the median norm of the last quarter of {n} updates is {m} times that of the first, "
    "not above 2",
    "too early": "the rules need 30 norms after the first 10",
    "not finite": "the last loss or norm is not a finite number",
}
HELP = {
    "near zero": "The gradient has vanished: a larger gain, an orthogonal start, Ω or a gated cell can help; clipping "
    "cannot.",
    "rare massive spikes": "There are walls nearby: clip by norm near the usual norm.",
    "slow steady growth": "Walls may be coming closer: keep clipping on and go on looking.",
    "wild oscillation": "The steps are too long: lower α, or τ.",
    "stable or slowly falling": "Nothing to do.",
    "too early": "Train on.",
    "not finite": "Start again with clipping or a smaller α.",
}
UNSOLVED = (
    "The norm cannot show more. If the loss does not fall, the distant terms may have vanished: a gated cell, "
    "an orthogonal start or Ω can help; or a step threw the network off: start with a lower τ."
)


def scene(task, alpha, clip, tau, cell, N, T, init, gain, optimiser, lam, seed):
    """The run after its first updates: those of two pictures of training, 76 with the defaults."""
    return picture(Run(Settings(task, alpha, clip, tau, cell, N, T, init, gain, optimiser, lam, seed)).go(PICTURES))


def run(task, alpha, clip, tau, cell, N, T, init, gain, optimiser, lam, seed):
    """The whole run, from where `scene` stops to 5,000 updates or the first value that is not finite."""
    going = Run(Settings(task, alpha, clip, tau, cell, N, T, init, gain, optimiser, lam, seed)).go(PICTURES)
    while not going.over:
        yield picture(going.go())


def script(task, alpha, clip, tau, cell, N, T, init, gain, optimiser, lam, seed):
    """A Python program that makes the same run at home."""
    return program(Settings(task, alpha, clip, tau, cell, N, T, init, gain, optimiser, lam, seed))


def picture(going):
    """The scene of a Run at its present update."""
    found = diagnosis.diagnose(going.loss, going.norm, going.config.task.chance)
    x = linear("updates", 0, _last(going))
    panels = (_loss(going, x), _norm(going, x))
    return Scene(panels, reading(going, found), results(going, found), height=250)


def _last(going):
    """Where both charts end: at a round number, or shortly after the run."""
    return max(1.05 * going.ended.step, 10) if going.ended else next(n for n in LENGTHS if n >= going.updates)


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
        gone = int(np.argmax(np.nan_to_num(values, nan=0) > CEILING))
        yield Text(gone, y.high / (y.high / y.low) ** 0.06, f"off the chart at update {gone}", "explode")
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


def reading(run, found) -> str:
    """The state of a Run and its Diagnosis as sentences."""
    return " ".join(filter(None, (_state(run), _length(run), _omega(run), _diagnosis(run, found))))


def _state(run):
    chance = number_text(run.config.task.chance)
    if run.ended:
        before = f"Before, {_cut(run)}." if run.ended.step else "No update was made."
        return (
            f"At update {run.ended.step} training ended: the first value that is not finite is in "
            f"{run.ended.tensor}. {before}"
        )
    solved = ", which counts as solved (below a tenth of that)" if run.solved else ""
    return (
        f"After {run.updates} updates the loss is {number_text(run.loss[-1])}, where knowing nothing costs "
        f"{chance}{solved}; the gradient is {number_text(run.norm[-1])} long and {_cut(run)}."
    )


def _cut(run):
    if run.config.clip == "none":
        return "no step was clipped"
    return f"{number_text(100 * run.clipped.mean(), 2)} % of the steps were clipped"


def _length(run):
    if run.settings.T < run.config.task.T:
        return f"This task needs at least {run.config.task.T} steps, so T = {run.config.task.T} here."
    return ""


def _omega(run):
    if run.settings.lam and not run.config.lam:
        return "Ω is defined for the vanilla RNN; here it is off."
    return ""


def _diagnosis(run, found):
    n = min(run.updates - diagnosis.IGNORED, diagnosis.WINDOW)
    measured = found.measured * 100 if found.name == "wild oscillation" else found.measured
    rule = RULES[found.name].format(m=number_text(measured, 2), n=n)
    calm = found.name == "stable or slowly falling"
    return f"Pattern: {found.name}, because {rule}. {UNSOLVED if calm and not run.solved else HELP[found.name]}"
