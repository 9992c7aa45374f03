"""The census: sixty-four networks trained at once, a curve each, and which of three fates each of them meets."""

import numpy as np

from experiments.census import NETWORKS, UPDATES, ensemble, fates_by_update, measure
from experiments.interventions.fates import LEARNT
from sim.analysis.intervals import wilson_interval
from widgets.kit import Band, Choice, Line, Panel, Preset, Rule, Scene, Seed, Slider
from widgets.kit.axes import linear, log
from widgets.kit.pace import evenly, paced

TITLE = "Sixty-four networks, three fates: never learned, learned and lost, survived"
CONTROLS = (
    Slider("T", "sequence length T", 5, 40, 5, 20, unit="steps"),
    Slider("alpha", "learning rate α", 0.02, 0.6, 0.02, 0.3),
    Choice("clip", "clip at τ", {"none": "none", "20": "20", "5": "5", "1": "1", "0.5": "0.5"}, "none"),
    Choice(
        "trained",
        "what is trained",
        {"all": "everything", "frozen_W_h": "all but W_h", "readout": "the read-out alone"},
        "all",
    ),
    Slider("gain", "scale of W_h", 0.5, 2, 0.1, 1, unit="× 1/√N", more=True),
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
        "Train: which of the three shares does it move most?",
        {"T": 20, "alpha": 0.2, "gain": 1, "clip": "none", "trained": "all"},
    ),
    Preset(
        "Twice the length",
        "The same smaller learning rate at 40 steps.",
        {"T": 40, "alpha": 0.2, "gain": 1, "clip": "none", "trained": "all"},
    ),
    Preset(
        "The control",
        "W_h stays as it was drawn and all else is trained: does anything still go wrong?",
        {"T": 20, "alpha": 0.3, "gain": 1, "clip": "none", "trained": "frozen_W_h"},
    ),
    Preset(
        "Clipped",
        "The first setting again, with every gradient capped at 1.",
        {"T": 20, "alpha": 0.3, "gain": 1, "clip": "1", "trained": "all"},
    ),
)

FIRST = 10  # updates before the reader presses Train
CHUNK = 5  # updates in a picture of a run
POINTS = 60  # of each curve
LOW, HIGH = 1e-3, 1e2  # of the losses shown, as multiples of the loss at the start


def scene(T, alpha, gain, clip, trained, lab, vary, updates, seed):
    """The census after the first updates: the same picture as `run`, stopped early so that it comes at once."""
    training = ensemble(T, alpha, gain, clip, lab, vary, seed, trained)
    return census([training.advance().loss for _ in range(FIRST + 1)], FIRST, updates, training.config.task)


def run(T, alpha, gain, clip, trained, lab, vary, updates, seed):
    """The census of the whole run, five updates a frame."""
    training, losses = ensemble(T, alpha, gain, clip, lab, vary, seed, trained), []

    def pictures():
        while len(losses) <= updates:
            losses.extend(training.advance().loss for _ in range(min(CHUNK, updates + 1 - len(losses))))
            yield census(losses, updates, updates, training.config.task)

    yield from paced(pictures(), evenly(-(-(updates + 1) // CHUNK)))


def census(losses, horizon, updates, task):
    """The scene of a run of ``updates`` so far, from its losses (64,) by update, drawn up to ``horizon``."""
    loss = np.array(losses)
    survived, lost = fates_by_update(loss)
    x, at = linear("updates", 0, horizon), np.arange(len(loss), dtype=float)
    low, high = wilson_interval(lost.sum(axis=1), NETWORKS)
    kept, gone = 100 * survived.mean(axis=1), 100 * lost.mean(axis=1)
    panels = (
        Panel(
            "Loss of each network, as a multiple of its first",
            x,
            log("log scale; dotted: its first loss, and a quarter of it", np.array([LOW, HIGH])),
            (
                Rule(1.0, "y", "reference"),
                Rule(1 / LEARNT, "y", "reference"),
                *_curves(loss, survived[-1], lost[-1]),
            ),
        ),
        Panel(
            "Share of the networks",
            x,
            linear("%", 0, 100, 4),
            (
                Band(at, 100 * low, 100 * high, "explode"),
                Line(at, 100 - kept - gone, "quiet", "not learned", 0.5),
                Line(at, gone, "explode", "learned, then lost", 0.3),
                Line(at, kept, "stable", "learned and kept", 0.9),
            ),
            0.7,
        ),
    )
    numbers = measure(loss, task)
    return Scene(panels, _reading(numbers, updates), numbers, height=280)


def _curves(loss, survived, lost):
    """One line layer for each fate, its networks one after the other with a gap between."""
    picked = np.unique(np.linspace(0, len(loss) - 1, min(POINTS, len(loss))).astype(int))
    with np.errstate(invalid="ignore"):
        shown = np.clip(loss[picked] / loss[0], LOW, HIGH)
    y = np.vstack([shown, np.full((1, NETWORKS), np.nan)])
    for role, which in (("quiet", ~survived & ~lost), ("stable", survived), ("explode", lost)):
        x = np.tile(np.append(picked.astype(float), np.nan), which.sum())
        yield Line(x, y[:, which].T.ravel(), role, thin=True)


def _reading(n, updates):
    more = "" if n["done"] >= updates else f" So far {n['done']} of {updates} updates: press Train for the rest."
    return (
        f"Of {NETWORKS} networks {n['never']} never came below a quarter of their first loss, {n['lost']} did and rose "
        f"above the first loss afterwards, {n['survived']} did and kept it. {n['worse']} end above their first loss, "
        f"{n['non_finite']} of them not finite any more.{more}"
    )
