"""Axes come resolved: domain, kind and labelled ticks are decided here, and painters only map and stroke."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from widgets.kit.format import number_text, power_of_ten


_BELOW = 0.78  # of its length, what is below the tear of a torn axis


@dataclass(frozen=True)
class Tick:
    """A position on an axis and the text that stands there."""

    value: float
    text: str


@dataclass(frozen=True)
class Axis:
    """One direction of a panel: what it measures, from where to where, on which scale."""

    label: str
    low: float
    high: float
    kind: str
    ticks: tuple[Tick, ...]
    tear: tuple[float, float] | None = None  # on a log scale: a value, its share of the length; another scale beyond

    def share(self, values: np.ndarray | float) -> np.ndarray:
        """How far values lie from `low`, 0, to `high`, 1; NaN where they have no place (same shape as given)."""
        if self.kind == "linear":
            return (np.asarray(values, float) - self.low) / (self.high - self.low)
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.log(np.where(np.asarray(values) > 0, values, np.nan))
        at, share = self.tear or (self.high, 1.0)
        low, middle, high = (math.log(value) for value in (self.low, at, self.high))
        below = (logs - low) / (middle - low) * share
        return below if not self.tear else np.where(logs <= middle, below, _beyond(logs, middle, high, share))

    def clamp(self, values: np.ndarray) -> np.ndarray:
        """Values moved inside the domain; NaN stays NaN (same shape as given)."""
        return np.clip(values, self.low, self.high)


def linear(label: str, low: float, high: float, ticks: int = 5) -> Axis:
    """A linear axis over [low, high] with about `ticks` round tick marks."""
    low, high = _spread(float(low), float(high))
    step = _round_step((high - low) / max(ticks, 1))
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    marks = tuple(_tick(i * step, step) for i in range(first, last + 1))
    return Axis(label, low, high, "linear", marks)


def fitted(label: str, *arrays: np.ndarray, ticks: int = 5, pad: float = 0.05) -> Axis:
    """A linear axis that holds every finite value of the arrays, with a little room."""
    finite = _finite(arrays, np.array([0.0, 1.0]))
    low, high = float(finite.min()), float(finite.max())
    room = pad * (high - low)
    return linear(label, low - room, high + room, ticks)


def log(label: str, *arrays: np.ndarray, floor: float = 1e-12, ceiling: float = 1e12, ticks: int = 6) -> Axis:
    """A logarithmic axis in whole decades that holds the positive values, never beyond floor and ceiling."""
    positive = _finite(arrays, np.array([1.0]))
    positive = np.clip(positive[positive > 0], floor, ceiling) if (positive > 0).any() else np.array([floor])
    low = math.floor(math.log10(positive.min()) + 1e-9)
    high = max(math.ceil(math.log10(positive.max()) - 1e-9), low + 1)
    stride = max(1, math.ceil((high - low) / ticks))
    marks = tuple(
        Tick(10.0**e, power_of_ten(e) if abs(e) > 3 else f"{10.0**e:,g}")
        for e in range(math.ceil(low / stride) * stride, high + 1, stride)
    )
    return Axis(label, 10.0**low, 10.0**high, "log", marks)


def torn(label: str, *arrays: np.ndarray, at: float, ceiling: float, ticks: int = 4) -> Axis:
    """A logarithmic axis that is torn at `at` if values lie beyond: what is below keeps most of the length."""
    positive = _finite(arrays, np.array([1.0]))
    if positive.max() <= at:
        return log(label, *arrays, ceiling=ceiling, ticks=ticks)
    below = log(label, np.minimum(positive, at), np.array([at]), ceiling=at, ticks=ticks)
    above = log(label, positive[positive > at], np.array([at]), floor=at, ceiling=ceiling, ticks=1)
    marks = tuple(tick for tick in below.ticks if tick.value < at) + above.ticks[-1:]
    return Axis(label, below.low, above.high, "log", marks, (at, _BELOW))


def categories(label: str, names: list[str]) -> Axis:
    """An axis of named places at 0, 1, 2, …"""
    return Axis(label, -0.5, len(names) - 0.5, "linear", tuple(Tick(float(i), n) for i, n in enumerate(names)))


def _beyond(logs: np.ndarray, middle: float, high: float, share: float) -> np.ndarray:
    return share + (logs - middle) / (high - middle) * (1 - share)


def _spread(low: float, high: float) -> tuple[float, float]:
    if high > low:
        return low, high
    room = abs(low) * 0.1 or 1.0
    return low - room, high + room


def _round_step(raw: float) -> float:
    scale = 10.0 ** math.floor(math.log10(raw))
    return next(s * scale for s in (1, 2, 5, 10) if raw <= s * scale * (1 + 1e-9))


def _tick(value: float, step: float) -> Tick:
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    if decimals > 6 or abs(value) >= 1e5:
        return Tick(value, number_text(value))
    return Tick(value, f"{value:,.{decimals}f}".replace("-", "−"))


def _finite(arrays: Sequence[np.ndarray], otherwise: np.ndarray) -> np.ndarray:
    everything = np.concatenate([np.ravel(np.asarray(a, float)) for a in arrays]) if arrays else otherwise
    finite = everything[np.isfinite(everything)]
    return finite if finite.size else otherwise
