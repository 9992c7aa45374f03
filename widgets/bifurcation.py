"""Fixed points of the one-unit map against b or w, which basin holds the start, and the gradient on the same axis."""

import numpy as np

from sim.one_unit.dynamics import fold_weights, folds, gradient, orbit, sigma, sigma_prime
from sim.one_unit.wall import geometric_sum, multiplier, wall_b
from widgets.kit import Arrows, Band, Choice, Handle, Line, Move, Panel, Points, Preset, Rule, Scene, Slider, Text
from widgets.kit import linear, log, number_text

TITLE = "The wall stands where the start changes basin, not where fixed points are born"
CONTROLS = (
    Choice("along", "move along", {"b": "the bias b", "w": "the weight w"}, "b"),
    Slider("b", "bias b", -3.4, -1.8, 0.002, -2.5),
    Slider("w", "recurrent weight w", 4, 6, 0.01, 5),
    Slider("T", "sequence length T", 5, 100, 1, 50, unit="steps"),
    Slider("x_0", "start x₀", -2, 2, 0.05, 0.5, more=True),
)
PRESETS = (
    Preset(
        "Cross a fold",
        "Two fixed points meet and vanish here, far from the start: the gradient stays small.",
        {"along": "b", "b": -2.344, "w": 5, "T": 50, "x_0": 0.5},
    ),
    Preset(
        "Cross the basin boundary",
        "No fixed point appears or vanishes here, and this is where the wall stands.",
        {"along": "b", "b": -2.612, "w": 5, "T": 50, "x_0": 0.5},
    ),
    Preset(
        "Move the start",
        "Same map, same folds, another start: the wall follows the boundary to where it meets x₀.",
        {"along": "b", "b": -2.5, "w": 5, "T": 50, "x_0": -0.2},
    ),
    Preset(
        "Start below the fold",
        "From here the basin that holds the start ends at the fold itself. How steep is it beside it?",
        {"along": "b", "b": -2.332, "w": 5, "T": 50, "x_0": -1.5},
    ),
)

CATCH = {"b": 0.0015, "w": 0.006}  # so near the wall its steepest place is meant


def scene(along, b, w, T, x_0):
    """Branches of fixed points with the basin that holds x_0, and |∇E_T| beneath them."""
    here, fold = (b, folds(w)) if along == "b" else (w, fold_weights(b))
    change = _change(along, b, w, x_0, fold)
    low, high = np.nanmin([*fold.at, change, here]) - 0.3, np.nanmax([*fold.at, change, here]) + 0.4
    mu = float(multiplier(w if along == "b" or np.isnan(change) else change, x_0))
    at = _places(fold, change, 0.25 / float(geometric_sum(max(mu, 1), T)), low, high)
    norm, marked = (
        np.hypot(*(gradient(w, place, T, x_0) if along == "b" else gradient(place, b, T, x_0)))
        for place in (at, np.array([here, *fold.at]))
    )
    peak = int(norm.argmax())
    if abs(here - at[peak]) < CATCH[along]:  # the wall is thinner than a step of the slider: on it is on its peak
        here, marked[0] = at[peak], norm[peak]
    end = float(orbit(w, b, T, x_0)[-1])
    numbers = {
        "end": end,
        "gradient": marked[0],
        "basin_changes_at": change,
        "lower_fold": fold.at[0],
        "upper_fold": fold.at[1],
        "gradient_at_lower_fold": marked[1],
        "gradient_at_upper_fold": marked[2],
        "peak": norm[peak],
        "peak_at": at[peak],
    }
    numbers = {name: float(value) if np.isfinite(value) else None for name, value in numbers.items()}
    panels = (
        _states(along, b, w, x_0, end, here, fold, change, low, high),
        _gradients(along, at, norm, here, marked, fold, change, peak),
    )
    return Scene(panels, _reading(along, here, x_0, numbers), numbers, height=330)


