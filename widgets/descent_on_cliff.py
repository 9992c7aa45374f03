"""The two descents on the cliff itself: a turnable relief of the error, with an unclipped and a clipped path on it."""

import numpy as np

from experiments.cliff_descents import RELIEF, T, descents, measure
from sim.one_unit.wall import wall_b
from widgets.kit import landscape
from widgets.kit.format import count_text
from widgets.kit import Arrows, Panel, Points, Preset, Rule, Scene, Slider, Text, fitted, linear, number_text
from widgets.kit.relief import project

TITLE = "The two descents on the cliff: one is thrown off, one comes down along the wall"
CONTROLS = (
    Slider("steps", "steps", 1, 200, 1, RELIEF["steps"]),
    Slider("alpha", "learning rate α", 0.001, 1, 8, RELIEF["alpha"], log=True),
    Slider("tau", "threshold τ", 0.01, 10000, 8, RELIEF["tau"], log=True),
    Slider("w", "start: weight w", 4.4, 6, 0.02, RELIEF["w"], more=True),
    Slider("b", "start: bias b", -3.6, -2, 0.02, RELIEF["b"], more=True),
    Slider("turn", "turn", -60, 60, 1, 38, unit="°", more=True),
    Slider("tilt", "tilt", 15, 60, 1, 42, unit="°", more=True),
)
_SAME = {"alpha": 0.1, "tau": 1, "w": 5, "b": -2.7, "turn": 38, "tilt": 42}
PRESETS = (
    Preset(
        "One step before", "Both descents cross the wall back and forth, a short step at a time.", _SAME | {"steps": 14}
    ),
    Preset(
        "Two hundred steps",
        "The clipped descent has followed the wall to the border of the chart.",
        _SAME | {"steps": 200},
    ),
    Preset(
        "From the top of the cliff",
        "A long way over the plateau, before the wall is met at all.",
        _SAME | {"w": 5.4, "b": -3, "steps": 200},
    ),
    Preset(
        "A threshold too high",
        "τ = 100 is above every norm met: both are thrown off.",
        _SAME | {"tau": 100, "steps": 60},
    ),
)

LIFT = 0.02  # of the cube's height, so that a path lies on the surface and not in it
REACH = 0.02  # of the second panel to either side of the wall, at the least
ROLES = ("unclipped", "clipped")
NUMBERS = (
    "largest_norm",
    "largest_norm_at",
    "longest_step",
    "longest_clipped_step",
    "clipped_steps",
    "w_clipped",
    "b_clipped",
    "error_unclipped",
    "error_clipped",
    "least_clipped",
)


def scene(steps, alpha, tau, w, b, turn, tilt):
    """The relief with both paths, and how far from the wall each place of them is."""
    pair = descents((w, b), alpha, tau, steps)
    paths = [layer for i in (0, 1) for layer in _path(pair, i, turn, tilt)]
    ball = landscape.ball(w, b, float(pair.E[0, 0]), turn, tilt)
    layers = (*landscape.landscape(T, turn, tilt), *paths, ball)
    ground = Panel(f"Error E after {T} steps", *landscape.stage(), layers, 1.9)
    numbers = {name: value for name, value in measure(pair).items() if name in NUMBERS}
    return Scene((ground, _across(pair)), _reading(numbers, pair, alpha, tau), numbers, side_by_side=True, height=450)


def _path(pair, i, turn, tilt):
    """One descent inside the window, a mark a step where it is seen, its end or the step that leaves."""
    at, E, role = pair.path[:, i], pair.E[:, i], ROLES[i]
    count = _stay(at)
    points = landscape.cube(*at[:count].T, E[:count]) + (0, 0, LIFT)
    place = project(points, turn, tilt)[0].T
    seen = ~landscape.hidden(points, T, turn, tilt)
    end = place[:, -1:]
    yield Points(*np.where(seen, place, np.nan), role, size=4.5)
    if count < len(at):
        yield from _leap(at[count - 1], at[count], E[count - 1], role, turn, tilt)
    yield Points(*end, role, "" if count < len(at) else _name(pair, i), 0.1, size=10)


def _name(pair, i):
    return ROLES[i] if pair.clipped[:, 1].any() else "both" * i


def _leap(start, end, E, role, turn, tilt):
    """The step that leaves the window, level to its edge, with its length."""
    step = landscape.cube(*np.stack([start, landscape.edge(start, end)], axis=1), E) + (0, 0, LIFT)
    place = project(step, turn, tilt)[0].T
    yield Arrows(*place[:, :1], *place[:, 1:], role)
    yield Text(
        *(float(v) for v in place[:, 1] + (0, 0.12)),
        f"{role}: {number_text(np.hypot(*(end - start)))} long",
        role,
        "start" if place[0, 1] < 0 else "end",
    )


def _stay(at):
    """How many points of a path (n, 2) come before it leaves the window."""
    inside = landscape.inside(at)
    return len(at) if inside.all() else max(int(np.argmin(inside)), 1)


def _across(pair):
    """Every place of both descents along the wall and away from it; the leap of the unclipped one as an arrow."""
    w, away = pair.path[..., 0], pair.path[..., 1] - wall_b(pair.path[..., 0])
    stay = [_stay(pair.path[:, i]) for i in (0, 1)]
    near = np.concatenate([away[:n, i] for i, n in enumerate(stay)])
    along = np.concatenate([w[:n, i] for i, n in enumerate(stay)])
    half = max(REACH, 1.15 * float(np.abs(near).max()))
    x, y = fitted("recurrent weight w", along, pad=0.12), linear("b − b*", -half, half)
    places = [
        Points(w[:n, i], away[:n, i], ROLES[i], _name(pair, i) if n == len(w) else "", 0.9, size=5)
        for i, n in enumerate(stay)
    ]
    leaps = [
        layer
        for i, n in enumerate(stay)
        if n < len(w)
        for layer in _off(w[n - 1 : n + 1, i], away[n - 1 : n + 1, i], i, y)
    ]
    sides = Text(x.low, y.high * 0.86, " foot of the wall", "quiet"), Text(x.low, -y.high * 0.94, " plateau", "quiet")
    return Panel("Away from the wall", x, y, (Rule(0.0, "y", "wall", "wall"), *sides, *places, *leaps))


def _off(w, away, i, y):
    """The step from the last place in the window, up or down out of the panel."""
    edge = y.high if away[1] > away[0] else y.low
    yield Arrows(w[:1], away[:1], w[:1], np.array([edge]), ROLES[i], f"{ROLES[i]}: off")


def _reading(n, pair, alpha, tau):
    text = {name: number_text(value) for name, value in n.items()}
    if not pair.clipped.any():
        steps = "this step" if len(pair.clipped) == 1 else f"these {len(pair.clipped)} steps"
        return (
            f"With α = {number_text(alpha)} no norm in {steps} reaches τ = "
            f"{number_text(tau)}, the largest is {text['largest_norm']}: both descents stand at "
            f"E = {text['error_clipped']}."
        )
    return (
        f"With α = {number_text(alpha)} the largest gradient is {text['largest_norm']} long, after "
        f"{count_text(int(n['largest_norm_at']), 'steps')}. The longest unclipped step is {text['longest_step']} long, "
        f"the longest clipped one {text['longest_clipped_step']}. After {count_text(len(pair.clipped), 'steps')} the "
        f"unclipped descent stands at E = {text['error_unclipped']}; the clipped one, shortened "
        f"{count_text(int(n['clipped_steps']), 'times')}, at "
        f"w = {text['w_clipped']}, b = {text['b_clipped']} with E = {text['error_clipped']}."
    )
