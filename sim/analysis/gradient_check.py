"""The gradient checker: compares a gradient with central differences and says where they part."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from sim.arrays import Array, Params

Loss = Callable[[Params], Array]


class Disagreement(NamedTuple):
    """The worst entry: relative error, parameter name, index, the gradient given and the difference quotient."""

    error: float
    name: str
    index: tuple[int, ...]  # type: ignore[assignment]  # hides a method of tuple
    given: float
    measured: float


class WrongGradient(AssertionError):
    """Raised by ``check_gradient`` with the parameter and the entry that is wrong."""


def numerical_gradient(loss: Loss, params: Params, epsilon: float = 1e-6) -> Params:
    """Return central differences of ``loss(params) -> (R,)`` by every entry (R, ...), all networks at once."""
    return {name: _differences(loss, params, name, epsilon) for name in params}


def _differences(loss: Loss, params: Params, name: str, epsilon: float) -> Array:
    grad = np.empty_like(params[name])
    for index in np.ndindex(params[name].shape[1:]):
        at = (slice(None), *index)
        up, down = (_moved(params, name, at, step) for step in (epsilon, -epsilon))
        grad[at] = (loss(up) - loss(down)) / (2 * epsilon)
    return grad


def _moved(params: Params, name: str, at: Any, step: float) -> Params:
    moved = params[name].copy()
    moved[at] += step
    return params | {name: moved}


def worst_disagreement(grads: Params, numerical: Params) -> Disagreement:
    """Return the Disagreement of two gradients, errors being relative to the largest entry of each array."""
    worst = Disagreement(0.0, "", (), 0.0, 0.0)
    for name, measured in numerical.items():
        error = np.abs(grads[name] - measured) / max(np.abs(measured).max(), 1e-3)
        error[np.isnan(error)] = np.inf
        index = np.unravel_index(np.argmax(error), error.shape)
        if error[index] > worst.error:
            place = tuple(map(int, index))
            worst = Disagreement(float(error[index]), name, place, float(grads[name][index]), float(measured[index]))
    return worst


def check_gradient(loss: Loss, params: Params, grads: Params, tolerance: float = 1e-6, epsilon: float = 1e-6) -> float:
    """Return the worst relative error of ``grads``; raise WrongGradient above ``tolerance`` or for a missing name.

    Differences are good to about 1e-8 for a loss of size 1: a sharper tolerance fails for a right gradient too.
    """
    missing = params.keys() - grads.keys()
    if missing:
        raise WrongGradient(f"no gradient for {', '.join(sorted(missing))}")
    worst = worst_disagreement(grads, numerical_gradient(loss, params, epsilon))
    if worst.error > tolerance:
        raise WrongGradient(
            f"{worst.name}{list(worst.index)}: gradient {worst.given:.9g}, "
            f"difference quotient {worst.measured:.9g}, relative error {worst.error:.2g} > {tolerance:g}"
        )
    return worst.error
