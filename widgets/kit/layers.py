"""What can stand in a panel. A layer declares positions in data units and a role; painters map and stroke.

Positions are one-dimensional arrays; NaN is a gap. A role (`widgets.kit.roles`) stands for a colour, a dash
and a marker, so that no meaning hangs on colour alone.
"""

from dataclasses import dataclass
from typing import ClassVar, get_args

import numpy as np

from widgets.kit.roles import ROLES


@dataclass(frozen=True)
class Line:
    """A curve through (x, y), both of shape (n,); `label` stands beside it at the fraction `label_at` of its length."""

    x: np.ndarray
    y: np.ndarray
    role: str
    label: str = ""
    label_at: float = 1.0
    thin: bool = False
    kind: ClassVar[str] = "line"
    arrays: ClassVar[dict[str, str]] = {"x": "f8", "y": "f8"}


@dataclass(frozen=True)
class Points:
    """Marks at (x, y), both of shape (n,); `size` is the diameter in CSS pixels, `hollow` marks are rings."""

    x: np.ndarray
    y: np.ndarray
    role: str
    label: str = ""
    label_at: float = 1.0
    size: float = 7.0
    hollow: bool = False
    kind: ClassVar[str] = "points"
    arrays: ClassVar[dict[str, str]] = {"x": "f8", "y": "f8"}

    @property
    def marker(self) -> str:
        """The shape of its marks: that of its role, or a ring."""
        return "ring" if self.hollow else ROLES[self.role].marker


@dataclass(frozen=True)
class Band:
    """The area between `low` and `high` over x, all of shape (n,)."""

    x: np.ndarray
    low: np.ndarray
    high: np.ndarray
    role: str
    label: str = ""
    label_at: float = 0.5
    kind: ClassVar[str] = "band"
    arrays: ClassVar[dict[str, str]] = {"x": "f8", "low": "f8", "high": "f8"}


@dataclass(frozen=True)
class Bars:
    """Bars of height y at x, both of shape (n,), from `base` up or down; `width` in data units of x."""

    x: np.ndarray
    y: np.ndarray
    role: str
    label: str = ""
    label_at: float = 1.0
    width: float = 0.8
    base: float = 0.0
    kind: ClassVar[str] = "bars"
    arrays: ClassVar[dict[str, str]] = {"x": "f8", "y": "f8"}


@dataclass(frozen=True)
class Arrows:
    """Arrows from (x, y) to (x2, y2), all of shape (n,)."""

    x: np.ndarray
    y: np.ndarray
    x2: np.ndarray
    y2: np.ndarray
    role: str
    label: str = ""
    label_at: float = 1.0
    kind: ClassVar[str] = "arrows"
    arrays: ClassVar[dict[str, str]] = {"x": "f8", "y": "f8", "x2": "f8", "y2": "f8"}


@dataclass(frozen=True)
class Heatmap:
    """A grid of shade levels 0..255, `levels` of shape (rows, columns), row 0 at the bottom.

    It fills x from `left` to `right` and y from `bottom` to `top`; `legend` names what `low` and `high` shades mean.
    """

    levels: np.ndarray
    left: float
    right: float
    bottom: float
    top: float
    palette: str = "coast"
    legend: tuple[str, str, str] | None = None
    role: str = "ink"
    label: str = ""
    kind: ClassVar[str] = "heatmap"
    arrays: ClassVar[dict[str, str]] = {"levels": "u1"}


@dataclass(frozen=True)
class Mesh:
    """Four-cornered faces, already projected and sorted from back to front.

    `x`, `y` of shape (faces, 4) are the corners, `levels` of shape (faces,) shade levels 0..255.
    """

    x: np.ndarray
    y: np.ndarray
    levels: np.ndarray
    palette: str = "coast"
    role: str = "ink"
    label: str = ""
    kind: ClassVar[str] = "mesh"
    arrays: ClassVar[dict[str, str]] = {"x": "f4", "y": "f4", "levels": "u1"}


@dataclass(frozen=True)
class Cells:
    """Cells of an unrolled network at (x, y), with an arrow into each from the cell at `source`, all of shape (n,).

    `fill` from 0 to 1 is how strongly a cell is filled; NaN leaves it empty. A NaN in `source` means no arrow.
    `words` stand above the cells, one a cell; `size` is the diameter in CSS pixels.
    """

    x: np.ndarray
    y: np.ndarray
    fill: np.ndarray
    source: np.ndarray
    words: tuple[str, ...]
    role: str = "ink"
    label: str = ""
    size: float = 20.0
    kind: ClassVar[str] = "cells"
    arrays: ClassVar[dict[str, str]] = {"x": "f8", "y": "f8", "fill": "f8", "source": "f8"}


@dataclass(frozen=True)
class Errors:
    """Errors that travel at height y from x to x2, as arrows `thick` CSS pixels wide, all of shape (n,).

    `words` stand below the arrows, one an arrow. A role with a dash is dashed along the way.
    """

    x: np.ndarray
    y: np.ndarray
    x2: np.ndarray
    thick: np.ndarray
    words: tuple[str, ...]
    role: str
    label: str = ""
    kind: ClassVar[str] = "errors"
    arrays: ClassVar[dict[str, str]] = {"x": "f8", "y": "f8", "x2": "f8", "thick": "f8"}


@dataclass(frozen=True)
class Rule:
    """A reference line across the panel, at `value` of the axis `across` ("x" or "y")."""

    value: float
    across: str
    role: str = "reference"
    label: str = ""
    kind: ClassVar[str] = "rule"
    arrays: ClassVar[dict[str, str]] = {}


@dataclass(frozen=True)
class Text:
    """Words at (x, y); `anchor` is "start", "middle" or "end"."""

    x: float
    y: float
    text: str
    role: str = "ink"
    anchor: str = "start"
    label: str = ""
    kind: ClassVar[str] = "text"
    arrays: ClassVar[dict[str, str]] = {}


@dataclass(frozen=True)
class Move:
    """How a handle sets a control: value = at + per × (position on its axis) + cross × (position on the other)."""

    control: str
    at: float = 0.0
    per: float = 1.0
    cross: float = 0.0


@dataclass(frozen=True)
class Handle:
    """A knob at (x, y) that a reader drags; `moves_x` and `moves_y` say which controls follow.

    `around` are the controls of a view, in degrees, that a drag beside the knob turns: sideways and up or down.
    """

    x: float
    y: float
    label: str
    moves_x: Move | None = None
    moves_y: Move | None = None
    around: tuple[str, str] | None = None
    role: str = "handle"
    kind: ClassVar[str] = "handle"
    arrays: ClassVar[dict[str, str]] = {}


Layer = Line | Points | Band | Bars | Arrows | Heatmap | Mesh | Cells | Errors | Rule | Text | Handle
KINDS: dict[str, type[Layer]] = {layer.kind: layer for layer in get_args(Layer)}
