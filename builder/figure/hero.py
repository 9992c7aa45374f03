"""The first screen's landscape: the error surface as lines across the page, with two descents on it."""

from typing import NamedTuple

import numpy as np

from experiments.cliff_descents import PUSH, T, of
from sim.floating_point import ignore_fp_warnings
from sim.one_unit.surface import Descent, surface
from sim.one_unit.wall import wall_b

WIDTH, HEIGHT = 1200, 400
W, B, HIGH = (4.3, 6.0), (-3.7, -1.6), 0.49  # the window, and the error of an output of 0
SECTIONS = 34  # lines of constant w, from far to near
MARGIN = 200  # beyond the picture
_ALONG = 10  # points of a line besides those at the wall
_NEAR = np.array([1e-6, 1e-4, 1e-3, 0.01, 0.03, 0.08])  # distances from the wall at which a line has points


class Hero(NamedTuple):
    """Lists of points as SVG writes them: lines from far to near, and both descents from where the ball lies."""

    sections: list[str]
    unclipped: str
    clipped: str
    start: tuple[float, float]


def place(w: np.ndarray | float, b: np.ndarray | float, E: np.ndarray | float) -> np.ndarray:
    """Return where points of the surface are in the picture, (..., 2): b to the right, w towards the reader, E up."""
    near = (np.asarray(w) - W[0]) / (W[1] - W[0])
    right = (np.asarray(b) - B[0]) / (B[1] - B[0]) - 0.5
    x = WIDTH * (0.5 + right * (1.0 + 0.3 * near))
    y = HEIGHT * (0.44 + 0.56 * near - 0.4 * np.asarray(E) / HIGH)
    return np.stack(np.broadcast_arrays(x, y), axis=-1)


def hero() -> Hero:
    """Return the picture of both descents."""
    pair = of(PUSH)
    ways = [_way(pair, i) for i in (0, 1)]
    sections = [_text(_skirted(section(w))) for w in np.linspace(*W, SECTIONS)]
    return Hero(sections, _text(ways[0]), _text(ways[1]), _rounded(ways[0][0]))


@ignore_fp_warnings
def section(w: float) -> np.ndarray:
    """Return the line of constant w, points (n, 2), dense where it falls down the wall."""
    edge = float(wall_b(w))
    b = np.unique([*np.linspace(*B, _ALONG), *(edge - _NEAR), *(edge + _NEAR)])
    b = b[(b >= B[0]) & (b <= B[1])]
    return place(w, b, surface(w, b, T).E)


def _way(pair: Descent, which: int) -> np.ndarray:
    """Return the points (n, 2) of one descent, to the first one outside the window."""
    shown = slice(_shown(pair, which))
    return place(pair.path[shown, which, 0], pair.path[shown, which, 1], pair.E[shown, which])


def _skirted(points: np.ndarray) -> np.ndarray:
    """Return a line carried outside the picture and down on both sides: filled, it hides what is behind it."""
    (_, left), (_, right) = points[0], points[-1]
    ends = (-MARGIN, HEIGHT + MARGIN), (-MARGIN, left), (WIDTH + MARGIN, right), (WIDTH + MARGIN, HEIGHT + MARGIN)
    return np.concatenate([ends[:2], points, ends[2:]])


def _shown(pair: Descent, which: int) -> int:
    """Return how many points of a descent to draw: to the first one outside the window, which is drawn too."""
    w, b = pair.path[:, which].T
    outside = (w < W[0]) | (w > W[1]) | (b < B[0]) | (b > B[1])
    return int(np.argmax(outside)) + 1 if outside.any() else len(w)


def _text(points: np.ndarray) -> str:
    """Return points as the attribute `points` of a polyline; a step that leaves the picture ends well outside it."""
    kept = np.clip(points, -2 * WIDTH, 3 * WIDTH)
    if len(points) > 1 and (kept[-1] != points[-1]).any():
        step = points[-1] - points[-2]
        kept[-1] = points[-2] + step * (1.5 * WIDTH / np.hypot(*step))
    return " ".join(f"{x:.0f},{y:.0f}" for x, y in kept)


def _rounded(point: np.ndarray) -> tuple[float, float]:
    return round(float(point[0]), 1), round(float(point[1]), 1)
