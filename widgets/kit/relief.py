"""A surface in perspective: points of the cube [−1, 1]² × [0, 1] become places on the page, and a grid a `Mesh`.

The third coordinate is the height. `turn` and `tilt` are in degrees: turn 0 looks along the second axis, a
positive turn walks the viewer towards the high end of the first; tilt 0 looks level, 90 straight down.
"""

import numpy as np

from widgets.kit.layers import Line, Mesh, Text

DISTANCE = 5.0  # of the eye from the middle of the cube
LIGHT = np.array([0.62, -0.6, 0.5])  # from the right, the front and above


def project(points: np.ndarray | list[tuple[float, ...]], turn: float, tilt: float) -> tuple[np.ndarray, np.ndarray]:
    """Places (..., 2) on the page and nearness (...) to the eye of points (..., 3)."""
    x, y, z = np.moveaxis(np.asarray(points, float), -1, 0)
    a, e = np.radians([-turn, tilt])
    x, y = x * np.cos(a) - y * np.sin(a), x * np.sin(a) + y * np.cos(a)
    near = z * np.sin(e) - y * np.cos(e)
    scale = DISTANCE / (DISTANCE - near)
    return np.stack([x * scale, (y * np.sin(e) + z * np.cos(e)) * scale], axis=-1), near


def eye(turn: float, tilt: float) -> np.ndarray:
    """Where the eye is, in the coordinates of the cube (3,)."""
    a, e = np.radians([-turn, tilt])
    return DISTANCE * np.array([-np.cos(e) * np.sin(a), -np.cos(e) * np.cos(a), np.sin(e)])


def relief(points: np.ndarray, shade: np.ndarray, turn: float, tilt: float, palette: str = "coast") -> Mesh:
    """The faces of a grid of points (rows, columns, 3) from back to front.

    `shade` (rows, columns), from 0 to 1, is the colour in flat light; a face turned to the light is brighter.
    """
    places, near = project(points, turn, tilt)
    light = _normals(points) @ LIGHT - LIGHT[2]
    levels = np.clip(255 * (0.88 * _corners(shade).mean(axis=-1) + 0.7 * light), 0, 255)
    order = np.argsort(_corners(near).mean(axis=-1).ravel(), kind="stable")
    x, y = (_corners(places[..., axis]).reshape(-1, 4)[order] for axis in (0, 1))
    return Mesh(x, y, np.uint8(levels).ravel()[order], palette)


def frame(turn: float, tilt: float, x: tuple[str, str], y: tuple[str, str], top: str) -> tuple[Line | Text, ...]:
    """The two near edges of the foot and an upright one, with words for both ends of either axis and for the top."""
    right = int(turn >= 0)  # the side of the first axis that is nearer
    side = 2 * right - 1
    places, _ = project([(-side, -1, 1), (-side, -1, 0), (side, -1, 0), (side, 1, 0)], turn, tilt)
    words = (top, x[1 - right], f"{y[0]}, {x[right]}", y[1])
    anchors = ("start" if right else "end", "middle", "middle", "middle")
    labels = (
        Text(float(a), float(b) + (-0.14 if i else 0.05), words[i], "quiet", anchors[i])
        for i, (a, b) in enumerate(places)
    )
    return Line(places[:, 0], places[:, 1], "quiet", thin=True), *labels


def _corners(values: np.ndarray) -> np.ndarray:
    """The four corners (rows − 1, columns − 1, 4) of every face, in order around it."""
    return np.stack([values[:-1, :-1], values[:-1, 1:], values[1:, 1:], values[1:, :-1]], axis=-1)


def _normals(points: np.ndarray) -> np.ndarray:
    """Unit normals (rows − 1, columns − 1, 3) of the faces, pointing up."""
    normal = np.cross(points[1:, 1:] - points[:-1, :-1], points[1:, :-1] - points[:-1, 1:])
    normal *= np.sign(normal[..., 2:]) / np.linalg.norm(normal, axis=-1, keepdims=True)
    return normal
