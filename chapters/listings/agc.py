"""Adaptive gradient clipping, unit by unit

A unit is a row of a weight matrix. Its gradient may be at most lam times as long as its weights.
"""

import numpy as np


def unit_norms(W):
    """The norm of each row, shape (units, 1)."""
    return np.sqrt(np.sum(W * W, axis=1, keepdims=True))


def agc(weights, grads, lam, floor=1e-3):
    """Return the clipped gradients of all layers but the last, which is left alone."""
    clipped = []
    for W, G in zip(weights[:-1], grads[:-1], strict=True):
        limit = lam * np.maximum(unit_norms(W), floor)
        clipped.append(G * np.minimum(1.0, limit / np.maximum(unit_norms(G), 1e-300)))
    return clipped + [grads[-1]]


def clip_by_norm(grads, tau):
    norm = np.sqrt(sum(np.sum(G * G) for G in grads))
    return [min(1.0, tau / norm) * G for G in grads]


rng = np.random.default_rng(0)
sizes = [0.01, 1.0, 100.0, 1.0]  # four layers of very different scale; the last is the read-out
weights = [size * rng.standard_normal((6, 8)) for size in sizes]
grads = [0.3 * rng.standard_normal((6, 8)) for _ in sizes]
weights[1][0] = 0.0  # a unit at zero: only the floor lets it move

by_unit, by_norm = agc(weights, grads, lam=0.2), clip_by_norm(grads, tau=1.0)


def kept(G, clipped):
    """The share of each unit's gradient that is left."""
    return (unit_norms(clipped) / unit_norms(G)).ravel()


for layer, (G, mine, other) in enumerate(zip(grads, by_unit, by_norm, strict=True), 1):
    print(f"layer {layer}: AGC leaves {np.round(kept(G, mine), 4)}, a fixed tau {kept(G, other)[0]:.4f} of each")
