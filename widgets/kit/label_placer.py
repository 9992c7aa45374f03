"""Where words stand in a panel: near what they name, inside, clear of each other and of handles, or not at all.

Places are shares of the panel's inner rectangle and found for the smallest size that a layout has. In a larger panel
anchors move apart while words keep their size, so what is clear in the smallest is clear in all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from widgets.kit.layers import Arrows, Band, Bars, Handle, Layer, Line, Points, Rule, Text
from widgets.kit.scene import Panel
from widgets.kit.text_width import text_width

SIZE, HEIGHT = 13.0, 16.0  # CSS pixels of words and of their boxes
_APART, _KNOB, _MARGIN = 2.0, 9.0, 2.0
_SAMPLES, _WEIGHT, _FULL, _CELL = 90, 0.8, 12, 4.0
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}
_NAMES = {share: name for name, share in _ANCHORS.items()}
# from the point that is named to the anchor of the words: right, down, anchor, how little it is liked
_NEAR = [(0, dy, 0.5, c) for dy, c in ((-14, 0.0), (14, 1.0))]
_NEAR += [(side * 6, dy, 0.5 + side / -2, c) for dy, c in ((-14, 0.2), (14, 1.2), (0, 1.5)) for side in (1, -1)]
_FAR = [(side * 14, dy, 0.5 + side / -2, 5 + abs(dy) / 12) for dy in (-30, 30, -48, 48, -70, 70) for side in (1, -1)]
_OFFSETS = np.array(_NEAR + _FAR, float)
_IN_PLACE = np.array([(0, dy, 0, abs(dy) / 8) for dy in (0, -9, 9, -17, 17, -26, 26, -36, 36)], float)
_LEADER = 20.0  # words further than this from their point are joined to it
_ORDER = (Text, Rule, Points, Arrows, Bars, Band, Line)


@dataclass(frozen=True)
class Label:
    """Words in a panel: `x`, `y` are shares of its inner rectangle, from its left and top, of their anchor's middle.

    `leader` is the point that a thin line joins them to, in the same shares, or None.
    """

    text: str
    role: str
    x: float
    y: float
    anchor: str
    leader: tuple[float, float] | None = None


class _Wish(NamedTuple):
    """Words, the points (k, 2) in pixels they may name, best first, ways (n, 4) to stand by one, the anchor liked."""

    text: str
    role: str
    spots: np.ndarray
    offsets: np.ndarray
    anchor: float


def place(panel: Panel, width: float, height: float) -> list[Label]:
    """The labels of a panel whose inner rectangle is so wide and high, in CSS pixels; what has no place is left out."""
    to_pixels = _Map(panel, width, height)
    taken = [_square(to_pixels(layer.x, layer.y)) for layer in panel.layers if isinstance(layer, Handle)]
    drawn = np.concatenate([np.empty((0, 2)), *(_samples(layer, to_pixels) for layer in panel.layers)])
    ink = _Ink(drawn, to_pixels.size)
    labels = []
    for wish in sorted(_wishes(panel, to_pixels), key=lambda pair: pair[0]):
        found = _best(wish[1], taken, ink, width, height)
        if found:
            label, box = found
            labels.append(label)
            taken.append(box)
    return labels


def box_of(label: Label, width: float, height: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a label's words, in CSS pixels of an inner rectangle of that size."""
    wide = text_width(label.text, SIZE)
    left, top = label.x * width - _ANCHORS[label.anchor] * wide, label.y * height - HEIGHT / 2
    return left, top, left + wide, top + HEIGHT


class _Map:
    """From data units to pixels of the inner rectangle, y downwards."""

    def __init__(self, panel: Panel, width: float, height: float):
        self.panel, self.size = panel, np.array([width, height])

    def __call__(self, x: np.ndarray | float, y: np.ndarray | float) -> np.ndarray:
        shares = np.stack(np.broadcast_arrays(self.panel.x.share(x), 1 - self.panel.y.share(y)), axis=-1)
        return shares * self.size

    def inside(self, points: np.ndarray) -> np.ndarray:
        """Whether points (..., 2) can be seen."""
        return np.all((points >= -1) & (points <= self.size + 1), axis=-1)


