"""The second painter: a scene as inline SVG, for the first picture, for print, and for pages without JavaScript.

It maps data units to pixels and hands plain numbers to `templates/blocks/scene.html`; it decides nothing.
"""

import base64
import io
import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from builder.base import templates
from builder.figure import palettes
from widgets.kit.layout import layouts
from widgets.kit.roles import ROLES
from widgets.kit.scene import Panel, Scene
from widgets.kit.wire import label_below, label_of

WIDTHS = {"wide": 702, "narrow": 358}


@dataclass(frozen=True)
class Frame:
    """A panel's inner rectangle in pixels, the maps from data units into it, and how much its title is raised."""

    left: float
    right: float
    top: float
    bottom: float
    x_axis: Any
    y_axis: Any
    raised: int = 0

    def x(self, value: Any) -> Any:
        """Return pixels from the left for a position on the x axis, any shape."""
        return self.left + axis_share(self.x_axis, value) * (self.right - self.left)

    def y(self, value: Any) -> Any:
        """Return pixels from the top for a position on the y axis, any shape."""
        return self.bottom - axis_share(self.y_axis, value) * (self.bottom - self.top)


def pictures(scene: Scene, name: str) -> dict[str, str]:
    """Return the SVG elements of a scene for a wide and for a narrow page.

    The faces of a mesh are written once, in the wide one, under an id that begins with `name`.
    """
    return {width: _render(scene, width, name) for width in WIDTHS}


def _render(scene: Scene, width: str, name: str) -> str:
    layout = layouts(scene)[width]
    boxed = zip(scene.panels, layout["boxes"], strict=True)
    panels = [(panel, _frame(panel, box, WIDTHS[width])) for panel, box in boxed]
    return templates.render(
        "scene",
        kind=width,
        name=name,
        width=WIDTHS[width],
        height=layout["height"],
        panels=panels,
        styles=ROLES,
        zip=zip,
        trace=trace,
        area=area,
        faces=faces,
        fit=fit,
        image=image,
        mark=mark,
        label_of=label_of,
        label_below=label_below,
        arrow=arrow,
        hex=palettes.hex_colour,
        finite=math.isfinite,
    )


def _frame(panel: Panel, box: dict, width: int) -> Frame:
    m = box["margins"]
    left, top = box["left"] * width, box["top"]
    return Frame(
        left + m["left"],
        left + box["width"] * width - m["right"],
        top + m["top"],
        top + box["height"] - m["bottom"],
        panel.x,
        panel.y,
        box["raised"],
    )


def axis_share(axis: Any, value: Any) -> Any:
    """Return the share of an axis, 0 at its low end and 1 at its high one, of values of any shape."""
    if axis.kind == "log":
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.log(np.where(np.asarray(value) > 0, value, np.nan))
        return (logs - math.log(axis.low)) / (math.log(axis.high) - math.log(axis.low))
    return (np.asarray(value, float) - axis.low) / (axis.high - axis.low)


def trace(frame: Frame, x: np.ndarray, y: np.ndarray) -> str:
    """Return path data of a curve with gaps at what is not finite, thinned to what a pixel column can show."""
    px, py = frame.x(x), np.clip(frame.y(y), frame.top - 2000, frame.bottom + 2000)
    pieces, pen = [], "M"
    for i in _visible(px, py):
        if math.isfinite(px[i]) and math.isfinite(py[i]):
            pieces.append(f"{pen}{px[i]:.1f} {py[i]:.1f}")
            pen = "L"
        else:
            pen = "M"
    return "".join(pieces)


def _visible(px: np.ndarray, py: np.ndarray) -> Iterable[int]:
    """Return indices worth drawing: the first, last, lowest and highest of each pixel column, and every gap."""
    if px.size < 600:
        return range(px.size)
    column = np.where(np.isfinite(px), np.floor(np.nan_to_num(px)), -1)
    starts = np.flatnonzero(np.diff(column, prepend=np.nan) != 0)
    keep = set(starts) | set(starts[1:] - 1) | {px.size - 1} | set(np.flatnonzero(~np.isfinite(py)))
    for start, stop in zip(starts, [*starts[1:], px.size], strict=True):
        piece = np.nan_to_num(py[start:stop])
        keep |= {start + int(piece.argmin()), start + int(piece.argmax())}
    return sorted(int(i) for i in keep)


