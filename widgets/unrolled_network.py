"""The network of the signs unrolled over its twenty steps: before its crash, at it and after it."""

import numpy as np

from experiments.catastrophe import SEEDS, TASKS
from experiments.unrolled import measure, signs
from widgets.kit import Preset, Scene, Slider, count_text, number_text
from widgets.kit.unrolled import by_step, fate, lengths, played, unrolled

TITLE = "Sixteen units, unrolled: what the network of the signs sends back before and after its crash"
PLAY = "Play"
T = TASKS["pattern"].T
CONTROLS = (
    Slider("updates", "updates of the training", 0, 80, 1, 61),
    Slider("t", "step t", 1, T, 1, 10),
)
PRESETS = (
    Preset(
        "Before the crash",
        "The network knows its signs. Of the error of its last sign hardly anything is left at the first step.",
        {"updates": 61},
    ),
    Preset(
        "The crash",
        "Three updates later the same error is carried through all steps, and in the middle it even grows.",
        {"updates": 64},
    ),
    Preset(
        "After it",
        "The error is larger than ever where it arises, but the units are at their limits and let nothing through.",
        {"updates": 72},
    ),
)

COLUMNS = ("root mean square of h_t", "mean slope f′(z_t)", "factor to t − 1", "length of ∂E/∂h_t")


def scene(updates, t):
    """The unrolled network with all that has run through it, and the length of the error at every step."""
    found = _found(updates)
    return _scene(found, t, T, 1, _said(found, updates, t))


def run(updates, t):
    """First the states, step by step forward, then the error, step by step back."""
    found = _found(updates)
    yield from played(T, lambda *moment: _step(found, updates, *moment))


def _found(updates):
    return signs(updates, SEEDS["pattern"])


def _step(found, updates, t, forward, back, pulse):
    """The picture of a moment on the way."""
    reading = _forward(found, t) if back is None else _said(found, updates, t)
    return _scene(found, t, forward, back, reading, pulse)


def _scene(found, t, forward, back, reading, pulse=None):
    network = unrolled("States forward, the error back", found.size, found.error, t, forward, back, pulse)
    numbers = measure(found) | {"state": found.size[t - 1], "slope": found.slope[t - 1], "factor": found.factor[t - 1]}
    panels = (network, lengths(found.error, t, back, "the last sign's", found.most))
    table = by_step(COLUMNS, found.size, found.slope, found.factor, found.error)
    return Scene(panels, reading, numbers, height=225, tables=(table,))


def _forward(found, t):
    return f"Forward, step {t}: the states have a root mean square of {number_text(found.size[t - 1])}."


def _said(found, updates, t):
    n, factor, so_far = measure(found), found.factor[t - 1], count_text(updates, "updates")
    here = f"multiplied by {number_text(factor)}" if np.isfinite(factor) else "nothing any more"
    return (
        f"After {so_far} the error of the last sign is {number_text(n['error_at_T'])} long. At t = {t}, where the "
        f"units' mean slope is {number_text(found.slope[t - 1])}, it is {here}; at t = 1 its length is "
        f"{number_text(n['error_at_1'])}: {fate(n['arrived'])}."
    )