class _Ink:
    """What is drawn, as counts in cells of the panel that any box can be asked for at once."""

    def __init__(self, points: np.ndarray, size: np.ndarray):
        self.last = np.maximum(np.ceil(size / _CELL).astype(int), 1)
        cells = np.floor(points / _CELL).astype(int)
        cells = cells[((cells >= 0) & (cells < self.last)).all(axis=1)]
        counts = np.bincount(cells[:, 0] * self.last[1] + cells[:, 1], minlength=self.last.prod()).reshape(self.last)
        self.sums = np.pad(counts.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))

    def under(self, boxes: np.ndarray) -> np.ndarray:
        """How many points lie under boxes (n, 4), up to a limit, shape (n,)."""
        x, y, x2, y2 = np.clip(np.rint(boxes / _CELL).astype(int), 0, np.tile(self.last, 2)).T
        return np.minimum(self.sums[x2, y2] - self.sums[x, y2] - self.sums[x2, y] + self.sums[x, y], _FULL)


def _wishes(panel: Panel, to_pixels: _Map) -> Iterator[tuple[tuple[int, int], _Wish]]:
    """Every label that the layers of a panel wish for, with its turn: those with few places first."""
    for layer in panel.layers:
        words = layer.text if isinstance(layer, Text) else layer.label
        if words.strip() and isinstance(layer, _ORDER):
            wish = _wish(layer, words.strip(), to_pixels)
            if len(wish.spots):
                yield (getattr(layer, "thin", False), _ORDER.index(type(layer))), wish


def _wish(layer: Layer, words: str, to_pixels: _Map) -> _Wish:
    if isinstance(layer, Text):
        spot, anchor = to_pixels(layer.x, layer.y)[None] - (0, 4), _ANCHORS[layer.anchor]
        return _Wish(words, layer.role, spot[np.isfinite(spot).all(axis=1)], _IN_PLACE + (0, 0, anchor, 0), anchor)
    if isinstance(layer, Rule):
        return _rule(layer, words, to_pixels)
    assert isinstance(layer, Line | Points | Band | Bars | Arrows)
    points = to_pixels(layer.x, layer.high if isinstance(layer, Band) else layer.y)
    points = points[np.isfinite(points).all(axis=1) & to_pixels.inside(np.nan_to_num(points, nan=-9e9))]
    at = layer.label_at if hasattr(layer, "label_at") else 1.0
    shares = np.array([at, 1, 0.85, 0.7, 0.55, 0.4, 0.25, 0.1, 0])
    picked = np.minimum((shares * len(points)).astype(int), len(points) - 1)
    anchor = 0.0 if at < 0.25 else 1.0 if at > 0.75 else 0.5
    return _Wish(words, layer.role, points[picked] if len(points) else points, _OFFSETS, anchor)


def _rule(rule: Rule, words: str, to_pixels: _Map) -> _Wish:
    width, height = to_pixels.size
    if rule.across == "x":
        at = float(to_pixels.panel.x.share(rule.value)) * width
        spots = [(at, share * (height - 20) + 10) for share in (0, 0.5, 1, 0.25, 0.75)]
        ways = np.array([(5, 0, 0, 0), (-5, 0, 1, 0.5)], float)
    else:
        at = height - float(to_pixels.panel.y.share(rule.value)) * height
        spots = [(share * (width - 8) + 4, at) for share in (1, 0, 0.5, 0.25, 0.75)]
        ways = np.array([(0, dy, a, abs(dy) / 6) for dy in (-10, 10, -24, 24) for a in (1, 0, 0.5)], float)
    seen = to_pixels.inside(np.array(spots))
    return _Wish(words, rule.role, np.array(spots)[seen], ways, 1.0)


