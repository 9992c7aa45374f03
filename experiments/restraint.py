"""Four ways to restrain W_h on the latch task, side by side: nothing, weight decay, Ω, a spectral norm of 1."""

import functools
from typing import Any, NamedTuple

import numpy as np

from sim.analysis.jacobians import error_norms
from sim.analysis.spectra import norm
from sim.fast.buffers import Buffers
from sim.tasks.latch import Latch
from sim.training.clip import clip_by_global_norm
from sim.training.initialise import generator, network
from sim.training.loop import CELLS, gradient
from sim.training.losses import squared_error
from sim.training.regularise import omega, spectral_normalise, weight_decay

WAYS = ("none", "decay", "omega", "spectral")
N, B, T, ALPHA, TAU = 10, 8, 20, 0.05, 1.0  # units, sequences, steps, learning rate, clipping threshold
SETTINGS: dict[str, Any] = {"lam": 1.0, "decay": 0.5, "gain": 0.8, "seed": 0, "updates": 30}  # of the text


class Course(NamedTuple):
    """Norm of W_h, reach of the gradient and loss before each update and after the last, (updates + 1, 4) by WAYS."""

    norm: np.ndarray
    reach: np.ndarray
    loss: np.ndarray


def train(lam: float, decay: float, gain: float, seed: int, updates: int) -> Course:
    """Train four networks from one start, one for each of WAYS."""
    params = network((seed,) * 4, N, 1, 1, gain=gain)
    inputs, target = (np.repeat(a, 4, axis=1) for a in Latch(T).batch([generator((seed, 1))], B, T))
    penalty, rate = np.array([0.0, 0.0, lam, 0.0]), np.array([0.0, decay, 0.0, 0.0])
    W_h, work, seen = params["W_h"], Buffers(), []
    for _ in range(updates + 1):
        W_h[3] = spectral_normalise(W_h[3])
        step = gradient(CELLS["rnn"], squared_error, params, inputs, target, work)
        size = error_norms(step.back.dh).mean(axis=-1)
        seen.append((norm(W_h), size[0] / size[-1], step.loss.copy()))
        step.grads["W_h"] += penalty[:, None, None] * omega(params, step.run, step.back).gW_h + weight_decay(W_h, rate)
        for name, g in clip_by_global_norm(step.grads, TAU).grads.items():
            params[name] -= ALPHA * g
    return Course(*np.moveaxis(np.array(seen), 1, 0))


def measure(course: Course) -> dict[str, float]:
    """Return where a Course ends, by names such as reach_decay."""
    ends = course._asdict().items()
    return {f"{what}_{way}": float(values[-1, k]) for k, way in enumerate(WAYS) for what, values in ends}


@functools.cache
def results(**settings: Any) -> dict[str, float]:
    """Return what `measure` finds in a Course of SETTINGS, changed as given."""
    return measure(train(**(SETTINGS | settings)))
