"""The error surface of the one-unit network as a relief: its window, its faces, and what stands in front of what."""

import functools

import numpy as np

from sim.floating_point import ignore_fp_warnings
from sim.one_unit.surface import surface
from sim.one_unit.wall import wall_b
from widgets.kit.axes import Axis
from widgets.kit.layers import Arrows, Handle, Line, Mesh, Move, Text
from widgets.kit.relief import eye, frame, project, relief

W, B, HIGH = (4.4, 6.0), (-3.6, -2.0), 0.49  # the window, and the error of an output of 0, the highest there is
COLUMNS, ROWS = 29, 44
FINE = 96  # cells along either axis of the heights that hide what is behind them
_NUDGE = 1e-4  # of a weight, to see which way it moves on the page
_STEEP = 20  # steps from which the wall is one
_CORNER, _NEEDLE = (-1.55, -1.3), 0.36  # of the compass, in units of the page
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


def landscape(T: int, turn: float, tilt: float) -> tuple[Mesh | Line | Text | Arrows, ...]:
    """The layers of the surface after T steps, of the wall's crest and of the frame, seen from there."""
    points, shade = ground(T)
    around = (*frame(turn, tilt, *_WORDS), *_compass(turn, tilt))
    return relief(points, shade, turn, tilt), *_crest(T, turn, tilt), *around


def stage() -> tuple[Axis, Axis]:
    """The axes (x, y) of a panel that shows the landscape: nothing is measured along them."""
    return Axis("", -1.8, 1.8, "linear", ()), Axis("", -1.6, 1.5, "linear", ())


def ball(w: float, b: float, E: float, turn: float, tilt: float) -> Handle:
    """The handle at (w, b) on the surface: it slides along both weights, and a drag beside it turns the view.

    What a drag does is worked out on the level of the ball, so that a wall does not throw it back and forth.
    """
    near = cube(np.array([w, w, w + _NUDGE]), np.array([b, b + _NUDGE, b]), E)
    place, along_b, along_w = project(near, turn, tilt)[0]
    (b_x, b_y), (w_x, w_y) = np.linalg.inv(np.stack([along_b - place, along_w - place], axis=1) / _NUDGE)
    x, y = (float(v) for v in place)
    sideways = Move("b", float(b - b_x * x - b_y * y), float(b_x), float(b_y))
    forth = Move("w", float(w - w_x * x - w_y * y), float(w_y), float(w_x))
    return Handle(x, y, "the ball: where you stand", sideways, forth, ("turn", "tilt"))


def _crest(T: int, turn: float, tilt: float) -> tuple[Line, ...]:
    """The upper edge of the wall, where there is one and as far as it is seen."""
    if T < _STEEP:
        return ()
    w = np.linspace(*W, 30)
    b = wall_b(w) - 0.004
    points = cube(w, b, surface(w, b, T).E)
    shown = ~hidden(points + (0, 0, 0.02), T, turn, tilt) & (b > B[0]) & (b < B[1])
    place = project(points, turn, tilt)[0].T
    x, y = np.where(shown, place, np.nan)
    return (Line(x, y, "wall", "the wall", 0.7),)


def _compass(turn: float, tilt: float) -> tuple[Arrows | Text, ...]:
    """Two small arrows in the corner: where b and w grow."""
    start, *ends = project([(0, 0, 0), (1, 0, 0), (0, -1, 0)], turn, tilt)[0]
    tips = [(end - start) * _NEEDLE / 2 for end in ends]
    x, y = _CORNER
    x2, y2 = np.array(tips).T + np.array([[x], [y]])
    words = (
        Text(x + 1.5 * float(dx), y + 1.5 * float(dy), name, "quiet", "middle")
        for (dx, dy), name in zip(tips, "bw", strict=True)
    )
    return Arrows(np.full(2, x), np.full(2, y), x2, y2, "quiet"), *words


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
