"""Activation functions with their slopes, each written in terms of what backpropagation has at hand."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from sim.fast import matmul

FEW = 128  # elements; below this the calls cost more than np.tanh
ONE, TWO, MINUS_TWO = (np.array(c) for c in (1.0, 2.0, -2.0))  # a number would be turned into an array at each call


class Activation(NamedTuple):
    """A non-linearity f: ``value(z, out)`` writes f(z), ``slope(h, out)`` writes f'(z) given h = f(z).

    ``bend(h)`` is the derivative of that slope with respect to h. ``gamma`` is the largest slope, the paper's γ in
    the condition λ1 < 1/γ for vanishing gradients.
    """

    name: str
    value: Callable
    slope: Callable
    bend: Callable
    gamma: float

    def folded(self, size):
        """Return (c, g) with g(c z, out) = f(z), for z of so many elements that g may overwrite.

        Where np.tanh is slow, its factor 2 can go into the weights.
        """
        return (2.0, tanh_of_half) if self.name == "tanh" and not _native_tanh(size) else (1.0, self.value)


def tanh(z, out=None):
    """Write tanh z."""
    return np.tanh(z, out=out) if _native_tanh(z.size) else tanh_of_half(np.multiply(z, TWO), out)


def _native_tanh(size):
    """Whether np.tanh is quickest. Without SIMD it takes 20 ns, by exp it takes 8, to the same 1e-16."""
    return matmul.HAS_BLAS or size < FEW


def tanh_of_half(y, out=None):
    """Write tanh y/2 = 1 - 2/(1 + e^y), overwriting y."""
    np.exp(y, y)
    np.add(y, ONE, y)
    np.divide(MINUS_TWO, y, y)
    return np.add(y, ONE, out)


def tanh_slope(h, out=None):
    """Write 1 - h²."""
    out = np.square(h, out)
    return np.subtract(ONE, out, out)


def sigmoid(z, out=None):
    """Write 1 / (1 + e^-z)."""
    out = np.negative(z, out)
    np.exp(out, out)
    np.add(out, ONE, out)
    return np.reciprocal(out, out)


def sigmoid_slope(h, out=None):
    """Write h (1 - h)."""
    out = np.subtract(ONE, h, out)
    return np.multiply(out, h, out)


def relu(z, out=None):
    """Write max(z, 0)."""
    return np.maximum(z, 0.0, out=out)


def relu_slope(h, out=None):
    """Write 1 where the unit is active and 0 where it is silent, also at the kink."""
    return np.greater(h, 0.0, out=np.empty_like(h) if out is None else out)


def identity(z, out=None):
    """Write z: the linear network."""
    return np.positive(z, out=out)


def identity_slope(h, out=None):
    """Write 1."""
    out = np.empty_like(h) if out is None else out
    out[...] = 1.0
    return out


ACTIVATIONS = {
    f.name: f
    for f in (
        Activation("tanh", tanh, tanh_slope, lambda h: -2.0 * h, 1.0),
        Activation("sigmoid", sigmoid, sigmoid_slope, lambda h: 1.0 - 2.0 * h, 0.25),
        Activation("relu", relu, relu_slope, np.zeros_like, 1.0),
        Activation("identity", identity, identity_slope, np.zeros_like, 1.0),
    )
}


def named(activation):
    """Return the Activation called ``activation``; raise ValueError with the known names otherwise."""
    if activation not in ACTIVATIONS:
        raise ValueError(f"activation {activation!r} is unknown; expected one of {', '.join(ACTIVATIONS)}")
    return ACTIVATIONS[activation]
