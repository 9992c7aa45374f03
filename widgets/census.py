"""Divergence census: sixty-four networks trained at once, a curve each, and the share that ends up worse off."""

import numpy as np

from experiments.census import NETWORKS, UPDATES, ensemble, measure, outcomes
from sim.analysis.intervals import wilson_interval
from widgets.kit import Axis, Band, Choice, Line, Panel, Points, Preset, Scene, Seed, Slider
from widgets.kit.axes import linear
from widgets.kit.format import number_text
from widgets.kit.pace import evenly, paced

TITLE = "How often does it happen? Sixty-four networks, one curve each"
CONTROLS = (
    Slider("T", "sequence length T", 5, 40, 5, 20, unit="steps"),
    Slider("alpha", "learning rate α", 0.02, 0.6, 0.02, 0.3),
    Slider("gain", "scale of W_h", 0.5, 2, 0.1, 1, unit="× 1/√N"),
    Choice("clip", "clip at τ", {"none": "none", "20": "20", "5": "5", "1": "1", "0.5": "0.5"}, "none"),
    Choice(
        "lab",
        "recite by heart",
        {"pattern": "signs, linear read-out", "letters": "letters, softmax"},
        "pattern",
        more=True,
    ),
    Choice(
        "vary",
        "what differs between networks",
        {"both": "weights and sequence", "sequence": "the sequence only", "weights": "the weights only"},
        "both",
        more=True,
    ),
    Slider("updates", "updates of the whole run", 20, 400, 20, UPDATES, more=True),
    Seed("seed", "block of 64 seeds", more=True),
)
PRESETS = (
    Preset(
        "A smaller learning rate",
        "Train: at 0.2 instead of 0.3 almost every network learns.",
        {"T": 20, "alpha": 0.2, "gain": 1, "clip": "none"},
    ),
    Preset(
        "Twice the length",
        "The learning rate that was safe at 20 steps is not at 40.",
        {"T": 40, "alpha": 0.2, "gain": 1, "clip": "none"},
    ),
    Preset(
        "Larger recurrent weights",
        "Back at 20 steps, with W_h drawn twice as large.",
        {"T": 20, "alpha": 0.2, "gain": 2, "clip": "none"},
    ),
    Preset(
        "Clipped",
        "The first setting again, with every gradient capped at 1: none is lost.",
        {"T": 20, "alpha": 0.3, "gain": 1, "clip": "1"},
    ),
)

COLUMNS, ROWS = 16, 4
FIRST = 10  # updates before the reader presses Train
CHUNK = 5  # updates in a picture of a run
POINTS = 60  # of each small curve


def scene(T, alpha, gain, clip, lab, vary, updates, seed):
    """The census after the first updates: the same picture as `run`, stopped early so that it comes at once."""
    training = ensemble(T, alpha, gain, clip, lab, vary, seed)
    return census([training.advance().loss for _ in range(FIRST + 1)], FIRST, updates, training.config.task)


def run(T, alpha, gain, clip, lab, vary, updates, seed):
    """The census of the whole run, five updates a frame."""
    training, losses = ensemble(T, alpha, gain, clip, lab, vary, seed), []

    def pictures():
        while len(losses) <= updates:
            losses.extend(training.advance().loss for _ in range(min(CHUNK, updates + 1 - len(losses))))
            yield census(losses, updates, updates, training.config.task)

    yield from paced(pictures(), evenly(-(-(updates + 1) // CHUNK)))


def census(losses, horizon, updates, task):
    """The scene of a run of ``updates`` so far, from its losses (64,) by update, drawn up to ``horizon``."""
    loss = np.array(losses)
    lost, learnt = outcomes(loss, task)
    low, high = wilson_interval(lost.sum(axis=1), NETWORKS)
    at = np.arange(len(loss), dtype=float)
    share, good = 100 * lost.mean(axis=1), 100 * learnt.mean(axis=1)
    x = linear("updates", 0, horizon)
    panels = (
        Panel(
            "Loss of each network, log scale",
            Axis("triangle: no longer finite", 0, COLUMNS, "linear", ()),
            Axis("", 0, ROWS, "linear", ()),
            tuple(_curves(loss, lost[-1], learnt[-1], horizon, task)),
        ),
        Panel(
            "Share of the networks",
            x,
            linear("%", 0, 100, 4),
            (
                Band(at, 100 * low, 100 * high, "explode"),
                Line(at, share, "explode", "worse than at the start"),
                Line(at, good, "stable", "learnt"),
            ),
            0.7,
        ),
    )
    numbers = measure(loss, task)
    return Scene(panels, _reading(numbers, updates), numbers, height=260)


def _curves(loss, lost, learnt, horizon, task):
    """A line layer for each outcome; a cell reaches from a hundredth of the chance loss to a hundred times it."""
    picked = np.unique(np.linspace(0, len(loss) - 1, min(POINTS, len(loss))).astype(int))
    cell = np.arange(NETWORKS)
    with np.errstate(divide="ignore"):
        height = np.clip((np.log10(loss[picked] / task.chance) + 2) / 4, 0, 1)
    x = cell % COLUMNS + 0.08 + 0.84 * picked[:, None] / horizon
    y = ROWS - 1 - cell // COLUMNS + 0.1 + 0.8 * height
    gap = np.full((1, NETWORKS), np.nan)
    x, y = np.vstack([x, gap]), np.vstack([y, gap])
    for role, which in (("quiet", ~lost & ~learnt), ("stable", learnt), ("explode", lost)):
        yield Line(x[:, which].T.ravel(), y[:, which].T.ravel(), role)
    dead = ~np.isfinite(loss[-1])
    yield Points(cell[dead] % COLUMNS + 0.5, ROWS - 0.5 - cell[dead] // COLUMNS, "explode", size=6)


def _reading(n, updates):
    more = "" if n["done"] >= updates else f" So far {n['done']} of {updates} updates: press Train for the rest."
    some = "has" if n["learnt"] == 1 else "have"
    return (
        f"{n['worse']} of {NETWORKS} networks, {number_text(100 * n['share_worse'], 2)} % (95 % interval "
        f"{number_text(100 * n['low'], 2)} to {number_text(100 * n['high'], 2)}), are worse off than at the start, "
        f"{n['non_finite']} of them not finite any more; {n['learnt']} {some} learnt the sequence.{more}"
    )
