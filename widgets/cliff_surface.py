"""The error surface of the one-unit network over (w, b): as a relief or a map, with the descent step to scale."""

import functools

import numpy as np

from sim.one_unit.surface import surface
from sim.one_unit.wall import near_wall, wall_b, wall_peak
from widgets.kit import landscape
from widgets.kit.landscape import HIGH, B, W
from widgets.kit import Arrows, Choice, Handle, Heatmap, Line, Move, Panel, Preset, Scene, Slider, Text
from widgets.kit import Toggle, linear, number_text
from widgets.kit.relief import project

TITLE = "The cliff: the error of one unit over its two weights"
CONTROLS = (
    Choice("view", "view", {"surface": "surface", "map": "map"}, "surface"),
    Slider("T", "sequence length T", 5, 100, 1, 50, unit="steps"),
    Slider("b", "bias b", -3.6, -2, 0.004, -2.612),
    Slider("alpha", "learning rate α", 0.0001, 1, 8, 0.01, log=True),
    Slider("w", "recurrent weight w", 4.4, 6, 0.02, 5, more=True),
    Slider("turn", "turn", -60, 60, 1, 24, unit="°", more=True),
    Slider("tilt", "tilt", 15, 60, 1, 38, unit="°", more=True),
    Toggle("catch", "catch the wall: within 0.01 of it, stand on its steepest place", True, more=True),
)
PRESETS = (
    Preset(
        "Five steps",
        "No wall yet: the same place is a gentle slope, and the arrow stays short.",
        {"T": 5, "b": -2.612, "w": 5, "alpha": 0.01},
    ),
    Preset(
        "A hundred steps",
        "The surface looks the same, and the arrow is three thousand times as long.",
        {"T": 100, "b": -2.612, "w": 5, "alpha": 0.01},
    ),
    Preset(
        "A tenth to the left",
        "A tenth of a unit from the wall the same learning rate hardly moves you.",
        {"view": "map", "T": 50, "b": -2.712, "w": 5, "alpha": 0.01},
    ),
    Preset(
        "A step that fits",
        "With α a hundredth as large the step from the wall stays on the chart.",
        {"view": "map", "T": 50, "b": -2.612, "w": 5, "alpha": 0.0001},
    ),
)

CATCH = 0.01


def scene(view, T, b, alpha, w, turn, tilt, catch):
    """The relief or the map with the reader's point, the step −α∇E from it, and where that lands."""
    peak = wall_peak(w, T)
    b, E, g = _stand(w, b, T, peak if catch and abs(b - peak.b) < CATCH else None)
    start = np.array([w, b], float)
    end = start - alpha * g
    inside = landscape.inside(end)
    E_end = float(surface(*end, T).E)
    length = float(alpha * np.hypot(*g))
    tip, words = (end, "") if inside else (landscape.edge(start, end), f"{number_text(length)} long, off the chart")
    if view == "surface":
        step = np.array([[*start, E], [*tip, E_end if inside else E]])
        panel = _relief(T, turn, tilt, step, words)
    else:
        panel = _map(T, start, tip, words)
    numbers = {
        "b": b,
        "distance": b - float(wall_b(w)),
        "error": E,
        "gradient": float(np.hypot(*g)),
        "peak": float(peak.norm),
        "step": length,
        "w_after": float(end[0]),
        "b_after": float(end[1]),
        "error_after": E_end,
        "on_chart": float(inside),
    }
    return Scene((panel,), _reading(numbers, w, T, alpha), numbers, height=460)


def _stand(w, b, T, peak):
    """Where the reader stands: b, error and gradient (2,); on the steepest place of the wall if that is given."""
    b = float(peak.b) if peak else b
    E, *g = (float(v) for v in surface(w, b, T))
    if peak:  # the wall may be thinner than the spacing of float64 around b
        E, g = float(near_wall(w, T, peak.offset)[0]), np.array(g) * float(peak.norm) / np.hypot(*g)
    return b, E, np.array(g)


def _relief(T, turn, tilt, step, words):
    a, z = project(landscape.cube(*step.T), turn, tilt)[0].T
    return Panel(
        f"Error E after {T} steps",
        *landscape.stage(),
        (
            *landscape.landscape(T, turn, tilt),
            Arrows(a[:1], z[:1], a[1:], z[1:], "explode"),
            Text(a[1], z[1] - 0.14, words, "explode", "end"),
            landscape.ball(*step[0], turn, tilt),
        ),
    )


@functools.lru_cache(4)
def _colours(T):
    E = surface(np.linspace(*W, 160), np.linspace(*B, 128)[:, None], T).E
    return Heatmap(np.uint8(255 * np.sqrt(E / HIGH)), *W, *B, legend=("error E", "0", f"{HIGH}"))


def _map(T, start, tip, words):
    x, y, w = linear("recurrent weight w", *W), linear("bias b", *B), np.linspace(*W, 20)
    middle = (start + tip) / 2
    return Panel(
        "Error E",
        x,
        y,
        (
            _colours(T),
            Line(w, wall_b(w), "wall", "wall b*(w)", 0.12, thin=True),
            Arrows(*(np.array([v]) for v in (*start, *tip)), "explode"),
            Text(middle[0] + 0.03, middle[1], words, "explode"),
            Handle(*start, "where you stand", Move("w"), Move("b")),
        ),
    )


def _reading(n, w, T, alpha):
    side = "left" if n["distance"] < 0 else "right"
    place = "on the wall" if n["gradient"] > n["peak"] / 2 else f"{number_text(abs(n['distance']), 2)} {side} of b*"
    return (
        f"At w = {number_text(w)}, b = {number_text(n['b'], 5)} you stand {place}: E = {number_text(n['error'])}, "
        f"and after T = {T} steps the gradient is {number_text(n['gradient'], 4)} long. The step with "
        f"α = {number_text(alpha)} is {number_text(n['step'])} long and lands {'on' if n['on_chart'] else 'off'} "
        f"the chart, at ({number_text(n['w_after'])}, {number_text(n['b_after'])}), where "
        f"E = {number_text(n['error_after'])}."
    )
