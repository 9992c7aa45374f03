"""Clipping on the cliff: two descents from one start on the one-unit error surface, one of them clipped."""

import functools
from typing import NamedTuple

import numpy as np

from sim.rounded import round_bits
from sim.surface import Descent, descend, surface
from widgets.kit import (Choice, Handle, Heatmap, Line, Move, Panel, Points, Preset, Rule, Scene, Slider,
                         Text, linear, log, number_text)

TITLE = "One start, two descents: what clipping does at the wall"
CONTROLS = (
    Slider("tau", "threshold τ", 0.01, 10000, 8, 1, log=True),
    Slider("alpha", "learning rate α", 0.001, 1, 8, 0.01, log=True),
    Slider("steps", "steps", 1, 200, 1, 60),
    Choice("view", "map", {"wide": "with the landing", "near": "close to the wall"}, "wide"),
    Slider("w", "start: weight w", 4.3, 6.5, 0.02, 5, more=True),
    Slider("b", "start: bias b", -3.6, -2, 0.02, -2.7, more=True),
)
PRESETS = (
    Preset("One step before", "Both stand at the foot of the wall, and no step so far was much longer than another.",
           {"tau": 1, "alpha": 0.01, "steps": 46, "view": "near", "w": 5, "b": -2.7}),
    Preset("The catapult", "One step of the unclipped descent is longer than all the others together.",
           {"tau": 1, "alpha": 0.01, "steps": 47, "view": "wide", "w": 5, "b": -2.7}),
    Preset("A threshold too high", "τ = 2000 is above every norm met: the two descents are one.",
           {"tau": 2000, "alpha": 0.01, "steps": 60, "view": "wide", "w": 5, "b": -2.7}),
    Preset("A step of 0.1 that is clipped", "Ten times the learning rate: the clipped descent reaches the valley.",
           {"tau": 1, "alpha": 0.1, "steps": 200, "view": "near", "w": 5, "b": -2.7}),
)

T = 50
WINDOWS = {"wide": (3.0, 13.0, -5.0, 10.0), "near": (4.3, 5.7, -3.2, -2.1)}
HIGH = 0.49  # the error of an output of 0, the highest there is
CHUNK = 5


class Pair(NamedTuple):
    """What a picture needs: both descents (index 0 unclipped, 1 clipped) and the step lengths (steps, 2)."""

    descents: Descent
    length: np.ndarray
    peak: float


def scene(tau, alpha, steps, view, w, b):
    """The map with both paths after `steps` steps, and the length of each step."""
    return _scene(_descend((w, b), alpha, tau, steps), tau, alpha, view, w, b)


def run(tau, alpha, steps, view, w, b):
    """The same two descents, a few steps at a time."""
    whole = _descend((w, b), alpha, tau, 1)
    yield _scene(whole, tau, alpha, view, w, b)
    while len(whole.clipped) < steps:
        more = _descend(whole.path[-1], alpha, tau, min(CHUNK, steps - len(whole.clipped)))
        whole = Descent(*(np.concatenate([a, c[1:] if len(c) > len(more.clipped) else c]) for a, c in zip(whole, more)))
        yield _scene(whole, tau, alpha, view, w, b)


def _descend(start, alpha, tau, steps):
    """Both descents; points are rounded to 36 bits, as the wall magnifies the digits in which machines differ."""
    return descend(np.full((2, 2), start), alpha, steps, np.array([np.inf, tau]), T, lambda point: round_bits(point, 36))


def _scene(descents, tau, alpha, view, w, b):
    length = np.linalg.norm(np.diff(descents.path, axis=0), axis=-1)
    pair = Pair(descents, length, float(descents.norm[:-1, 0].max()))
    panels = (_map(pair, view, w, b), _lengths(pair, tau * alpha))
    return Scene(panels, _reading(pair, tau), _numbers(pair), side_by_side=True, height=360)


