"""Where panels stand: outer boxes as shares of the width, heights and margins in CSS pixels.

Two layouts travel with every scene, for a wide and a narrow figure, so that painters only multiply.
"""

from widgets.kit.scene import Panel, Scene

NARROW_BELOW = 560
_GAP = 10


def layouts(scene: Scene) -> dict:
    """`{"wide": …, "narrow": …}`, each with the figure's height and one box a panel."""
    wide = _row(scene) if scene.side_by_side else _column(scene, scene.height)
    return {"wide": wide, "narrow": _column(scene, min(scene.height, 280))}


def _row(scene: Scene) -> dict:
    total = sum(panel.share for panel in scene.panels)
    boxes, left = [], 0.0
    for panel in scene.panels:
        width = panel.share / total
        boxes.append(_box(panel, _tick_room(panel), left, width, 0, scene.height))
        left += width
    return {"height": scene.height, "boxes": boxes}


def _column(scene: Scene, height: int) -> dict:
    boxes, top = [], 0
    room = max(_tick_room(panel) for panel in scene.panels)  # stacked panels share their left edge
    for panel in scene.panels:
        tall = round(height * panel.share)
        boxes.append(_box(panel, room, 0.0, 1.0, top, tall))
        top += tall + _GAP
    return {"height": top - _GAP, "boxes": boxes}


def _tick_room(panel: Panel) -> int:
    return 14 + round(6.6 * max((len(tick.text) for tick in panel.y.ticks), default=0))


def _box(panel: Panel, room: int, left: float, width: float, top: int, height: int) -> dict:
    margins = {"left": room, "right": 16, "top": 30, "bottom": 42 if panel.x.label else 26}
    return {"left": left, "width": width, "top": top, "height": height, "margins": margins}
