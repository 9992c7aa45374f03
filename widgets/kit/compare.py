"""Pinned scenes beside the current one: their curves in its panels, on axes that hold them all."""

from dataclasses import replace

import numpy as np

from widgets.kit.axes import Axis, linear, log
from widgets.kit.layers import Line
from widgets.kit.format import count_text
from widgets.kit.scene import Panel, Scene, Table
from widgets.kit.tables import curve_tables

ROLES = ("second", "third", "fourth")
MOST = len(ROLES)


def beside(scene: Scene, pinned: list[Scene]) -> Scene:
    """The scene with the labelled curves of up to three pinned ones, numbered in the order they were pinned.

    Panels are matched by their place; a pinned scene with fewer panels leaves the others as they are.
    """
    panels = tuple(_panel(i, panel, pinned) for i, panel in enumerate(scene.panels))
    joined = replace(scene, panels=panels, pinned=len(pinned))
    if not pinned:
        return joined
    rows = tuple((f"pinned {n}", other.reading) for n, other in enumerate(pinned, 1))
    tables = (*curve_tables(joined), Table("What was pinned", ("curve", "reading"), rows))
    return replace(
        joined, tables=tables, reading=f"{scene.reading} Pinned beside it: {count_text(len(pinned), 'states')}."
    )


def _panel(place: int, panel: Panel, pinned: list[Scene]) -> Panel:
    others = [other.panels[place] if place < len(other.panels) else None for other in pinned]
    others = [other if other and _alike(other, panel) else None for other in others]
    curves = tuple(
        _curve(layer, role, n)
        for n, (other, role) in enumerate(zip(others, ROLES, strict=False), 1)
        for layer in (other.layers if other else ())
        if isinstance(layer, Line) and layer.label
    )
    x, y = (_united([getattr(p, side) for p in (panel, *filter(None, others))]) for side in "xy")
    return replace(panel, x=x, y=y, layers=curves + panel.layers)


def _alike(one: Panel, other: Panel) -> bool:
    return (one.x.label, one.y.label, one.x.kind) == (other.x.label, other.y.label, other.x.kind)


def _curve(line: Line, role: str, number: int) -> Line:
    return replace(line, role=role, label=f"pinned {number}", label_at=0.2 + 0.2 * number, thin=True)


def _united(axes: list[Axis]) -> Axis:
    apart = [axis for axis in axes if axis.tear]
    if apart:
        return max(apart, key=lambda axis: axis.high)
    low, high = min(axis.low for axis in axes), max(axis.high for axis in axes)
    if (low, high) == (axes[0].low, axes[0].high):
        return axes[0]
    if axes[0].kind == "log":
        return log(axes[0].label, np.array([low, high]), floor=low, ceiling=high)
    return linear(axes[0].label, low, high)
