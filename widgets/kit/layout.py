"""Where panels stand: outer boxes as shares of the width, heights and margins in CSS pixels.

Two layouts travel with every scene, for a wide and a narrow figure, so that painters only multiply.
"""

from widgets.kit.layers import Heatmap
from widgets.kit.scene import Panel, Scene

_GAP = 10
_LEAST = {"wide": 680, "narrow": 330}  # CSS pixels that a figure has, on most screens
_SECOND_ROW = 16
_LEGEND = 200  # CSS pixels of a colour map's legend with the name of what it shows, without its lowest number


def layouts(scene: Scene) -> dict:
    """`{"wide": …, "narrow": …}`, each with the figure's height and one box a panel."""
    wide = _row(scene) if scene.side_by_side else _column(scene, scene.height, _LEAST["wide"])
    return {"wide": wide, "narrow": _column(scene, min(scene.height, 280), _LEAST["narrow"])}


def _row(scene: Scene) -> dict:
    total = sum(panel.share for panel in scene.panels)
    raised = max(_raised(panel, _sides(panel), panel.share / total * _LEAST["wide"]) for panel in scene.panels)
    boxes, left = [], 0.0
    for panel in scene.panels:
        width = panel.share / total
        boxes.append(_box(panel, _sides(panel), left, width, 0, scene.height + raised, raised))
        left += width
    return {"height": scene.height + raised, "boxes": boxes}


def _column(scene: Scene, height: int, least: int) -> dict:
    boxes, top = [], 0
    sides = tuple(map(max, zip(*map(_sides, scene.panels), strict=True)))  # stacked panels share their edges
    for panel in scene.panels:
        raised = _raised(panel, sides, least)
        tall = round(height * panel.share) + raised
        boxes.append(_box(panel, sides, 0.0, 1.0, top, tall, raised))
        top += tall + _GAP
    return {"height": top - _GAP, "boxes": boxes}


def _sides(panel: Panel) -> tuple[int, int]:
    """The margins for the numbers beside and below the panel: all of the longest, half of one at the very end."""
    x = panel.x
    longest = max((len(tick.text) for tick in panel.y.ticks), default=0)
    last = max((len(tick.text) for tick in x.ticks if tick.value > x.high - 0.03 * (x.high - x.low)), default=0)
    return 14 + round(6.6 * longest), max(16, round(3.6 * last))


def _raised(panel: Panel, sides: tuple[int, int], width: float) -> int:
    """How much higher the title stands, so that what does not fit beside it, its unit or a legend, stands below it."""
    legends = [layer.legend for layer in panel.layers if isinstance(layer, Heatmap) and layer.legend]
    beside = 8 + 6.1 * len(panel.y.label) if panel.y.label else 0
    beside += sum(_LEGEND + 6.1 * len(low) for _, low, _ in legends)
    return _SECOND_ROW if beside and 7.3 * len(panel.title) + beside > width - sum(sides) else 0


def _box(panel: Panel, sides: tuple[int, int], left: float, width: float, top: int, height: int, raised: int) -> dict:
    margins = {"left": sides[0], "right": sides[1], "top": 30 + raised, "bottom": 42 if panel.x.label else 26}
    return {"left": left, "width": width, "top": top, "height": height, "margins": margins, "raised": raised}
