"""Gradient clipping: the paper's Algorithm 1 and its relatives.

A gradient is a dict of arrays with a leading axis R; every rule treats each network on its own and returns
a Clipped. Thresholds are numbers or arrays (R,). A non-finite norm is passed on as it is, never repaired.
``CLIPS`` has the rules by name, as a training run calls them.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from sim.arrays import Array, Mask, Numbers, Params
from sim.floating_point import ignore_fp_warnings
from sim.training.parameters import ParameterBuffer, per_network

FACTOR, DECAY = 3.0, 0.95  # of the adaptive rules: threshold over mean norm, and what the mean keeps at each update
AGC_FLOOR = 1e-3  # smallest weight norm that adaptive gradient clipping assumes


class Clipped(NamedTuple):
    """The clipped gradient, its global norm before clipping (R,), and whether clipping acted (R,)."""

    grads: Params
    norm: Array
    acted: Mask


@ignore_fp_warnings
def global_norm(grads: Params) -> Array:
    """Return ‖g‖ (R,) over all entries of all arrays together, finite as long as every entry is below 1e300."""
    norm = np.sqrt(sum(_sum_of_squares(g) for g in grads.values()))
    if not np.isinf(norm).any():
        return norm
    largest = np.max([np.abs(_flat(g)).max(axis=1) for g in grads.values()], axis=0)
    rescaled = largest * np.sqrt(sum(_sum_of_squares(g / per_network(largest, g)) for g in grads.values()))
    return np.where(np.isinf(norm) & np.isfinite(largest), rescaled, norm)  # the squares overflow at 1e154


def clip_by_global_norm(grads: Params, tau: Numbers) -> Clipped:
    """If ‖g‖ >= τ, replace g by (τ/‖g‖) g: Algorithm 1 of the paper, which keeps the direction."""
    norm = global_norm(grads)
    scale, acted = _shrinkage(norm, tau)
    return Clipped({name: per_network(scale, g) * g for name, g in grads.items()}, norm, acted)


def clip_by_value(grads: Params, tau: Numbers) -> Clipped:
    """Limit every entry to [-τ, τ], which turns the direction: Mikolov's element-wise clipping, applied to the sum."""
    clipped = {name: np.clip(g, per_network(-np.asarray(tau), g), per_network(tau, g)) for name, g in grads.items()}
    acted = np.any([(_flat(clipped[name]) != _flat(g)).any(axis=1) for name, g in grads.items()], axis=0)
    return Clipped(clipped, global_norm(grads), acted)


def clip_per_parameter(grads: Params, tau: Numbers) -> Clipped:
    """Clip each array by its own norm. The directions inside each are kept, their proportions are not."""
    return _clip_groups(grads, [[name] for name in grads], tau)


def clip_per_layer(grads: Params, tau: Numbers) -> Clipped:
    """Clip the recurrent layer and the read-out (names that end in _y) each by its own norm."""
    readout = [name for name in grads if name.endswith("_y")]
    recurrent = [name for name in grads if name not in readout]
    return _clip_groups(grads, [group for group in (recurrent, readout) if group], tau)


def adaptive_clip(
    grads: Params, mean: Array | None, factor: float = FACTOR, decay: float = DECAY
) -> tuple[Clipped, Array]:
    """Clip at τ = factor · mean, a running average of the norms; return (Clipped, the new mean (R,)).

    The threshold is taken before the average is updated and the average is fed the clipped norm, so that a
    spike can neither raise its own threshold nor the next one by much. ``mean`` None starts at the first norm.
    """
    mean = global_norm(grads) if mean is None else mean
    clipped = clip_by_global_norm(grads, factor * mean)
    return clipped, guarded_average(mean, clipped.norm, factor, decay)


def guarded_average(mean: Any, norm: Any, factor: float = FACTOR, decay: float = DECAY) -> Any:
    """Return the running average of norms, numbers or arrays (R,), fed with no more than factor · mean."""
    return decay * mean + (1 - decay) * np.fmin(norm, factor * mean)


def naive_adaptive(
    grads: Params, mean: Array | None, factor: float = FACTOR, decay: float = DECAY
) -> tuple[Clipped, Array]:
    """The often-copied counter-example: the average absorbs the spike first, and then sets the threshold.

    A spike G passes at 2.85 mean + 0.15 G with the default numbers, and one nan disables it for good.
    """
    norm = global_norm(grads)
    mean = naive_average(norm if mean is None else mean, norm, decay)
    return clip_by_global_norm(grads, factor * mean), mean


