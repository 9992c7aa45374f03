"""The clipping rules by name, as a training run calls them: on the whole gradient, with what they remember.

A rule takes the gradient and the parameters of a run, the threshold and the mean norm so far (None at first); it
returns a Clipped whose grads hold one vector "theta" (R, P), and the mean norm to remember.
"""

from collections.abc import Callable

import numpy as np

from sim.arrays import Array, Numbers, Params
from sim.training import clip
from sim.training.clip import Clipped
from sim.training.parameters import ParameterBuffer

Memory = Array | None
Rule = Callable[[ParameterBuffer, ParameterBuffer, Numbers, Memory], tuple[Clipped, Memory]]


def none(gradient: ParameterBuffer, theta: ParameterBuffer, tau: Numbers, mean: Memory) -> tuple[Clipped, Memory]:
    """Leave the gradient as it is."""
    whole = {"theta": gradient.flat}
    return Clipped(whole, clip.global_norm(whole), np.zeros(len(gradient.flat), bool)), mean


def agc(gradient: ParameterBuffer, theta: ParameterBuffer, tau: Numbers, mean: Memory) -> tuple[Clipped, Memory]:
    """Clip each unit in proportion to its weights."""
    return _joined(clip.adaptive_gradient_clip(gradient.parts, theta.parts, tau)), mean


def on_whole(rule: Callable[[Params, Numbers], Clipped]) -> Rule:
    """Return the rule that sees the gradient as one vector."""
    return lambda gradient, theta, tau, mean: (rule({"theta": gradient.flat}, tau), mean)


def on_parts(rule: Callable[[Params, Numbers], Clipped]) -> Rule:
    """Return the rule that sees the gradient by parameter name."""
    return lambda gradient, theta, tau, mean: (_joined(rule(gradient.parts, tau)), mean)


def remembering(rule: Callable[[Params, Memory], tuple[Clipped, Array]]) -> Rule:
    """Return the rule that sets its own threshold by the mean norm."""
    return lambda gradient, theta, tau, mean: rule({"theta": gradient.flat}, mean)


def _joined(clipped: Clipped) -> Clipped:
    return clipped._replace(grads={"theta": ParameterBuffer.holding(clipped.grads).flat})


CLIPS: dict[str, Rule] = {
    "none": none,
    "norm": on_whole(clip.clip_by_global_norm),
    "value": on_whole(clip.clip_by_value),
    "layer": on_parts(clip.clip_per_layer),
    "parameter": on_parts(clip.clip_per_parameter),
    "adaptive": remembering(clip.adaptive_clip),
    "naive": remembering(clip.naive_adaptive),
    "agc": agc,
}
