"""A figure made small: the curves of its first panel that has some, as the picture on a chapter's card."""

import numpy as np
from markupsafe import Markup

from builder.base.templates import render
from builder.figure.element import draw
from widgets.kit.layers import Line
from widgets.kit.scene import Panel

WIDTH, HEIGHT = 120, 60
_POINTS, _CURVES = 60, 3  # at most


def miniature(figures: list[str]) -> Markup:
    """Return the picture of the first of these figures that shows a curve, in the state that it starts with."""
    for name in figures:
        for panel in draw(name, {}).scene.panels:
            if curves := _curves(panel):
                return render("miniature", curves=curves, width=WIDTH, height=HEIGHT)
    return Markup()


def _curves(panel: Panel) -> list[dict]:
    lines = [layer for layer in panel.layers if isinstance(layer, Line) and len(layer.x) > 8 and not layer.thin]
    return [{"points": text, "role": line.role} for line in lines[:_CURVES] if (text := _points(panel, line))]


def _points(panel: Panel, line: Line) -> str:
    chosen = np.unique(np.linspace(0, len(line.x) - 1, _POINTS).astype(int))
    x, y = panel.x.share(line.x[chosen]), panel.y.share(line.y[chosen])
    there = np.isfinite(x) & np.isfinite(y)
    across, up = WIDTH * np.clip(x[there], 0, 1), (HEIGHT - 4) * (1 - np.clip(y[there], 0, 1)) + 2
    return " ".join(f"{a:.0f},{b:.0f}" for a, b in zip(across, up, strict=True))