def naive_average(mean: Any, norm: Any, decay: float = DECAY) -> Any:
    """Return the running average of norms, numbers or arrays (R,), fed with whatever comes."""
    return decay * mean + (1 - decay) * norm


def adaptive_gradient_clip(grads: Params, params: Params, lam: Numbers = 0.01) -> Clipped:
    """AGC: scale the gradient of each unit whose ‖G_i‖ / max(‖W_i‖, 0.001) exceeds λ back to that ratio.

    A unit is a row of a matrix; a bias counts as one. The read-out (names that end in _y) is left alone, as
    Brock et al. (2021) advise.
    """
    clipped, acted = dict(grads), np.zeros(len(next(iter(grads.values()))), bool)
    for name in (name for name in grads if not name.endswith("_y")):
        G, W = _unit_norms(grads[name]), np.maximum(_unit_norms(params[name]), AGC_FLOOR)
        limit = per_network(lam, G) * W
        too_long = limit < G
        clipped[name] = np.where(too_long, limit / np.where(too_long, G, 1.0), 1.0) * grads[name]
        acted |= _flat(too_long).any(axis=1)
    return Clipped(clipped, global_norm(grads), acted)


def _clip_groups(grads: Params, groups: list[list[str]], tau: Numbers) -> Clipped:
    parts = [clip_by_global_norm({name: grads[name] for name in group}, tau) for group in groups]
    clipped = {name: g for part in parts for name, g in part.grads.items()}
    acted = np.any([part.acted for part in parts], axis=0)
    return Clipped({name: clipped[name] for name in grads}, global_norm(grads), acted)


def _shrinkage(norm: Array, tau: Numbers) -> tuple[Array, Mask]:
    acted = (norm >= tau) & np.isfinite(norm)
    return np.where(acted, tau / np.where(acted & (norm > 0), norm, 1.0), 1.0), acted


def _sum_of_squares(g: Array) -> Array:
    flat = _flat(g)
    return np.einsum("rp,rp->r", flat, flat)


def _flat(g: Any) -> Any:
    return g.reshape(len(g), -1)


def _unit_norms(W: Array) -> Array:
    return np.sqrt(np.square(W).sum(axis=-1, keepdims=True))


# A rule by name takes the gradient and the parameters of a run, the threshold and the mean norm so far (None at first);
# it returns a Clipped whose grads hold one vector "theta" (R, P), and the mean norm to remember.
Memory = Array | None
Rule = Callable[[ParameterBuffer, ParameterBuffer, Numbers, Memory], tuple[Clipped, Memory]]


def _none(gradient: ParameterBuffer, theta: ParameterBuffer, tau: Numbers, mean: Memory) -> tuple[Clipped, Memory]:
    whole = {"theta": gradient.flat}
    return Clipped(whole, global_norm(whole), np.zeros(len(gradient.flat), bool)), mean


def _agc(gradient: ParameterBuffer, theta: ParameterBuffer, tau: Numbers, mean: Memory) -> tuple[Clipped, Memory]:
    return _joined(adaptive_gradient_clip(gradient.parts, theta.parts, tau)), mean


def _on_whole(rule: Callable[[Params, Numbers], Clipped]) -> Rule:
    return lambda gradient, theta, tau, mean: (rule({"theta": gradient.flat}, tau), mean)


def _on_parts(rule: Callable[[Params, Numbers], Clipped]) -> Rule:
    return lambda gradient, theta, tau, mean: (_joined(rule(gradient.parts, tau)), mean)


def _remembering(rule: Callable[[Params, Memory], tuple[Clipped, Array]]) -> Rule:
    """Return the rule that sets its own threshold by the mean norm."""
    return lambda gradient, theta, tau, mean: rule({"theta": gradient.flat}, mean)


def _joined(clipped: Clipped) -> Clipped:
    return clipped._replace(grads={"theta": ParameterBuffer.holding(clipped.grads).flat})


CLIPS: dict[str, Rule] = {
    "none": _none,
    "norm": _on_whole(clip_by_global_norm),
    "value": _on_whole(clip_by_value),
    "layer": _on_parts(clip_per_layer),
    "parameter": _on_parts(clip_per_parameter),
    "adaptive": _remembering(adaptive_clip),
    "naive": _remembering(naive_adaptive),
    "agc": _agc,
}