def _best(
    wish: _Wish, taken: list[np.ndarray], ink: _Ink, width: float, height: float
) -> tuple[Label, np.ndarray] | None:
    wide = text_width(wish.text, SIZE)
    if wide > width - 2 * _MARGIN or height < HEIGHT + 2 * _MARGIN:
        return None
    spots = np.repeat(wish.spots, len(wish.offsets), axis=0)
    ways = np.tile(wish.offsets, (len(wish.spots), 1))
    left = spots[:, 0] + ways[:, 0] - ways[:, 2] * wide
    moved = np.clip(left, _MARGIN, width - _MARGIN - wide)
    middle = spots[:, 1] + ways[:, 1]
    low = np.stack([moved, middle - HEIGHT / 2], axis=-1)
    boxes = np.concatenate([low, low + (wide, HEIGHT)], axis=-1)
    clear = (boxes[:, 1] >= 0) & (boxes[:, 3] <= height) & ~_meet(boxes, taken)
    if not clear.any():
        return None
    cost = np.repeat(np.arange(len(wish.spots)) * 1.3, len(wish.offsets)) + ways[:, 3]
    cost += np.abs(ways[:, 2] - wish.anchor) + np.abs(moved - left) / 12 + _WEIGHT * ink.under(boxes)
    i = int(np.where(clear, cost, np.inf).argmin())
    anchor = float(ways[i, 2])
    far = np.abs(ways[i, 1]) > _LEADER and wish.offsets is _OFFSETS
    leader = (float(spots[i, 0] / width), float(spots[i, 1] / height)) if far else None
    at = float((moved[i] + anchor * wide) / width), float(middle[i] / height)
    return Label(wish.text, wish.role, *at, _NAMES[anchor], leader), boxes[i]


def _meet(boxes: np.ndarray, taken: list[np.ndarray]) -> np.ndarray:
    """Whether boxes (n, 4) come near any that is taken, shape (n,)."""
    if not taken:
        return np.zeros(len(boxes), bool)
    others = np.array(taken)[:, None]
    apart = (boxes[:, :2] > others[..., 2:] + _APART) | (boxes[:, 2:] < others[..., :2] - _APART)
    return np.asarray((~apart.any(axis=-1)).any(axis=0))


def _samples(layer: Layer, to_pixels: _Map) -> np.ndarray:
    """Points (m, 2) in pixels that a layer's ink goes through."""
    if isinstance(layer, Line) and layer.x.size > 1:
        at, every = np.linspace(0, layer.x.size - 1, _SAMPLES), np.arange(layer.x.size)
        points = to_pixels(np.interp(at, every, layer.x), np.interp(at, every, layer.y))
    elif isinstance(layer, Bars) and layer.x.size:
        x, foot = layer.x + np.array([[-0.4], [0], [0.4]]) * layer.width, to_pixels(layer.x, layer.base)
        top, share = to_pixels(x, layer.y), np.linspace(0, 1, 9)[:, None, None, None]
        foot = np.stack([top[..., 0], np.broadcast_to(foot[..., 1], top.shape[:-1])], axis=-1)
        points = (top + share * (np.nan_to_num(foot, nan=to_pixels.size[1]) - top)).reshape(-1, 2)
    elif isinstance(layer, Points) and layer.x.size:
        points = to_pixels(layer.x, layer.y)[: 4 * _SAMPLES : max(1, layer.x.size // _SAMPLES)]
    elif isinstance(layer, Arrows):
        share = np.linspace(0, 1, 20)[:, None]
        x, y = ((1 - share) * a + share * b for a, b in ((layer.x, layer.x2), (layer.y, layer.y2)))
        points = to_pixels(x, y).reshape(-1, 2)
    else:
        return np.empty((0, 2))
    return points[np.isfinite(points).all(axis=1)]


def _square(centre: np.ndarray) -> np.ndarray:
    """The box (4,) of a handle's knob."""
    centre = np.nan_to_num(centre, nan=-99.0)
    return np.concatenate([centre - _KNOB, centre + _KNOB])
