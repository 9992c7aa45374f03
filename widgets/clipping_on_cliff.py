"""Clipping on the cliff: two descents from one start on the one-unit error surface, one of them clipped."""

import functools

import numpy as np

from experiments.cliff_descents import CATAPULT, T, descents, lengths, measure, on_the_wall
from sim.one_unit.surface import surface
from widgets.kit.landscape import HIGH
from widgets.kit import Choice, Handle, Heatmap, Line, Move, Panel, Points, Preset, Rule, Scene, Slider, Text, Toggle
from widgets.kit.axes import linear, log
from widgets.kit.format import count_text, number_text
from widgets.kit.pace import paced, slow_where_long

TITLE = "One start, two descents: what clipping does at the wall"
CONTROLS = (
    Slider("tau", "threshold τ", 0.01, 10000, 8, CATAPULT["tau"], log=True),
    Slider("alpha", "learning rate α", 0.001, 1, 8, CATAPULT["alpha"], log=True),
    Slider("steps", "steps", 1, 200, 1, CATAPULT["steps"]),
    Choice("view", "map", {"wide": "with the whole way", "near": "close to the wall"}, "wide"),
    Slider("w", "start: weight w", 4.3, 6.5, 0.02, CATAPULT["w"], more=True),
    Slider("b", "start: bias b", -3.6, -2, 0.02, CATAPULT["b"], more=True),
    Toggle("on_wall", "start on the wall, whatever the bias says", more=True),
)
PRESETS = (
    Preset(
        "Both on the wall",
        "The same gradient, one step each: one lands far off the chart, the other at the foot.",
        {"tau": 1, "alpha": 0.01, "steps": 1, "view": "wide", "w": 5, "b": -2.62, "on_wall": True},
    ),
    Preset(
        "One step before",
        "Both stand on the upper side, side by side, one of them on the wall itself.",
        {"tau": 1, "alpha": 0.01, "steps": 46, "view": "near", "w": 5, "b": -2.7, "on_wall": False},
    ),
    Preset(
        "The catapult",
        "One step of the unclipped descent is longer than all the others together.",
        {"tau": 1, "alpha": 0.01, "steps": 47, "view": "wide", "w": 5, "b": -2.7, "on_wall": False},
    ),
    Preset(
        "A threshold too high",
        "τ = 2000 is above every norm met: the two descents are one.",
        {"tau": 2000, "alpha": 0.01, "steps": 60, "view": "wide", "w": 5, "b": -2.7, "on_wall": False},
    ),
)

NEAR = (4.3, 5.7, -3.2, -2.1)  # left, right, bottom, top of the map; it grows to hold the start
WHOLE = (3.0, 13.0, -5.0, 10.0)  # of the small map in its corner, on the plateau
CORNER = (0.03, 0.36, 0.04, 0.4)  # shares of the map that the small one takes
NUMBERS = (
    "largest_norm",
    "largest_norm_at",
    "longest_step",
    "longest_clipped_step",
    "share_clipped",
    "w_unclipped",
    "b_unclipped",
    "error_unclipped",
    "error_clipped",
)
PICTURES = 100  # of a run, at most


def scene(tau, alpha, steps, view, w, b, on_wall):
    """The map with both paths after `steps` steps, and the length of each step."""
    b = on_the_wall(w) if on_wall else b
    return _scene(descents((w, b), alpha, tau, steps), tau, alpha, view, w, b)


def run(tau, alpha, steps, view, w, b, on_wall):
    """The same two descents, a step or a few at a time, slower where the unclipped gradient is long."""
    b = on_the_wall(w) if on_wall else b
    done = np.unique(np.linspace(1, steps, min(PICTURES, steps)).round().astype(int))
    norm = descents((w, b), alpha, tau, steps).norm[done - 1, 0]
    pictures = (_scene(descents((w, b), alpha, tau, int(k)), tau, alpha, view, w, b) for k in done)
    yield from paced(pictures, slow_where_long(norm))


def _scene(pair, tau, alpha, view, w, b):
    """The picture of a pair of descents, index 0 unclipped and 1 clipped."""
    panels = (_map(pair, view, w, b), _lengths(lengths(pair), tau * alpha))
    numbers = {name: value for name, value in measure(pair).items() if name in NUMBERS}
    return Scene(panels, _reading(pair, tau, numbers["largest_norm"]), numbers, side_by_side=True, height=360)


@functools.lru_cache(8)
def _levels(left, right, bottom, top):
    E = surface(np.linspace(left, right, 160), np.linspace(bottom, top, 140)[:, None], T).E
    return np.uint8(255 * np.sqrt(np.clip(E / HIGH, 0, 1)))


