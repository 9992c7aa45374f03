"""The cliff in one dimension: error and gradient of the one-unit network along its bias, across the wall."""

import numpy as np

from sim.one_unit.wall import geometric_sum, multiplier, near_wall, wall_b, wall_peak
from widgets.kit import Handle, Line, Move, Panel, Points, Preset, Rule, Scene, Slider, linear, log, number_text

TITLE = "Walk across the cliff: the error and its gradient along one weight"
CONTROLS = (
    Slider("at", "where you stand", -1, 1, 0.02, -0.1, sides=("left of the edge", "on the edge", "right of the edge")),
    Slider("T", "sequence length T", 5, 100, 1, 50, unit="steps"),
    Slider("zoom", "zoom into the edge", 1, 1e7, 8, 1, unit="×", log=True),
    Slider("w", "recurrent weight w", 4.4, 6, 0.05, 5, more=True),
)
PRESETS = (
    Preset(
        "Stand on the edge",
        "The loss hardly says anything; the gradient is thousands of times its neighbours'.",
        {"at": 0.0, "T": 50, "zoom": 1},
    ),
    Preset(
        "Zoom in a thousand times",
        "What looked like a jump is a steep but smooth slope.",
        {"at": 0.0, "T": 50, "zoom": 1000},
    ),
    Preset(
        "Ten steps only",
        "The same place, a gentle hill: the edge is made by the length of the sequence.",
        {"at": 0.0, "T": 10, "zoom": 1},
    ),
    Preset(
        "A hundred steps",
        "Ten times the length of that hill, millions of times its slope.",
        {"at": 0.0, "T": 100, "zoom": 1},
    ),
)

HALF_WIDTH = 0.3  # of the window in b, before zooming


def scene(at, T, zoom, w):
    """Error E_T and |gradient| along b around the wall, and the point where the reader stands."""
    peak = wall_peak(w, T)
    half = HALF_WIDTH / zoom
    distance = float(peak.offset) + half * at
    d, E, norm = _curve(w, T, float(peak.offset), half)
    E_here, norm_here = (float(v) for v in near_wall(w, T, distance))
    x = linear("distance from the wall, b − b*", d[0], d[-1])
    handle = Handle(distance, E_here, "where you stand", Move("at", -float(peak.offset) / half, 1 / half))
    panels = (
        Panel(
            "Error",
            x,
            linear("E after T steps", 0, 0.5, ticks=4),
            (Rule(0.0, "x", "wall", "b*" if zoom < 1e4 else ""), Line(d, E, "loss"), handle),
        ),
        Panel(
            "Length of the gradient",
            x,
            log("|∇E|, log scale", norm, np.array([norm_here, float(peak.norm)])),
            (
                Rule(float(peak.norm), "y", "reference", f"peak {number_text(peak.norm, 4)}"),
                Line(d, norm, "gradient"),
                Points(np.array([distance]), np.array([norm_here]), "handle", size=10),
            ),
        ),
    )
    numbers = {
        "b": float(wall_b(w)) + distance,
        "distance": distance,
        "error": E_here,
        "gradient": norm_here,
        "peak": float(peak.norm),
        "growth_per_step": float(multiplier(w)),
    }
    return Scene(panels, _reading(distance, E_here, norm_here, peak, T, w), numbers, height=230)


def _curve(w, T, centre, half):
    """Distances (n,) across the window that gather at the wall; the error and the gradient norm there, each (n,)."""
    scale = 1 / geometric_sum(multiplier(w), T)
    d = scale * np.sinh(np.linspace(np.arcsinh((centre - half) / scale), np.arcsinh((centre + half) / scale), 500))
    return d, *near_wall(w, T, d)


def _reading(distance, E, norm, peak, T, w):
    side = "On the edge" if norm > float(peak.norm) / 2 else "Left of the wall" if distance < 0 else "Right of the wall"
    return (
        f"{side}, {number_text(abs(distance), 2)} from b*: the error is {number_text(E)} and the gradient "
        f"{number_text(norm, 4)} long. After T = {T} steps at w = {number_text(w)} the wall's steepest point "
        f"reaches {number_text(peak.norm, 4)}."
    )
