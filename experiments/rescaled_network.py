"""One ReLU network, the same function written at other scales, clipped unit by unit (AGC) or at a fixed threshold."""

from typing import Any

import numpy as np

from sim.training.clip import adaptive_gradient_clip, clip_by_global_norm
from sim.training.initialise import generator, normal

Layers = dict[str, np.ndarray]  # one array (1, units, inputs) a layer

LAYERS = ("W_1", "W_2", "W_3", "W_y")
INPUTS, UNITS, BATCH = 8, 12, 32
SETTINGS = {"s": 8.0, "lam": 0.1, "tau": 1.0, "error": 1.0, "seed": 3}  # of the text


def weights(s: float, seed: int) -> Layers:
    """Return the weights: layer 1 divided and layer 3 multiplied by s, on which the function does not depend."""
    rng = generator(seed)
    shapes = {"W_1": (UNITS, INPUTS), "W_2": (UNITS, UNITS), "W_3": (UNITS, UNITS), "W_y": (1, UNITS)}
    scales = {"W_1": 1 / s, "W_3": s}
    return {
        name: scales.get(name, 1.0) * normal(rng, (1, *shape), np.sqrt(2 / shape[1])) for name, shape in shapes.items()
    }


def gradient(params: Layers, error: float, seed: int) -> Layers:
    """Return the gradient of half the mean squared error over random inputs, for errors of that standard deviation."""
    rng = generator((seed, 1))
    h = [normal(rng, (BATCH, INPUTS), 1.0)]
    for name in ("W_1", "W_2", "W_3"):
        h.append(np.maximum(h[-1] @ params[name][0].T, 0.0))
    delta, grads = normal(rng, (BATCH, 1), error) / BATCH, {}
    for name, below in zip(("W_y", "W_3", "W_2", "W_1"), reversed(h), strict=True):
        grads[name] = (delta.T @ below)[None]
        delta = (delta @ params[name][0]) * (below > 0)
    return {name: grads[name] for name in params}


def clipped(params: Layers, grads: Layers, lam: float, tau: float) -> dict[str, Layers]:
    """Return what "agc" with λ and the "fixed" threshold τ leave of the gradient."""
    return {"agc": adaptive_gradient_clip(grads, params, lam).grads, "fixed": clip_by_global_norm(grads, tau).grads}


def measure(grads: Layers, rules: dict[str, Layers]) -> dict[str, float]:
    """Return the norm, and per layer the units, those that AGC clipped, and the share that each rule leaves."""
    numbers: dict[str, float] = {"norm": _norm(*grads.values())}
    for name in LAYERS:
        before = unit_norms(grads[name])
        numbers[f"{name}_units"] = len(before)
        numbers[f"{name}_agc_clipped"] = int((unit_norms(rules["agc"][name]) < before * (1 - 1e-12)).sum())
        numbers |= {f"{name}_{rule}_kept": _norm(after[name]) / _norm(grads[name]) for rule, after in rules.items()}
    return numbers


def results(**settings: Any) -> dict[str, float]:
    """Return what `measure` finds at SETTINGS, changed as given."""
    given = SETTINGS | settings
    params = weights(given["s"], int(given["seed"]))
    grads = gradient(params, given["error"], int(given["seed"]))
    return measure(grads, clipped(params, grads, given["lam"], given["tau"]))


def unit_norms(W: np.ndarray) -> np.ndarray:
    """Return the norm (units,) of each row of W (1, units, inputs)."""
    return np.sqrt(np.square(W[0]).sum(axis=1))


def _norm(*arrays: np.ndarray) -> float:
    return float(np.sqrt(sum(np.square(a).sum() for a in arrays)))
