"""A scene: what a simulation answers. Panels of layers on resolved axes, one sentence, the numbers behind it."""

from dataclasses import dataclass, field
from typing import Any

from widgets.kit.axes import Axis
from widgets.kit.layers import KINDS, Layer
from widgets.kit.roles import ROLES


class SceneError(ValueError):
    """A scene is put together wrongly; the text names the panel, the layer and what was expected."""


@dataclass(frozen=True)
class Panel:
    """One pair of axes with its layers, painted in order; `title` says what is seen, `share` weighs its size."""

    title: str
    x: Axis
    y: Axis
    layers: tuple[Layer, ...]
    share: float = 1.0

    def __post_init__(self) -> None:
        for layer in self.layers:
            _check(layer, self.title)


@dataclass(frozen=True)
class Table:
    """The same numbers in rows, for whoever does not see the picture; `rows` hold text ready to read."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Scene:
    """The whole answer.

    `reading` is one computed sentence: caption, text alternative and live announcement. `writing` is plain text that
    the simulation itself wrote, shown below the picture. `numbers` are the named results, each a float or None where
    there is no finite value. `side_by_side` sets panels in a row where the page is wide enough. `height` is that of a
    full-width panel in CSS pixels. `pinned` counts the scenes that were put beside this one. `moment` says, for a
    picture of a run, when its time is, from 0 to 1, and how many pictures the run has (`widgets.kit.pace`).
    """

    panels: tuple[Panel, ...]
    reading: str
    numbers: dict[str, Any] = field(default_factory=dict)
    side_by_side: bool = False
    height: int = 320
    tables: tuple[Table, ...] = ()
    writing: str = ""
    pinned: int = 0
    moment: tuple[float, int] | None = None


def _check(layer: Layer, title: str) -> None:
    where = f"panel {title!r}, layer {type(layer).__name__}"
    if getattr(layer, "kind", None) not in KINDS:
        raise SceneError(f"{where}: expected one of {', '.join(KINDS)}")
    if layer.role not in ROLES:
        raise SceneError(f"{where}: role {layer.role!r} is unknown; expected one of {', '.join(ROLES)}")
    shapes = {getattr(layer, name).shape for name in layer.arrays if name != "levels"}
    if len(shapes) > 1:
        raise SceneError(f"{where}: arrays differ in shape: {shapes}")
