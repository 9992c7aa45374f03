"""The pace of a run: when the time of each of its pictures is, so that what happens fast is seen for longer."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from widgets.kit.scene import Scene

SLOWEST = 8.0  # how many times longer than others the picture with the longest gradient stays


def paced(scenes: Iterable[Scene], stays: np.ndarray) -> Iterator[Scene]:
    """The pictures of a run with their moments; `stays` (n,) says how long each of the n stays, in any unit."""
    at = np.append(0.0, np.cumsum(stays[:-1]))
    for scene, moment in zip(scenes, at / (at[-1] or 1.0), strict=True):
        yield replace(scene, moment=(float(moment), len(stays)))


def evenly(count: int) -> np.ndarray:
    """Equal times for so many pictures, shape (count,)."""
    return np.ones(count)


def slow_where_long(norms: np.ndarray) -> np.ndarray:
    """How long pictures with gradients of these norms (n,) stay: from 1 at the median up to SLOWEST at the longest."""
    size = np.log(np.clip(np.nan_to_num(norms, nan=1.0), 1e-300, 1e300))
    above = size - np.median(size)
    return 1 + (SLOWEST - 1) * np.clip(above / max(above.max(), np.log(2)), 0, 1)
