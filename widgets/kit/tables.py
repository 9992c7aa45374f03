"""The data table of a scene: its named numbers, and every labelled curve at no more than a dozen places."""

from collections.abc import Iterator

import numpy as np

from widgets.kit.layers import Bars, Line, Points
from widgets.kit.scene import Panel, Scene, Table
from widgets.kit.format import number_text

_ROWS = 12


def tables_of(scene: Scene) -> tuple[Table, ...]:
    """The scene's own tables, or those derived from its labelled lines, points and bars."""
    derived = curve_tables(scene)
    return (_numbers(scene), *derived) if scene.numbers else derived


def curve_tables(scene: Scene) -> tuple[Table, ...]:
    """The scene's own tables, or those of its curves."""
    return scene.tables or tuple(t for panel in scene.panels for t in _panel_tables(panel))


def _numbers(scene: Scene) -> Table:
    rows = tuple(
        (name.replace("_", " "), "none" if value is None else number_text(value, 6))
        for name, value in scene.numbers.items()
    )
    return Table("Results of this state", ("quantity", "value"), rows)


def _panel_tables(panel: Panel) -> Iterator[Table]:
    for layer in panel.layers:
        if isinstance(layer, Line | Points | Bars) and layer.label and layer.x.size:
            yield _curve(panel, layer)


def _curve(panel: Panel, layer: Line | Points | Bars) -> Table:
    picked = np.unique(np.linspace(0, layer.x.size - 1, min(_ROWS, layer.x.size)).round().astype(int))
    rows = tuple((number_text(layer.x[i], 6), number_text(layer.y[i], 4)) for i in picked)
    return Table(f"{panel.title}: {layer.label}", (panel.x.label or "position", panel.y.label or layer.label), rows)