def _change(along, b, w, x_0, fold):
    """Where x_0 changes basin: where it is the unstable fixed point, or else at the fold that it stands behind."""
    wall = float(wall_b(w, x_0)) if along == "b" else float((x_0 - b) / sigma(x_0))
    steep = multiplier(w if along == "b" else wall, x_0) > 1
    return wall if steep else float(fold.at[0 if x_0 < 0 else 1])


def _places(fold, change, thin, low, high):
    """Places on the axis (n,), sorted: even ones, and clusters that resolve the folds and the wall."""
    clusters = [(change, thin, 180)] + [(place, 1e-3, 40) for place in fold.at]
    spread = [place + scale * np.sinh(np.linspace(-1, 1, n) * np.arcsinh(0.2 / scale)) for place, scale, n in clusters]
    every = np.concatenate([np.linspace(low, high, 200), *spread])
    return np.unique(every[(every >= low) & (every <= high)])


def _states(along, b, w, x_0, end, here, fold, change, low, high):
    """Every fixed point x solves b = x − w σ(x): the branches as curves over x, and the basin of the upper one."""
    x = np.unique(np.concatenate([np.linspace(-6, 7, 900), fold.x[np.isfinite(fold.x)]]))
    place = x - w * sigma(x) if along == "b" else (x - b) / sigma(x)
    middle = sigma_prime(x) * (w if along == "b" else place) > 1
    seen = (place >= low - 0.02) & (place <= high + 0.02)
    y = linear("x", min(x[seen].min(), x_0, end) - 0.3, max(x[seen].max(), x_0, end) + 0.5, ticks=4)
    layers = [
        Rule(x_0, "y", "reference", "start x₀"),
        Line(place, np.where(seen & ~middle, x, np.nan), "stable", "stable", 0.02),
    ]
    if np.isfinite(change):
        edge = np.append(np.linspace(fold.at[1], fold.at[0], 80), [fold.at[0], high])
        unstable = np.interp(edge[:80], place[middle][::-1], x[middle][::-1])
        layers = [
            Band(edge, np.append(unstable, [y.low, y.low]), np.full(82, y.high), "first"),
            *layers,
            Rule(change, "x", "wall", "x₀ changes basin"),
            Line(place[middle], x[middle], "unstable", "unstable", 0.5),
            Points(fold.at, fold.x, "ink", "fold", size=8),
            Text(low, y.high - 0.4, " lower basin", "quiet"),
            Text(high, y.low + 0.2, "upper basin ", "first", "end"),
        ]
    arrow = Arrows(*(np.array([v]) for v in (here, x_0, here, end)), "path")
    handle = Handle(here, x_0, "your place and start", Move(along), Move("x_0"))
    return Panel("Where states go", linear("", low, high), y, (*layers, arrow, handle), share=1.1)


def _gradients(along, at, norm, here, marked, fold, change, peak):
    layers = [Line(at, norm, "gradient"), Points(np.array([here]), marked[:1], "handle", size=10)]
    if np.isfinite(change):
        layers = [
            Rule(change, "x", "wall"),
            *layers,
            Points(fold.at, marked[1:], "ink", "fold", size=8),
            Points(at[[peak]], norm[[peak]], "gradient", number_text(norm[peak], 2), 0, size=5),
        ]
    x = linear("bias b" if along == "b" else "recurrent weight w", at[0], at[-1])
    return Panel("Length of the gradient", x, log("|∇E|, log scale", norm, norm * 10, floor=1e-6), tuple(layers), 0.8)


def _reading(along, here, x_0, n):
    where = (
        f"At {along} = {number_text(here, 4)} the start x₀ = {number_text(x_0)} ends at {number_text(n['end'])}, "
        f"with a gradient {number_text(n['gradient'])} long."
    )
    if n["basin_changes_at"] is None:
        return where + " Nothing folds on this axis: there is one stable state, no basin to change, and no wall."
    return (
        f"{where} x₀ changes basin at {along} = {number_text(n['basin_changes_at'], 4)}, and there the gradient "
        f"reaches {number_text(n['peak'], 2)}; at the two folds it is {number_text(n['gradient_at_upper_fold'], 2)}"
        f" and {number_text(n['gradient_at_lower_fold'], 2)}."
    )
