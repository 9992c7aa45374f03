"""Colour tables, made by matplotlib at build time: 256 colours each, for heat maps, meshes and their legends."""

import functools

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

_ANCHORS = {
    # deep water, shelf, shore, sand, chalk: low loss is the sea, high loss the plateau
    "coast": ["#10263f", "#1c4f6e", "#2f8291", "#8fb9a8", "#dccfa5", "#f3ead2"],
    # shrinking, unchanged, growing
    "tide": ["#1b4f72", "#5d9bb5", "#e9e5d8", "#d98a5b", "#8f2d1f"],
}

NAMES = tuple(_ANCHORS)


@functools.cache
def table(name: str) -> np.ndarray:
    """Return the colours of a palette, shape (256, 3), uint8; raises `KeyError` for an unknown name."""
    ramp = LinearSegmentedColormap.from_list(name, _ANCHORS[name], N=256)
    return (ramp(np.arange(256))[:, :3] * 255).round().astype(np.uint8)


def hex_colour(name: str, level: int) -> str:
    """Return one colour of a palette as "#rrggbb"."""
    return "#" + table(name)[level].tobytes().hex()


def as_data() -> dict[str, list[int]]:
    """Return every palette as a flat list of 768 numbers, for the browser."""
    return {name: table(name).reshape(-1).tolist() for name in NAMES}
