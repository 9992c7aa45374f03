"""How a scene travels: a small JSON header and flat typed arrays, in one block of bytes.

Layout: four bytes, the header's length as a little-endian unsigned integer; the header in UTF-8, padded with
spaces so that what follows starts at a multiple of eight; the arrays, each starting at a multiple of eight.
In the header an array is `{"type": "f8", "at": offset behind the header, "shape": […]}`. JSON holds no NaN.
"""

import json
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from widgets.kit.axes import Axis
from widgets.kit.layers import Handle, Layer, Move, Text
from widgets.kit.layout import layouts
from widgets.kit.roles import ROLES
from widgets.kit.scene import Panel, Scene
from widgets.kit.tables import tables_of

_TYPES: dict[str, type[np.generic]] = {"f8": np.float64, "f4": np.float32, "u1": np.uint8}
_SCALARS = (
    "thin",
    "size",
    "width",
    "base",
    "left",
    "right",
    "bottom",
    "top",
    "palette",
    "legend",
    "value",
    "across",
    "text",
    "words",
    "anchor",
)


Write = Callable[[str, np.ndarray], Any]  # kind and array to what stands for them in the header


def pack(scene: Scene) -> np.ndarray:
    """The scene as one array of bytes, shape (n,), uint8."""
    arrays: list[np.ndarray] = []
    header = _header(scene, lambda kind, array: _place(arrays, kind, array))
    text = json.dumps(header, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    text += b" " * (-(len(text) + 4) % 8)
    head = np.frombuffer(len(text).to_bytes(4, "little") + text, np.uint8)
    return np.concatenate([head, *arrays])


def as_json(scene: Scene) -> dict:
    """The scene as plain data: the same header with every array written out, null where a value is not finite."""
    return _header(scene, lambda kind, array: _plain(np.asarray(array, _TYPES[kind])))


def _header(scene: Scene, write: Write) -> dict:
    return {
        "reading": scene.reading,
        "writing": scene.writing,
        "pinned": scene.pinned,
        "moment": scene.moment,
        "numbers": {name: _finite(value) for name, value in scene.numbers.items()},
        "layouts": layouts(scene),
        "panels": [_panel(panel, write) for panel in scene.panels],
        "tables": [{"caption": t.caption, "columns": t.columns, "rows": t.rows} for t in tables_of(scene)],
    }


def _panel(panel: Panel, write: Write) -> dict:
    return {
        "title": panel.title,
        "x": _axis(panel.x),
        "y": _axis(panel.y),
        "layers": [_layer(layer, write) for layer in panel.layers],
    }


def _axis(axis: Axis) -> dict:
    ticks = [[tick.value, tick.text] for tick in axis.ticks]
    return {
        "label": axis.label,
        "low": axis.low,
        "high": axis.high,
        "kind": axis.kind,
        "ticks": ticks,
        "tear": axis.tear,
    }


def _layer(layer: Layer, write: Write) -> dict:
    style = ROLES[layer.role]
    marker = getattr(layer, "marker", style.marker)
    out: dict[str, Any] = {"kind": layer.kind, "role": layer.role, "dash": style.dash, "marker": marker}
    out |= {name: getattr(layer, name) for name in _SCALARS if hasattr(layer, name)}
    out |= {name: write(kind, getattr(layer, name)) for name, kind in layer.arrays.items()}
    if isinstance(layer, Handle):
        out |= {"x": layer.x, "y": layer.y, "moves": {"x": _move(layer.moves_x), "y": _move(layer.moves_y)}}
        out["around"] = layer.around
    if isinstance(layer, Text):
        out |= {"x": layer.x, "y": layer.y}
    out["label"] = layer.label or None
    return out


def _move(move: Move | None) -> dict[str, Any] | None:
    return {"control": move.control, "at": move.at, "per": move.per, "cross": move.cross} if move else None


def _place(arrays: list[np.ndarray], kind: str, array: np.ndarray) -> dict:
    block = np.ascontiguousarray(array, _TYPES[kind])
    at = sum(a.size for a in arrays)
    flat = block.reshape(-1).view(np.uint8)
    arrays.append(np.pad(flat, (0, -flat.size % 8)))
    return {"type": kind, "at": at, "shape": block.shape}


def _plain(array: np.ndarray) -> list:
    if array.dtype == np.uint8:
        return array.tolist()
    return np.where(np.isfinite(array), array, np.array(None)).tolist()


def _finite(value: float | None) -> float | None:
    return float(value) if value is not None and math.isfinite(value) else None
