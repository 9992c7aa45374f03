"""The error surface of the one-unit network as a relief: its window, its faces, and what stands in front of what."""

import functools

import numpy as np

from sim.floating_point import ignore_fp_warnings
from sim.one_unit.surface import surface
from sim.one_unit.wall import wall_b
from widgets.kit.axes import Axis, Tick
from widgets.kit.layers import Handle, Line, Mesh, Move, Text
from widgets.kit.relief import eye, frame, relief

W, B, HIGH = (4.4, 6.0), (-3.6, -2.0), 0.49  # the window, and the error of an output of 0, the highest there is
COLUMNS, ROWS = 29, 44
FINE = 96  # cells along either axis of the heights that hide what is behind them
_WORDS = ("b = −3.6", "b = −2"), ("w = 6", "w = 4.4"), "E = 0.49"


def cube(w: float | np.ndarray, b: float | np.ndarray, E: float | np.ndarray) -> np.ndarray:
    """Points (..., 3) of the cube that is drawn: b to the right, w towards the reader, the error up."""
    x = 2 * (np.asarray(b) - B[0]) / (B[1] - B[0]) - 1
    y = 1 - 2 * (np.asarray(w) - W[0]) / (W[1] - W[0])
    return np.stack(np.broadcast_arrays(x, y, np.asarray(E) / HIGH), axis=-1)


def inside(points: np.ndarray) -> np.ndarray:
    """Whether points (..., 2) of weights (w, b) lie in the window, shape (...)."""
    return np.all((points >= (W[0], B[0])) & (points <= (W[1], B[1])), axis=-1)


@ignore_fp_warnings
def edge(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Where the step from start (2,), inside the window, to end (2,), outside, leaves the window, shape (2,)."""
    far = np.where(end > start, (W[1], B[1]), (W[0], B[0]))
    return start + np.nanmin(np.abs((far - start) / (end - start))) * (end - start)  # inf where it keeps to one value


@functools.lru_cache(4)
def ground(T: int) -> tuple[np.ndarray, np.ndarray]:
    """The surface as points (COLUMNS, ROWS, 3), as many rows on either side of each column's wall, and its shade."""
    w = np.linspace(*W, COLUMNS)[:, None]
    share = np.linspace(0, 1, ROWS // 2 + 1)[1:] ** 2  # of the way from the wall to the border
    b = wall_b(w) + np.hstack([(B[0] - wall_b(w)) * share[::-1], (B[1] - wall_b(w)) * share])
    E = surface(w, b, T).E
    return cube(w, b, E), np.sqrt(E / HIGH)


def landscape(T: int, turn: float, tilt: float) -> tuple[Mesh | Line | Text, ...]:
    """The layers of the surface after T steps and of its frame, seen from there."""
    points, shade = ground(T)
    return relief(points, shade, turn, tilt), *frame(turn, tilt, *_WORDS)


def stage(turn: float, tilt: float) -> tuple[Axis, Axis, Handle]:
    """The axes (x, y) of a panel that shows the landscape, and the handle that turns and tilts it."""
    ticks = tuple(Tick(v / 40, f"{v}°".replace("-", "−")) for v in (-60, 0, 60))
    axes = Axis("turn the surface", -1.9, 1.9, "linear", ticks), Axis("", -1.75, 1.6, "linear", ())
    return *axes, Handle(turn / 40, tilt / 90 - 1.8, "turn and tilt", Move("turn", 0, 40), Move("tilt", 162, 90))


def hidden(points: np.ndarray, T: int, turn: float, tilt: float) -> np.ndarray:
    """Whether the surface stands between points (n, 3) of the cube and the eye, shape (n,)."""
    share = np.linspace(0, 1 / 2, 60)[1:, None, None] ** 2 * 2.4
    way = points + share * (eye(turn, tilt) - points)
    cell = np.floor((way[..., :2] + 1) * (FINE / 2))
    inside = ((cell >= 0) & (cell < FINE)).all(axis=-1)
    x, y = np.where(inside[..., None], cell, 0).astype(int).transpose(2, 0, 1)
    return (inside & (way[..., 2] < _heights(T)[y, x])).any(axis=0)


@functools.lru_cache(4)
def _heights(T: int) -> np.ndarray:
    """Heights (FINE, FINE) of the cells of the cube's foot, rows along w; at the wall the lower side counts."""
    middle = (np.arange(FINE) + 0.5) / FINE
    b, w = B[0] + (B[1] - B[0]) * middle, (W[1] - (W[1] - W[0]) * middle)[:, None]
    return surface(w, b, T).E / HIGH
