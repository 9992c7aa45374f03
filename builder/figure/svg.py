"""The second painter: a scene as inline SVG, for the first picture, for print, and for pages without JavaScript.

It maps data units to pixels and hands plain numbers to `templates/blocks/picture.html`; it decides nothing.
"""

import base64
import io
import itertools
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from builder.base import templates
from builder.figure import palettes
from widgets.kit.layout import WIDTHS, layouts
from widgets.kit.roles import ROLES
from widgets.kit.scene import Panel, Scene
from widgets.kit.subscripts import pieces


@dataclass(frozen=True)
class Frame:
    """A panel's inner rectangle in pixels, the maps from data units into it, its title's rise, its labels."""

    left: float
    right: float
    top: float
    bottom: float
    x_axis: Any
    y_axis: Any
    raised: int = 0
    labels: tuple[dict, ...] = ()

    def x(self, value: Any) -> Any:
        """Return pixels from the left for a position on the x axis, any shape."""
        return self.left + self.x_axis.share(value) * (self.right - self.left)

    def y(self, value: Any) -> Any:
        """Return pixels from the top for a position on the y axis, any shape."""
        return self.bottom - self.y_axis.share(value) * (self.bottom - self.top)

    def place(self, across: float, down: float) -> tuple[float, float]:
        """Return pixels from the left and the top for shares of the inner rectangle."""
        return round(self.left + across * (self.right - self.left), 1), round(
            self.top + down * (self.bottom - self.top), 1
        )


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
        "picture",
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
        marks=marks,
        pieces=pieces,
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
        box["labels"],
    )


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
    corners = np.stack([panel.x.share(mesh.x), panel.y.share(mesh.y)], axis=-1) * FINE
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


_SHAPES = {  # from a marker's centre, in units of its radius: the first step, then what is drawn
    "circle": ((-1, 0), "a{1} {1} 0 1 0 {2} 0a{1} {1} 0 1 0-{2} 0z"),
    "ring": ((-1, 0), "a{1} {1} 0 1 0 {2} 0a{1} {1} 0 1 0-{2} 0z"),
    "square": ((-0.9, -0.9), "h{1.8}v{1.8}h-{1.8}z"),
    "diamond": ((0, -1.2), "l{1.2} {1.2}l-{1.2} {1.2}l-{1.2}-{1.2}z"),
    "triangle": ((0, -1.2), "l{1.1} {2}h-{2.2}z"),
    "cross": ((-1, -1), "l{2} {2}m-{2} 0l{2}-{2}"),
}


def marks(frame: Frame, layer: Any, shape: str) -> str:
    """Return path data of all marks of a layer."""
    radius = layer.size / 2
    (right, down), way = _SHAPES[shape]
    drawn = re.sub(r"{([\d.]+)}", lambda part: f"{float(part[1]) * radius:.3g}", way)
    places = np.stack([frame.x(layer.x) + right * radius, frame.y(layer.y) + down * radius], axis=-1)
    return "".join(f"M{x:.1f} {y:.1f}{drawn}" for x, y in places[np.isfinite(places).all(axis=1)])


def arrow(frame: Frame, layer: Any, i: int) -> str:
    """Return path data of one arrow: the shaft and a head of five pixels."""
    x, x2 = (float(frame.x(values[i])) for values in (layer.x, layer.x2))
    y, y2 = (float(frame.y(values[i])) for values in (layer.y, layer.y2))
    if not all(map(math.isfinite, (x, y, x2, y2))):
        return ""
    turn = math.atan2(y2 - y, x2 - x)
    head = [(x2 - 6 * math.cos(turn + side), y2 - 6 * math.sin(turn + side)) for side in (-0.5, 0.5)]
    return f"M{x:.1f} {y:.1f}L{x2:.1f} {y2:.1f}" + "".join(f"M{a:.1f} {b:.1f}L{x2:.1f} {y2:.1f}" for a, b in head)