def _map(pair, view, w, b):
    """What happens at the wall; in a corner the whole way, with a rectangle around what is shown large."""
    left, right, bottom, top = window = _window(w, b)
    x, y = linear("recurrent weight w", left, right), linear("bias b", bottom, top)
    ground = Heatmap(_levels(*window), *window, legend=("error E", "0", number_text(HIGH)))
    words = ("unclipped", "clipped") if pair.clipped.any() else ("both", "")
    paths = [
        layer
        for i, role in enumerate(("unclipped", "clipped"))
        for layer in _path(pair.path[:, i], role, words[i], x, y)
    ]
    corner = _whole(pair.path, window) if view == "wide" else ()
    handle = Handle(float(w), float(b), "start", Move("w"), Move("b"))
    return Panel("Paths", x, y, (ground, *paths, *corner, handle), 1.3)


def _window(w, b):
    """The near map, as much larger as it takes to hold the start."""
    left, right, bottom, top = NEAR
    return min(left, w - 0.1), max(right, w + 0.1), min(bottom, b - 0.1), max(top, b + 0.1)


def _whole(path, window):
    """The whole way of both descents (n, 2, 2) on a small map in a corner of the window."""
    left, right, bottom, top = window
    wide, tall = right - left, top - bottom
    west, east = left + CORNER[0] * wide, left + CORNER[1] * wide
    south, north = bottom + CORNER[2] * tall, bottom + CORNER[3] * tall

    def placed(w, b):
        across, up = (np.clip((v - WHOLE[i]) / (WHOLE[i + 1] - WHOLE[i]), 0, 1) for v, i in ((w, 0), (b, 2)))
        return west + across * (east - west), south + up * (north - south)

    shown = placed(np.array([left, right, right, left, left]), np.array([bottom, bottom, top, top, bottom]))
    border = np.array([west, east, east, west, west]), np.array([south, south, north, north, south])
    yield Heatmap(_levels(*WHOLE), west, east, south, north)
    yield Line(*border, "ink", thin=True)
    yield Line(*shown, "handle", thin=True)
    for i, role in enumerate(("unclipped", "clipped")):
        x, y = placed(*path[np.isfinite(path[:, i]).all(axis=1), i].T)
        yield Line(x, y, role, thin=True)
        yield Points(x[-1:], y[-1:], role, size=7)
    yield Text(west, north + 0.03 * tall, "the whole way", "ink")


def _path(path, role, words, x, y):
    """A path and its end; where it leaves the map, the mark at the edge says where it went."""
    at = np.flatnonzero(np.isfinite(path).all(axis=1))[-1:]
    w, b = x.clamp(path[at, 0]), y.clamp(path[at, 1])
    gone = f", off to ({_short(path[at[0]])})" if (w[0], b[0]) != tuple(path[at[0]]) else ""
    if gone:
        w, b = (np.array([v]) for v in _border(path, at[0], x, y))
    return Line(path[:, 0], path[:, 1], role), Points(w, b, role, words + gone if words else "", 0.9, size=10)


def _border(path, last, x, y):
    """Where a path (n, 2), inside at first, crosses the border of the map on its way to the place `last`."""
    inside = (path[:, 0] >= x.low) & (path[:, 0] <= x.high) & (path[:, 1] >= y.low) & (path[:, 1] <= y.high)
    start, end = path[np.flatnonzero(inside)[-1]], path[np.flatnonzero(inside)[-1] + 1]
    step = end - start
    far = np.where(step > 0, (x.high, y.high), (x.low, y.low)) - start
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.nanmin(np.where(step != 0, far / step, np.inf))
    return start + step * min(share, 1.0)


def _short(point):
    return ", ".join(number_text(v, 3) for v in point)


def _lengths(length, cap):
    n = np.arange(1, len(length) + 1.0)
    y = log("‖Δ(w, b)‖, log, floor 10⁻⁶", length, np.array([cap]), floor=1e-6, ceiling=1e6)
    lines = [
        Line(n, np.where(length[:, i] > 0, y.clamp(length[:, i]), np.nan), role, role, at)
        for i, role, at in ((0, "unclipped", 0.99), (1, "clipped", 0.35))
    ]
    words = Text(0.0, cap * (y.high / y.low) ** 0.03, f" cap τ α = {number_text(cap)}", "reference")
    rule = (Rule(cap, "y"), words) if y.low <= cap <= y.high else ()
    return Panel("Length of each step", linear("step", 0, len(n)), y, (*rule, *lines))


def _reading(pair, tau, largest):
    path, E, _, clipped = pair
    peak = number_text(largest, 2)
    if not clipped[:, 1].any():
        steps = "this step" if len(clipped) == 1 else f"these {len(clipped)} steps"
        return (
            f"No norm in {steps} reaches τ = {number_text(tau)}, the largest is {peak}: the two "
            f"descents are the same, and stand at E = {number_text(E[-1, 0])}."
        )
    return (
        f"The unclipped descent meets a gradient of norm {peak} and stands at ({_short(path[-1, 0])}), "
        f"E = {number_text(E[-1, 0])}; the clipped one, shortened in {int(clipped[:, 1].sum())} of "
        f"{count_text(len(clipped), 'steps')}, at ({_short(path[-1, 1])}), E = {number_text(E[-1, 1])}. Any τ above "
        f"{peak} makes them equal."
    )
