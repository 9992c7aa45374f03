"""Values that belong to networks: one number for each, or many named arrays in one vector for each."""

import copy
from typing import Any

import numpy as np

from sim.arrays import Array, Params


class ParameterBuffer:
    """``flat`` (R, P) and ``parts``, views of it by name; writing to one writes to the other."""

    def __init__(self, like: Params) -> None:
        """Make a zero vector with the names and shapes of ``like``, a dict of arrays (R, ...)."""
        self.shapes = {name: a.shape for name, a in like.items()}
        R = len(next(iter(like.values())))
        self.flat = np.zeros((R, sum(a.size // R for a in like.values())))
        self.parts = self._views()

    @classmethod
    def holding(cls, arrays: Params) -> "ParameterBuffer":
        """Make a vector with a copy of ``arrays`` in it."""
        vector = cls(arrays)
        for name, a in arrays.items():
            vector.parts[name][...] = a
        return vector

    def _views(self) -> Params:
        views: Params = {}
        start = 0
        for name, shape in self.shapes.items():
            end = start + int(np.prod(shape[1:]))
            views[name] = self.flat[:, start:end].reshape(shape)
            start = end
        return views

    def __deepcopy__(self, memo: dict[int, Any]) -> "ParameterBuffer":
        twin = copy.copy(self)
        twin.flat = self.flat.copy()
        twin.parts = twin._views()
        return twin


def per_network(value: Any, like: Array) -> Array:
    """Shape a number or an array (R,) so that it multiplies ``like`` (R, ...) network by network."""
    value = np.asarray(value)
    return value.reshape(value.shape + (1,) * (like.ndim - 1)) if value.ndim else value
