"""Latch or memorise: 96 networks by how well they fit their data and how often they are wrong on fresh sequences."""

import numpy as np

from experiments.interventions.latching import GOOD, SOLVED
from experiments.latch_fates import STRENGTHS, fates
from sim.analysis.intervals import wilson_interval
from widgets.kit import Choice, Line, Panel, Points, Preset, Rule, Scene, Toggle, categories, linear, log

TITLE = "Latched or learned by heart: the fit to the training data, and the answers to fresh sequences"
CONTROLS = (
    Choice("lam", "strength λ of Ω", {f"{lam}": f"{lam}" for lam in STRENGTHS}, "0"),
    Choice("data", "trained on", {"fixed": "one batch", "fresh": "fresh sequences"}, "fixed"),
    Toggle("clip", "clip the gradient at norm 1", True),
)
PRESETS = (
    Preset("Without Ω", "How many of those that fit are right?", {"lam": "0", "data": "fixed", "clip": True}),
    Preset("With Ω", "Where do the marks go?", {"lam": "1", "data": "fixed", "clip": True}),
    Preset("Nothing to learn by heart", "Do they still learn?", {"lam": "0", "data": "fresh", "clip": True}),
    Preset("The same with Ω", "Where do the marks go now?", {"lam": "1", "data": "fresh", "clip": True}),
)
FLOOR, CEILING = 1e-5, 10.0  # of the losses shown


def scene(lam, data, clip):
    """Each network by its training loss and its wrong signs, and the shares that fit and that latched, by λ."""
    fresh, found = data == "fresh", fates(float(lam), data == "fresh", clip)
    panels = (
        Panel(
            "Each of 96 networks",
            log("loss on the training data", np.array([FLOOR, CEILING]), ticks=4),
            linear("wrong on fresh sequences, %", -3, 65, 4),
            (
                Rule(SOLVED, "x", "reference", "left: fits"),
                Rule(100 * GOOD, "y", "reference", "below: latched"),
                *_groups(found),
            ),
        ),
        Panel(
            "Shares, with 95 % intervals",
            categories("strength λ", [f"{strength}" for strength in STRENGTHS]),
            linear("% of the networks", 0, 105, 4),
            _shares([fates(float(strength), fresh, clip) for strength in STRENGTHS]),
            0.8,
        ),
    )
    numbers = {
        "fit": int(found.solved.sum()),
        "latched": int(found.latched.sum()),
        "memorised": int(found.memorised.sum()),
        "median_wrong": float(np.median(found.wrong)),
    }
    return Scene(panels, _reading(numbers, lam, fresh, clip), numbers, side_by_side=True, height=300)


def _groups(found):
    """The networks as points of three kinds; a loss beyond the axis stands at its edge."""
    loss, wrong = np.clip(found.loss, FLOOR, CEILING), 100 * found.wrong
    neither = ~found.latched & ~found.memorised
    kinds = ((neither, "quiet"), (found.memorised, "second"), (found.latched, "first"))
    return tuple(Points(loss[which], wrong[which], role, size=6) for which, role in kinds if which.any())


def _shares(by_strength):
    places = np.arange(float(len(by_strength)))
    layers = []
    for name, role, shift in (("solved", "second", -0.1), ("latched", "first", 0.1)):
        which = np.array([getattr(found, name) for found in by_strength])
        low, high = wilson_interval(which.sum(axis=1), which.shape[1])
        x = places + shift
        ends = np.array([low, high, np.full(len(x), np.nan)])
        layers += [
            Line(np.repeat(x, 3), 100 * ends.T.ravel(), role, thin=True),
            Points(x, 100 * which.mean(axis=1), role, {"solved": "fits", "latched": "latched"}[name], 0.0, size=8),
        ]
    return tuple(layers)


def _reading(n, lam, fresh, clip):
    how = f"on {'fresh sequences' if fresh else 'one batch'}, {'clipped' if clip else 'unclipped'}"
    return (
        f"With λ = {lam}, trained {how}: {n['fit']} of 96 networks fit their training data, {n['memorised']} of these "
        f"without having latched. {n['latched']} of 96 are right on fresh sequences; the median network is wrong on "
        f"{100 * n['median_wrong']:.1f} % of them."
    )
