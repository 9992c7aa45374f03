"""Losses: mean over steps and sequences (and, for squared error, outputs), one number a network."""

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.arrays import Array, Classes
from sim.floating_point import ignore_fp_warnings


@ignore_fp_warnings
def squared_error(y: Array, target: Array) -> tuple[Array, Array]:
    """Return (loss (R,), ∂E/∂y) for E = mean (y - target)², with y and target (S, R, B, O)."""
    dy = y - target
    scale = 1.0 / (dy.size // dy.shape[1])
    loss = np.einsum("srbo,srbo->r", dy, dy) * scale
    dy *= 2.0 * scale
    return loss, dy


@ignore_fp_warnings
def softmax_cross_entropy(y: Array, target: Classes) -> tuple[Array, Array]:
    """Return (loss (R,), ∂E/∂y) for E = mean -ln p[target], with p = softmax(y).

    y is (S, R, B, O), target (S, R, B) the integer class. The loss of a uniform guess is ln O.
    """
    p, highest, total = _softmax(y)
    scale = 1.0 / (target.size // target.shape[1])
    picked = target[..., None]
    gap = highest - np.take_along_axis(y, picked, axis=-1)
    loss = scale * (np.log(total) + gap).sum(axis=(0, 2, 3))  # ln p itself would be -inf from a gap of 745 on
    chosen = np.take_along_axis(p, picked, axis=-1)
    np.put_along_axis(p, picked, chosen - 1.0, axis=-1)
    p *= scale
    return loss, p


def squared_error_curvature(y: Array, a: Array) -> Array:
    """Return the second derivative of the squared error applied to a (S, R, B, O): a · 2 / (number of entries)."""
    return a * (2.0 * y.shape[1] / y.size)


def softmax_curvature(y: Array, a: Array) -> Array:
    """Return the second derivative of the cross-entropy applied to a (S, R, B, O): p ∘ (a - p·a) / (S B)."""
    p = _softmax(y)[0]
    count = y.shape[0] * y.shape[2]
    return p * (a - (p * a).sum(axis=-1, keepdims=True)) / count


def _softmax(y: Array) -> tuple[Array, Array, Array]:
    """Return p = exp(y - highest) / total, of the shape of y, and highest and total, with a last axis of 1."""
    highest = y.max(axis=-1, keepdims=True)
    p = y - highest
    np.exp(p, out=p)
    total = p.sum(axis=-1, keepdims=True)
    p /= total
    return p, highest, total


LOSSES: dict[str, Callable[[Array, Any], tuple[Array, Array]]] = {
    "squared error": squared_error,
    "cross-entropy": softmax_cross_entropy,
}
