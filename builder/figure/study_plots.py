"""Figures of the studies: SVG drawn by matplotlib that takes colours and fonts from the style sheets of the site."""

import io
import math
import re
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.campaign.plan import REMEDIES, SETTINGS
from widgets.kit.roles import ROLES

WIDTHS = {"wide": 760, "narrow": 358}
HEIGHT = 300  # pixels
DOTS = 72  # an inch of matplotlib in pixels of the page
STYLE = {"none": "unclipped", "tau1": "first", "tau5": "third", "tau20": "wall", "tau1omega": "fourth"}
MARKERS = {"circle": "o", "square": "s", "diamond": "D", "triangle": "^", "cross": "X", "ring": "o"}

_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
ElementTree.register_namespace("", _SVG[1:-1])
_KEPT = {
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "text-anchor",
    "opacity",
}
_UNWANTED = (f"{_SVG}metadata", f"{_SVG}style")


def success(task: str, found: dict, width: str) -> str:
    """Return the SVG element of a task's shares solved against T, one curve a remedy, bars for the 95 % intervals."""
    figure = Figure(figsize=(WIDTHS[width] / DOTS, HEIGHT / DOTS), dpi=DOTS)
    axes = figure.add_axes((46 / WIDTHS[width], 0.15, 1 - 60 / WIDTHS[width], 0.68))
    measured = {
        remedy: [(T, found[T, remedy].solved) for T in SETTINGS[task].lengths if found[T, remedy]]
        for remedy in REMEDIES
    }
    for place, (remedy, points) in enumerate(measured.items()):
        _curve(axes, remedy, points, (place - 2) * 0.04)
    _frame(axes, SETTINGS[task].lengths, width)
    _legend(figure, axes, width)
    return _of_the_page(figure, f"plot-{task}-{width}", width)


def _curve(axes: Axes, remedy: str, points: list[tuple[int, Any]], shift: float) -> None:
    """Draw a curve whose points stand a little aside, so that equal shares do not hide each other."""
    if not points:
        return
    role = STYLE[remedy]
    x, y = [math.log2(T) + shift for T, _ in points], [100 * share.share for _, share in points]
    reach = [[100 * (s.share - s.low) for _, s in points], [100 * (s.high - s.share) for _, s in points]]
    axes.errorbar(
        x,
        y,
        reach,
        color=_sentinel(role),
        marker=MARKERS[ROLES[role].marker],
        markersize=6,
        linewidth=2,
        elinewidth=1.2,
        dashes=ROLES[role].dash or (None, None),
        label=REMEDIES[remedy].words,
        clip_on=False,
    )


def _frame(axes: Axes, lengths: Sequence[int], width: str) -> None:
    names = [f"T = {T}" if width == "wide" or lengths[0] == T else f"{T}" for T in lengths]
    axes.set_xlim(math.log2(min(lengths)) - 0.3, math.log2(max(lengths)) + 0.3)
    axes.set_ylim(-2, 102)
    axes.set_xticks([math.log2(T) for T in lengths], names)
    axes.set_yticks([0, 25, 50, 75, 100], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    axes.grid(axis="y", color=_sentinel("line"), linewidth=1)
    axes.tick_params(length=0, labelcolor=_sentinel("muted"), labelsize=11.5)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)


def _legend(figure: Figure, axes: Axes, width: str) -> None:
    handles, labels = axes.get_legend_handles_labels()
    if handles:
        figure.legend(
            handles,
            labels,
            loc="upper left",
            bbox_to_anchor=(0.02, 1),
            ncols=5 if width == "wide" else 3,
            frameon=False,
            fontsize=11.5,
            labelcolor=_sentinel("ink"),
            handlelength=1.8,
            columnspacing=1.2,
        )


_NAMES = sorted([*ROLES, "muted", "line"])


def _sentinel(role: str) -> str:
    """Return a colour that stands for a variable of the style sheets until the picture is done."""
    return f"#00ee{_NAMES.index(role):02x}"


def _of_the_page(figure: Figure, name: str, width: str) -> str:
    """Return what matplotlib writes, without styles, foreign fonts, sizes and metadata, and with ids of its own."""
    buffer = io.StringIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "cliffwalk"}):  # text as text, the same in every build
        figure.savefig(buffer, format="svg", transparent=True)
    root = ElementTree.fromstring(buffer.getvalue())
    for element in root.iter():
        for child in [child for child in element if child.tag in _UNWANTED]:
            element.remove(child)
        _without_style(element)
    _own_ids(root, name)
    root.attrib.update({"class": f"cw-svg cw-svg--{width}", "aria-hidden": "true", "focusable": "false"})
    for size in ("width", "height", "version"):
        root.attrib.pop(size, None)
    return _coloured(re.sub(r"\s+", " ", ElementTree.tostring(root, "unicode")))


def _without_style(element: ElementTree.Element) -> None:
    """Turn what the style says into attributes: colours and strokes. The font is the page's."""
    for rule in filter(None, element.attrib.pop("style", "").split(";")):
        name, _, value = (part.strip() for part in rule.partition(":"))
        if name in _KEPT:
            element.set(name, value)
    if element.get("fill") == _sentinel("muted"):
        element.set("class", "cw-tick")


def _own_ids(root: ElementTree.Element, name: str) -> None:
    """Give ids that no other figure of the page has, and only where something refers to them."""
    for element in root.iter():
        if _LINK in element.attrib:
            element.set("xlink:href", element.attrib.pop(_LINK))  # the theme trips over a plain href here
    new: dict[str, str] = {}
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == "xlink:href" or "url(" in value:
                element.set(key, re.sub(r"(?<=#)[\w-]+", lambda m: new.setdefault(m[0], f"{name}-{len(new)}"), value))
    for element in root.iter():
        if old := element.attrib.pop("id", None):
            element.attrib |= {"id": new[old]} if old in new else {}


def _coloured(text: str) -> str:
    return re.sub("#00ee([0-9a-f]{2})", lambda m: f"var(--cw-{_NAMES[int(m[1], 16)]})", text)