@functools.cache
def _ground(view):
    left, right, bottom, top = WINDOWS[view]
    E = surface(np.linspace(left, right, 160), np.linspace(bottom, top, 140)[:, None], T).E
    levels = np.uint8(255 * np.sqrt(np.clip(E / HIGH, 0, 1)))
    return Heatmap(levels, left, right, bottom, top, legend=("error E", "0", number_text(HIGH)))


def _map(pair, view, w, b):
    left, right, bottom, top = WINDOWS[view]
    x, y = linear("recurrent weight w", left, right), linear("bias b", bottom, top)
    words = ("unclipped", "clipped") if pair.descents.clipped.any() else ("both", "")
    paths = [layer for i, role in enumerate(("unclipped", "clipped"))
             for layer in _path(pair.descents.path[:, i], role, words[i], x, y)]
    handle = Handle(float(x.clamp(w)), float(y.clamp(b)), "start", Move("w"), Move("b"))
    return Panel("Paths", x, y, (_ground(view), *paths, handle), share=1.15)


def _path(path, role, words, x, y):
    """A path and its end; where it leaves the map, the mark at the edge says where it went."""
    at = np.flatnonzero(np.isfinite(path).all(axis=1))[-1:]
    w, b = x.clamp(path[at, 0]), y.clamp(path[at, 1])
    gone = f", off to ({_short(path[at[0]])})" if (w[0], b[0]) != tuple(path[at[0]]) else ""
    share = float((w[0] - x.low) / (x.high - x.low))
    label_at = 0.9 if share > 0.7 else 0.5 if share > 0.2 else 0.1
    return Line(path[:, 0], path[:, 1], role), Points(w, b, role, words + gone if words else "", label_at, size=10)


def _short(point):
    return ", ".join(number_text(v, 4) for v in point)


def _lengths(pair, cap):
    n = np.arange(1, len(pair.length) + 1.0)
    y = log("‖Δ(w, b)‖, log, floor 10⁻⁶", pair.length, np.array([cap]), floor=1e-6, ceiling=1e6)
    lines = [Line(n, np.where(pair.length[:, i] > 0, y.clamp(pair.length[:, i]), np.nan), role, role, at)
             for i, role, at in ((0, "unclipped", 0.8), (1, "clipped", 0.35))]
    words = Text(0.0, cap * (y.high / y.low) ** 0.03, f" cap τ α = {number_text(cap)}", "reference")
    rule = (Rule(cap, "y"), words) if y.low <= cap <= y.high else ()
    return Panel("Length of each step", linear("step", 0, len(n)), y, (*rule, *lines))


def _numbers(pair):
    path, E, norm, clipped = pair.descents
    return {"largest_norm": pair.peak, "largest_norm_at": float(np.argmax(norm[:-1, 0])),
            "longest_step": float(pair.length[:, 0].max()), "longest_clipped_step": float(pair.length[:, 1].max()),
            "share_clipped": float(clipped[:, 1].mean()), "w_unclipped": float(path[-1, 0, 0]),
            "b_unclipped": float(path[-1, 0, 1]), "error_unclipped": float(E[-1, 0]), "error_clipped": float(E[-1, 1])}


def _reading(pair, tau):
    path, E, norm, clipped = pair.descents
    if not pair.descents.clipped[:, 1].any():
        return (f"No norm in these {len(clipped)} steps reaches τ = {number_text(tau)}, the largest is "
                f"{number_text(pair.peak, 4)}: the two descents are the same, and stand at E = {number_text(E[-1, 0])}.")
    return (f"The unclipped descent meets a gradient of norm {number_text(pair.peak, 4)} and stands at ({_short(path[-1, 0])}), "
            f"E = {number_text(E[-1, 0])}; the clipped one, shortened in {int(clipped[:, 1].sum())} of {len(clipped)} steps, at "
            f"({_short(path[-1, 1])}), E = {number_text(E[-1, 1])}. Any τ above {number_text(pair.peak, 4)} makes them equal.")
