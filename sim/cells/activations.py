"""Activation functions f, with their slopes in terms of what backpropagation has at hand: h = f(z)."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

import numpy as np

from sim.arrays import Array


class Activation(NamedTuple):
    """A non-linearity: ``value(z)`` is f(z), ``slope(h)`` is f'(z) given h = f(z), ``bend(h)`` is d slope / d h.

    ``gamma`` is the largest slope, the paper's γ in the condition λ1 < 1/γ for vanishing gradients.
    """

    name: str
    value: Callable[..., Array]
    slope: Callable[..., Array]
    bend: Callable[[Array], Array]
    gamma: float


def sigmoid(z: Array) -> Array:
    """Return σ(z) = 1 / (1 + e^-z)."""
    return 1 / (1 + np.exp(-z))


def relu(z: Array) -> Array:
    """Return max(z, 0)."""
    return np.maximum(z, 0.0)


def relu_slope(h: Array) -> Array:
    """Return 1 where the unit is active and 0 where it is silent, also at the kink."""
    return np.where(h > 0, 1.0, 0.0)


ACTIVATIONS = {
    "tanh": Activation("tanh", np.tanh, lambda h: 1 - h**2, lambda h: -2 * h, 1.0),
    "sigmoid": Activation("sigmoid", sigmoid, lambda h: h * (1 - h), lambda h: 1 - 2 * h, 0.25),
    "relu": Activation("relu", relu, relu_slope, np.zeros_like, 1.0),
    "identity": Activation("identity", np.positive, np.ones_like, np.zeros_like, 1.0),
}

Kind = TypeVar("Kind")


def named(activation: str, table: Mapping[str, Kind]) -> Kind:
    """Return the activation of that name; raise ValueError with the known names otherwise."""
    if activation not in table:
        raise ValueError(f"activation {activation!r} is unknown; expected one of {', '.join(table)}")
    return table[activation]
