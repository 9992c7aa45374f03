"""Clip a gradient by its global norm, by hand

The norm runs over all entries of all arrays together, so every entry shrinks by the same factor.
"""

import numpy as np


def clip_by_norm(grads, tau):
    """Return the arrays, scaled to norm tau if theirs is at least tau, and the norm they had."""
    norm = np.sqrt(sum(np.sum(g * g) for g in grads))
    scale = tau / norm if norm >= tau else 1.0
    return [scale * g for g in grads], norm


def global_norm(grads):
    return np.sqrt(sum(np.sum(g * g) for g in grads))


rng = np.random.default_rng(0)
grads = [6 * rng.standard_normal((2, 2)), 6 * rng.standard_normal(2)]  # a matrix and a bias

clipped, norm = clip_by_norm(grads, tau=5.0)
after = global_norm(clipped)
untouched, _ = clip_by_norm(grads, tau=100.0)

print(f"norm before   {norm:.6f}")
print(f"norm after    {after:.6f}")
print(f"entry by entry, after / before:\n{clipped[0] / grads[0]}")
print(f"tau = 100 changes nothing: {np.array_equal(untouched[0], grads[0])}")

# PyTorch divides by norm + 0.000001, so that a norm of 0 needs no special case
library = 5.0 / (norm + 1e-6) * norm
print(f"norm after the library call {library:.9f}, short of tau by {5.0 - library:.1e}")
