"""The activations of ``sim.cells.activations``, written into arrays that are there already."""

from collections.abc import Callable

import numpy as np

from sim.arrays import Array
from sim.cells import activations as plain
from sim.fast import matmul

FEW = 128  # elements; below this the calls cost more than np.tanh
ONE, TWO, MINUS_TWO = (np.array(c) for c in (1.0, 2.0, -2.0))  # a number would be turned into an array at each call


class Activation(plain.Activation):
    """An activation whose ``value(z, out)`` and ``slope(h, out)`` write into ``out`` when it is given."""

    __slots__ = ()

    def folded(self, size: int) -> tuple[float, Callable[..., Array]]:
        """Return (c, g) with g(c z, out) = f(z), for z of so many elements that g may overwrite.

        Where np.tanh is slow, its factor 2 can go into the weights.
        """
        return (2.0, tanh_of_half) if self.name == "tanh" and not _native_tanh(size) else (1.0, self.value)


def tanh(z: Array, out: Array | None = None) -> Array:
    """Write tanh z."""
    return np.tanh(z, out=out) if _native_tanh(z.size) else tanh_of_half(np.multiply(z, TWO), out)


def _native_tanh(size: int) -> bool:
    """Whether np.tanh is quickest. Without SIMD it takes 20 ns, by exp it takes 8, to the same 1e-16."""
    return matmul.HAS_BLAS or size < FEW


def tanh_of_half(y: Array, out: Array | None = None) -> Array:
    """Write tanh y/2 = 1 - 2/(1 + e^y), overwriting y."""
    np.exp(y, y)
    np.add(y, ONE, y)
    np.divide(MINUS_TWO, y, y)
    return np.add(y, ONE, out)


def tanh_slope(h: Array, out: Array | None = None) -> Array:
    """Write 1 - h²."""
    out = np.square(h, out)
    return np.subtract(ONE, out, out)


def sigmoid(z: Array, out: Array | None = None) -> Array:
    """Write 1 / (1 + e^-z)."""
    out = np.negative(z, out)
    np.exp(out, out)
    np.add(out, ONE, out)
    return np.reciprocal(out, out)


def sigmoid_slope(h: Array, out: Array | None = None) -> Array:
    """Write h (1 - h)."""
    out = np.subtract(ONE, h, out)
    return np.multiply(out, h, out)


def relu(z: Array, out: Array | None = None) -> Array:
    """Write max(z, 0)."""
    return np.maximum(z, 0.0, out=out)


def relu_slope(h: Array, out: Array | None = None) -> Array:
    """Write 1 where the unit is active and 0 where it is silent, also at the kink."""
    return np.greater(h, 0.0, out=np.empty_like(h) if out is None else out)


def identity(z: Array, out: Array | None = None) -> Array:
    """Write z: the linear network."""
    return np.positive(z, out=out)


def identity_slope(h: Array, out: Array | None = None) -> Array:
    """Write 1."""
    out = np.empty_like(h) if out is None else out
    out[...] = 1.0
    return out


_TUNED = {
    "tanh": (tanh, tanh_slope),
    "sigmoid": (sigmoid, sigmoid_slope),
    "relu": (relu, relu_slope),
    "identity": (identity, identity_slope),
}
ACTIVATIONS = {
    name: Activation(name, *_TUNED[name], formula.bend, formula.gamma) for name, formula in plain.ACTIVATIONS.items()
}