def area(frame: Frame, layer: Any) -> str:
    """Return path data of the area between the two edges of a band."""
    there = trace(frame, layer.x, layer.high)
    back = trace(frame, layer.x[::-1], layer.low[::-1]).replace("M", "L", 1)
    return f"{there}{back}Z" if there else ""


FINE = 2000  # units along either axis of a panel, in which the corners of a mesh are whole numbers


def faces(panel: Panel, mesh: Any) -> list[tuple[str, str]]:
    """Return colours and path data of a mesh in panel units, back to front.

    Neighbours in that order that have one colour share a path.
    """
    corners = np.stack([axis_share(panel.x, mesh.x), axis_share(panel.y, mesh.y)], axis=-1) * FINE
    outlines = [_outline(face) for face in np.rint(corners).astype(int).tolist()]
    runs = itertools.groupby(zip(mesh.levels.tolist(), outlines, strict=True), key=lambda face: face[0])
    return [(palettes.hex_colour(mesh.palette, level), "".join(o for _, o in run)) for level, run in runs]


def _outline(corners: list[list[int]]) -> str:
    """Return path data of one face: where it starts, and the way from corner to corner."""
    steps = [f"{b - a}{d - c:+d}" for (a, c), (b, d) in itertools.pairwise(corners)]
    joined = "".join(s if s[0] == "-" or i == 0 else f" {s}" for i, s in enumerate(steps))
    return f"M{corners[0][0]} {corners[0][1]}l{joined}z".replace("+", " ")


def fit(frame: Frame) -> str:
    """Return the matrix that takes panel units to pixels."""
    across, up = (frame.right - frame.left) / FINE, (frame.bottom - frame.top) / FINE
    return f"matrix({across:.5f} 0 0 {-up:.5f} {frame.left:.1f} {frame.bottom:.1f})"


def image(heatmap: Any) -> str:
    """Return the grid of a heat map as a PNG in a data address, row 0 at the bottom."""
    picture = Image.fromarray(np.ascontiguousarray(heatmap.levels[::-1]))
    picture.putpalette(palettes.table(heatmap.palette).reshape(-1).tolist())
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


_SHAPES = {
    "circle": "M-1 0A1 1 0 1 0 1 0A1 1 0 1 0 -1 0Z",
    "ring": "M-1 0A1 1 0 1 0 1 0A1 1 0 1 0 -1 0Z",
    "square": "M-.9-.9H.9V.9H-.9Z",
    "diamond": "M0-1.2L1.2 0L0 1.2L-1.2 0Z",
    "triangle": "M0-1.2L1.1.8H-1.1Z",
    "cross": "M-1-1L1 1M-1 1L1-1",
}


def mark(shape: str) -> str:
    """Return path data of a marker of radius 1 around the origin."""
    return _SHAPES[shape]


def arrow(frame: Frame, layer: Any, i: int) -> str:
    """Return path data of one arrow: the shaft and a head of five pixels."""
    x, x2 = (float(frame.x(values[i])) for values in (layer.x, layer.x2))
    y, y2 = (float(frame.y(values[i])) for values in (layer.y, layer.y2))
    if not all(map(math.isfinite, (x, y, x2, y2))):
        return ""
    turn = math.atan2(y2 - y, x2 - x)
    head = [(x2 - 6 * math.cos(turn + side), y2 - 6 * math.sin(turn + side)) for side in (-0.5, 0.5)]
    return f"M{x:.1f} {y:.1f}L{x2:.1f} {y2:.1f}" + "".join(f"M{a:.1f} {b:.1f}L{x2:.1f} {y2:.1f}" for a, b in head)
