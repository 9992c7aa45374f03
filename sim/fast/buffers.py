"""Arrays that are allocated once and written again at every training step."""

from typing import Any

import numpy as np

from sim.arrays import Array
from sim.fast.kernel import Known

Steps = tuple[Array, list[Array]]  # an array and the list of its slices along time


class Buffers:
    """A set of named float64 arrays. What a call returns in one is overwritten by the next call."""

    def __init__(self) -> None:
        self._arrays: dict[str, Steps] = {}
        self.known: Known = {}  # for `sim.fast.kernel`

    def array(self, name: str, shape: tuple[int, ...]) -> Array:
        """Return the array called ``name`` with this shape; its content is whatever was left there."""
        return self._entry(name, shape)[0]

    def steps(self, name: str, shape: tuple[int, ...]) -> Steps:
        """Return the array and the list of its slices along time, which is quicker to walk than a[t]."""
        return self._entry(name, shape)

    def _entry(self, name: str, shape: tuple[int, ...]) -> Steps:
        entry = self._arrays.get(name)
        if entry is None or entry[0].shape != shape:
            a = np.zeros(shape)
            entry = self._arrays[name] = (a, list(a))
        return entry

    def __deepcopy__(self, memo: dict[int, Any]) -> "Buffers":
        return Buffers()
