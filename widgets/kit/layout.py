"""Where panels stand: outer boxes as shares of the width, heights and margins in CSS pixels.

Two layouts travel with every scene, for a wide and a narrow figure, with the places of all labels, so that painters
only multiply.
"""

from widgets.kit.label_placer import place
from widgets.kit.layers import Heatmap
from widgets.kit.scene import Panel, Scene
from widgets.kit.text_width import text_width

_GAP = 10
WIDTHS = {"wide": 702, "narrow": 358}  # CSS pixels for which the heights are given; others are in proportion
LEAST = {"wide": 560, "narrow": 330}  # the smallest for which places are found
_SECOND_ROW = 16
_TICK, _TITLE = 13.0, 13.5  # CSS pixels of letters
_SCALE = 122  # CSS pixels of a colour map's scale with its highest number


def layouts(scene: Scene) -> dict:
    """`{"wide": …, "narrow": …}`, each with the figure's height and one box a panel."""
    wide = _row(scene) if scene.side_by_side else _column(scene, scene.height, LEAST["wide"])
    both = {"wide": wide, "narrow": _column(scene, min(scene.height, 280), LEAST["narrow"])}
    for kind, layout in both.items():
        for panel, box in zip(scene.panels, layout["boxes"], strict=True):
            box["labels"] = [vars(label) for label in place(panel, *inner(box, kind))]
    return both


def inner(box: dict, kind: str) -> tuple[float, float]:
    """Width and height of a panel's inner rectangle at the smallest width of a layout, in CSS pixels."""
    margins, least = box["margins"], LEAST[kind]
    height = box["height"] * least / WIDTHS[kind] - margins["top"] - margins["bottom"]
    return box["width"] * least - margins["left"] - margins["right"], height


def _row(scene: Scene) -> dict:
    total = sum(panel.share for panel in scene.panels)
    raised = max(_raised(panel, _sides(panel), panel.share / total * LEAST["wide"]) for panel in scene.panels)
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
    longest = max((text_width(tick.text, _TICK) for tick in panel.y.ticks), default=0)
    last = (text_width(tick.text, _TICK) for tick in x.ticks if tick.value > x.high - 0.03 * (x.high - x.low))
    return 12 + round(longest), max(16, 2 + round(max(last, default=0) / 2))


def _raised(panel: Panel, sides: tuple[int, int], width: float) -> int:
    """How much higher the title stands, so that what does not fit beside it, its unit or a legend, stands below it."""
    legends = [layer.legend for layer in panel.layers if isinstance(layer, Heatmap) and layer.legend]
    beside = 8 + text_width(panel.y.label, _TICK) if panel.y.label else 0
    beside += sum(_SCALE + 14 + text_width(f"{what}: {low}", _TICK) for what, low, _ in legends)
    return _SECOND_ROW if beside and text_width(panel.title, _TITLE) + beside > width - sum(sides) else 0


def _box(panel: Panel, sides: tuple[int, int], left: float, width: float, top: int, height: int, raised: int) -> dict:
    margins = {"left": sides[0], "right": sides[1], "top": 30 + raised, "bottom": 42 if panel.x.label else 26}
    return {"left": left, "width": width, "top": top, "height": height, "margins": margins, "raised": raised}
